/** One command with several programs, each of which reads `process.argv` when it is loaded. */

export interface Program {
  /** One line of the list of programs. */
  readonly summary: string;
  readonly load: () => Promise<unknown>;
}

/**
 * Loads the program that the first argument names, which then finds its own arguments where it expects them. Prints the list for `help`;
 * exit code 64 for another name (EX_USAGE of sysexits(3)).
 */
export async function runProgram(command: string, programs: Readonly<Record<string, Program>>): Promise<void> {
  const [name = ''] = process.argv.splice(2, 1);
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (program !== undefined) {
    await program.load();
    return;
  }
  const width = Math.max(...Object.keys(programs).map(({ length }) => length));
  const lines = Object.entries(programs).map(([one, { summary }]) => `  ${one.padEnd(width)}  ${summary}\n`);
  const usage = `usage: ${command} PROGRAM [ARGUMENT...]\n\n${lines.join('')}`;
  const isHelp = name === 'help' || name === '--help' || name === '-h';
  (isHelp ? process.stdout : process.stderr).write(usage);
  if (!isHelp) process.exitCode = 64;
}
