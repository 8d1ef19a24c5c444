/** How a command ended. */
export interface CommandEnd {
  readonly code: number;
  /** For the standard output and the standard error, with the ends of their lines. */
  readonly out?: string;
  readonly complaint?: string;
}

/** Writes what a command that has ended says. Its code becomes that of the process. */
export function tell({ code, out, complaint }: CommandEnd): void {
  if (out !== undefined) process.stdout.write(out);
  if (complaint !== undefined) process.stderr.write(complaint);
  process.exitCode = code;
}
