/** Runs a bench from the command line: prints `usage` for `--help`, and the message of an error, with exit code 1. */
export async function runBench(usage: string, run: () => Promise<void>): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(usage);
    return;
  }
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
