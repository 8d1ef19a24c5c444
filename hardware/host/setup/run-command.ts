/** Commands of this machine, run to their end. */
import { spawn } from 'node:child_process';

/** A program that has ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly complaint: string;
}

/** Never rejects: a program that cannot be started ends with code 127. @param input for the standard input */
export function run(command: string, words: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, [...words], { stdio: 'pipe' });
    const [out, complaint]: [Buffer[], Buffer[]] = [[], []];
    const end = (code: number, more = '') =>
      resolve({ code, out: Buffer.concat(out).toString(), complaint: Buffer.concat(complaint).toString() + more });
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => complaint.push(bytes));
    child.on('error', ({ message }) => end(127, message));
    child.on('close', (code) => end(code ?? 1));
    // A program that ends early reads no input
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
