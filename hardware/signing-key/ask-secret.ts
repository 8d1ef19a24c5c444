/** A passphrase or PIN from the keyboard, which the terminal does not show, or from a file. */
import { readFileSync, statSync } from 'node:fs';
import { isExposed } from '../host/private-files.ts';
import { PersonsKeyError } from './persons-key-error.ts';

/** The source of a passphrase or PIN: a file, or else the keyboard. */
export interface SecretSource {
  /** A file with it in one line, readable by its owner only. */
  readonly file: string | undefined;
}

const LONGEST_BYTES = 4_096;
const ENTER = new Set(['\r', '\n']);
const ERASE = new Set(['\b', '\u007f']);
const STOP = new Set(['\u0003', '\u0004']);

/** Rejects with `PersonsKeyError`: `no-key` for a missing file, `exposed`, `no-secret`. */
export async function askSecret(what: string, { file }: SecretSource): Promise<string> {
  return file === undefined ? typed(`${what}: `) : secretIn(file);
}

/** Asks twice at the keyboard. Rejects also with `unfit-secret` when the two differ. */
export async function askNewSecret(what: string, source: SecretSource): Promise<string> {
  const secret = await askSecret(what, source);
  if (source.file === undefined && (await typed(`${what}, again: `)) !== secret) {
    throw new PersonsKeyError('unfit-secret', 'the two are different');
  }
  return secret;
}

/**
 * Shows a new secret once, at the terminal, and asks the person to type it, so that it is certain that they have it. Rejects with
 * `no-secret` without a terminal and with `unfit-secret` when they type another one.
 */
export async function showSecret(what: string, secret: string): Promise<void> {
  assertTerminal();
  process.stderr.write(`${what}, shown this once. Write it down:\n\n    ${secret}\n\n`);
  if ((await typed('Type it: ')) !== secret) throw new PersonsKeyError('unfit-secret', 'the two are different');
}

/** The first line of a file. Throws `PersonsKeyError`. */
export function secretIn(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > LONGEST_BYTES) {
    throw new PersonsKeyError('no-key', `${file} is not a file with a passphrase or PIN`);
  }
  assertPrivate(file);
  return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
}

/** Throws `PersonsKeyError` `exposed` for a file that other users may read. */
export function assertPrivate(file: string): void {
  if (isExposed(file, statSync(file))) {
    throw new PersonsKeyError('exposed', `other users may read ${file}: chmod 600 '${file}'`);
  }
}

/** One line from the keyboard. Rejects with `PersonsKeyError` `no-secret` without a terminal, and when the person interrupts. */
function typed(prompt: string): Promise<string> {
  assertTerminal();
  const { stdin, stderr } = process;
  return new Promise((resolve, reject) => {
    let line: string[] = [];
    const end = (rest: readonly string[], then: () => void): void => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      // The beginning of the next answer
      if (rest.length > 0) stdin.unshift(rest.join(''));
      stderr.write('\n');
      then();
    };
    const take = (chunk: string): void => {
      const letters = Array.from(chunk);
      for (const [at, letter] of letters.entries()) {
        const rest = letters.slice(at + 1);
        if (ENTER.has(letter)) return end(rest, () => resolve(line.join('')));
        if (STOP.has(letter)) return end(rest, () => reject(new PersonsKeyError('no-secret', 'interrupted')));
        line = ERASE.has(letter) ? line.slice(0, -1) : [...line, letter];
      }
    };
    // First: the terminal shows each letter that is typed before
    stdin.setRawMode(true);
    stderr.write(prompt);
    stdin.setEncoding('utf8');
    stdin.on('data', take);
    stdin.resume();
  });
}

function assertTerminal(): void {
  if (!process.stdin.isTTY) {
    throw new PersonsKeyError('no-secret', 'there is no terminal to ask at: name a file with --passphrase-file');
  }
}
