/**
 * An operator's file of breached passwords, as Have I Been Pwned gives it out: SHA-1 in hex, a line each, in order, a count after a colon
 * or not. It is searched where it lies: 40 GB are 30 reads, and nobody outside is asked.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const DIGEST = 40;
/** Digest, colon, count and the line's end have less. */
const LINE = 64;
/** Within so few bytes each line is looked at. */
const BLOCK = 4_096;
const FORM = /^[0-9A-Fa-f]{40}(:[0-9]{1,12})?\r?\n/;

/** Whether a file can be read and begins and ends as such a one does. */
export function isBreachedFile(path: string): boolean {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(LINE);
      const size = fstatSync(file).size;
      const first = bytes.toString('latin1', 0, readSync(file, bytes, 0, LINE, 0));
      const end = bytes.toString('latin1', 0, readSync(file, bytes, 0, LINE, Math.max(0, size - LINE)));
      const last = end.trimEnd().split('\n').at(-1) ?? '';
      return FORM.test(first) && FORM.test(`${last}\n`) && digestIn(first) <= digestIn(last);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** Whether the password is in the file. Rejects when it can no longer be read: then nothing is set. */
export async function isBreached(path: string, password: string): Promise<boolean> {
  const wanted = createHash('sha1').update(password.normalize('NFKC')).digest('hex').toUpperCase();
  const file = await open(path, 'r');
  try {
    // The wanted line, if there is one, begins in [from, to).
    let from = 0;
    let to = (await file.stat()).size;
    while (to - from > BLOCK) {
      const middle = Math.floor((from + to) / 2);
      const text = await textAt(file, middle, 2 * LINE);
      const begins = text.indexOf('\n') + 1;
      const found = digestIn(text.slice(begins));
      if (found === wanted) return true;
      if (begins > 0 && found < wanted && found.length === DIGEST) from = middle + begins + DIGEST;
      else to = middle + 1;
    }
    const lines = (await textAt(file, from, to - from + LINE)).split('\n');
    return lines.some((line) => digestIn(line) === wanted);
  } finally {
    await file.close();
  }
}

function digestIn(line: string): string {
  return line.slice(0, DIGEST).toUpperCase();
}

async function textAt(file: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('latin1', 0, bytesRead);
}
