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

/** How a command ended. */
export interface CommandEnd {
  readonly code: number;
  /** For the standard output and the standard error. */
  readonly out?: string;
  readonly complaint?: string;
}

/** Writes the lines of a command that has ended. Returns its exit code. */
export function tell({ code, out, complaint }: CommandEnd): number {
  if (out !== undefined) print(out, code);
  if (complaint !== undefined) say(complaint, code);
  return code;
}
