/** The folder in which an office makes a list: its files, and the draft of what people sign. */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFileSync } from '../../../../hardware/host/durable-file-sync.ts';
import {
  type ListFileRef,
  type SignedWatchlist,
  signedWatchlistSchema,
  type WatchlistId,
} from '../../../../server/contract/watchlist.ts';
import { readListFile } from '../../../lists/watchlist/read-list-file.ts';
import { extended, type Watchlist } from '../../../lists/watchlist/watchlist.ts';
import { fileOfDigest } from '../../../lists/watchlist/watchlist-source.ts';
import { Complaint } from '../complaint.ts';

export const draftFile = (folder: string, list: WatchlistId): string => join(folder, `${list}.draft.json`);
const cursorFile = (folder: string, list: WatchlistId): string => join(folder, `${list}.cursor.json`);

/** The newest draft; `undefined` before the first base. */
export function readDraft(folder: string, list: WatchlistId): SignedWatchlist | undefined {
  const file = draftFile(folder, list);
  if (!existsSync(file)) return undefined;
  const read = signedWatchlistSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success || read.data.list !== list) throw new Complaint(`${file} holds no draft of the list ${list}`);
  return read.data;
}

export function writeDraft(folder: string, draft: SignedWatchlist): void {
  replaceFileSync(draftFile(folder, draft.list), `${JSON.stringify(draft, null, 2)}\n`, { mode: 0o644 });
}

const cursorSchema = z.strictObject({ cursor: z.string() });

/** The place in the authority's changes up to which the list has them. */
export function readCursor(folder: string, list: WatchlistId): string | undefined {
  const file = cursorFile(folder, list);
  return existsSync(file) ? cursorSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).cursor : undefined;
}

export function writeCursor(folder: string, list: WatchlistId, cursor: string): void {
  replaceFileSync(cursorFile(folder, list), JSON.stringify({ cursor }));
}

/** Reads every file of a list and verifies the chain. Throws `Complaint` at the first fault. */
export async function readWhole(folder: string, { base, deltas }: SignedWatchlist): Promise<Watchlist> {
  const first = await readOne(folder, base);
  if (first.kind !== 'base') throw new Complaint(`${base.digest} is not a base`);
  let list: Watchlist = { base: first.base, deltas: [] };
  for (const file of deltas) {
    const read = await readOne(folder, file);
    if (read.kind !== 'delta') throw new Complaint(`${file.digest} is not a delta`);
    const longer = extended(list, read.delta);
    if (typeof longer === 'string') throw new Complaint(`${file.digest}: ${longer}`);
    list = longer;
  }
  return list;
}

async function readOne(folder: string, { digest, bytes }: ListFileRef) {
  const read = await readListFile(createReadStream(join(folder, fileOfDigest(digest))), bytes);
  if (read.kind === 'refused') throw new Complaint(`${digest}: ${read.why}`);
  const found = read.kind === 'base' ? read.base.digest : read.delta.digest;
  if (found !== digest) throw new Complaint(`${digest}: digest-differs`);
  return read;
}
