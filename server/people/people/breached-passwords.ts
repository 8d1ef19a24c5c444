/**
 * An operator's file of breached passwords in the format of Have I Been Pwned: sorted SHA-1 digests in hex, one per line, each with an
 * optional count after a colon. The file is searched in place (40 GB take 30 reads) and no external service is asked.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, fstatSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

const DIGEST = 40;
/** Upper bound, in bytes, of digest, colon, count and line end. */
const LINE = 64;
/** A range of at most this many bytes is scanned line by line. */
const BLOCK = 4_096;
const FORM = /^[0-9A-Fa-f]{40}(:[0-9]{1,12})?\r?\n/;

/** Whether the file is readable and its first and last lines have the expected format. */
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

/** Whether the password is in the file. Rejects when the file is not readable; the password is then not set. */
export async function isBreached(path: string, password: string): Promise<boolean> {
  const wanted = createHash('sha1').update(password.normalize('NFKC')).digest('hex').toUpperCase();
  const file = await open(path, 'r');
  try {
    // The wanted line, if present, begins in [from, to).
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
