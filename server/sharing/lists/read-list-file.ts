/** Reads what a list file says about itself, from the disk, within the bounds of its form. */
import { open } from 'node:fs/promises';
import { PLAIN_FILE } from '../../../hardware/host/plain-file.ts';
import { areDisjoint, tagListOf } from '../../contract/tag-list.ts';
import {
  headerLength,
  type ListFileFault,
  type ListHeader,
  PREAMBLE_BYTES,
  readHeader,
  TAG_BYTES,
} from '../../contract/watchlist-file.ts';

/** The header; a fault when the file does not have the form of a list. Rejects with the system's error. */
export async function readListHeader(path: string): Promise<ListHeader | ListFileFault> {
  const file = await open(path, PLAIN_FILE);
  try {
    const { size } = await file.stat();
    const read = async (at: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    const length = headerLength(await read(0, PREAMBLE_BYTES));
    if (typeof length !== 'number') return length;
    return readHeader(await read(PREAMBLE_BYTES, length), size);
  } finally {
    await file.close();
  }
}

/** The header of a file whose body has been judged too. The body of a delta is read as a whole: its length is bounded by the header's form. */
export async function readWholeList(path: string): Promise<ListHeader | ListFileFault> {
  const header = await readListHeader(path);
  if (typeof header === 'string' || header.kind === 'base') return header;
  const file = await open(path, PLAIN_FILE);
  try {
    const { size } = await file.stat();
    const length = (header.added + header.removed) * TAG_BYTES;
    const body = Buffer.alloc(length);
    await readFully(file, body, size - length);
    const split = header.added * TAG_BYTES;
    const added = tagListOf(body.subarray(0, split));
    const removed = tagListOf(body.subarray(split));
    const isOrdered = added !== undefined && removed !== undefined && areDisjoint(body.subarray(split), added);
    return isOrdered ? header : 'tags-out-of-order';
  } finally {
    await file.close();
  }
}

async function readFully(file: Awaited<ReturnType<typeof open>>, into: Uint8Array, from: number): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, from + done);
    if (bytesRead === 0) return;
    done += bytesRead;
  }
}
