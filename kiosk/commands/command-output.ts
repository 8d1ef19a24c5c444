/** Lines of a command, with the exit code that goes with them. */

/** To the standard error. */
export function say(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

/** To the standard output. */
export function print(text: string, code: number): number {
  process.stdout.write(`${text}\n`);
  return code;
}
