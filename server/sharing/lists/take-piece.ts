/** Takes a piece of a list file. A file that is complete is judged at once, and a refused one is erased. */
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder } from '../../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { MAX_DELTAS } from '../../contract/watchlist.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { measureFile } from '../../lanes/releases/metadata.ts';
import type { AgreedOwnList } from './agreed.ts';
import { objectionToHeader } from './judge-list.ts';
import type { ListDesk } from './list-desk.ts';
import { readWholeList } from './read-list-file.ts';
import { insertListFile, keptFiles, markErased, markPiece, type StoredListFile } from './tables/file-table.ts';
import type { ListRefusal } from './vocabulary.ts';

export interface Piece {
  readonly party: string;
  /** SHA-256 of the whole file, hex. */
  readonly digest: string;
  /** Place of the first byte, and the length of the whole file. */
  readonly from: number;
  readonly whole: number;
  readonly bytes: Uint8Array;
}

export type TakenPiece =
  | { readonly kind: 'taken'; readonly received: number; readonly isComplete: boolean }
  | { readonly kind: 'refused'; readonly refusal: ListRefusal };

/** Called in each transaction of a piece, so that the call is recorded with what it did. */
type Enter = (transaction: Transaction, taken: TakenPiece) => Promise<void>;

/** The file that is complete, or the part that has arrived. */
export function uploadPath(desk: ListDesk, party: string, digest: string, isComplete = true): string {
  return join(desk.uploads, party, isComplete ? digest : `${digest}.part`);
}

export function receivedOf(desk: ListDesk, { party, digest, bytes, publishedAt }: StoredListFile): number {
  if (publishedAt !== null || existsSync(uploadPath(desk, party, digest))) return bytes;
  const part = uploadPath(desk, party, digest, false);
  return existsSync(part) ? statSync(part).size : 0;
}

export function takePiece(desk: ListDesk, own: AgreedOwnList, piece: Piece, enter: Enter): Promise<TakenPiece> {
  return desk.steps.run(async () => {
    const { queue, ledger } = desk.context;
    const { taken, row, erased } = await judgePiece(desk, own, piece);
    const at = Math.round(desk.context.clock.wallMs());
    await queue.run(async (transaction) => {
      if (row !== undefined) await markPiece(transaction, row, at);
      if (erased !== undefined) await markErased(transaction, erased, { at, because: 'refused' });
      await enter(transaction, taken);
    });
    await ledger.settle();
    return taken;
  });
}

interface JudgedPiece {
  readonly taken: TakenPiece;
  /** The row of a file that waits. */
  readonly row?: string;
  /** The row of a file that was refused and erased. */
  readonly erased?: string;
}

const refused = (refusal: ListRefusal, erased?: string): JudgedPiece => ({
  taken: { kind: 'refused', refusal },
  ...(erased !== undefined && { erased }),
});

async function judgePiece(desk: ListDesk, own: AgreedOwnList, piece: Piece): Promise<JudgedPiece> {
  const { party, digest, from, whole, bytes } = piece;
  if (bytes.length === 0 || from + bytes.length > whole) return refused('piece-differs');
  const row = await rowFor(desk, own, piece);
  if (typeof row === 'string') return refused(row);
  const received = receivedOf(desk, row);
  const taken = (now: number): JudgedPiece => ({
    taken: { kind: 'taken', received: now, isComplete: now === whole },
    row: row.id,
  });
  if (received === whole) return taken(whole);
  if (from > received) return refused('gap');
  const part = uploadPath(desk, party, digest, false);
  const rest = bytes.subarray(Math.min(bytes.length, received - from));
  if (rest.length > 0) await append(part, rest, received);
  if (received + rest.length < whole) return taken(received + rest.length);
  const refusal = await objectionTo(part, piece, own, desk.context.clock.wallMs());
  if (refusal !== undefined) {
    await rm(part, { force: true });
    return refused(refusal, row.id);
  }
  await rename(part, uploadPath(desk, party, digest));
  await flushFolder(dirname(part));
  return taken(whole);
}

/** The row of the file, which begins with its first piece and before its bytes. */
async function rowFor(
  { context: { knex, queue, clock } }: ListDesk,
  { clause, agreement }: AgreedOwnList,
  { party, digest, whole }: Piece,
): Promise<StoredListFile | ListRefusal> {
  const ofList = (await keptFiles(knex, party)).filter(({ list }) => list === clause.list);
  const found = ofList.find((one) => one.digest === digest);
  if (found !== undefined) return found.bytes === whole ? found : 'length-differs';
  const waiting = ofList.filter(({ publishedAt }) => publishedAt === null);
  if (waiting.length > MAX_DELTAS) return 'too-many-files';
  if (waiting.reduce((sum, one) => sum + one.bytes, whole) > clause.mostBytes) return 'too-many-bytes';
  const at = Math.round(clock.wallMs());
  const row: StoredListFile = {
    id: randomBytes(16).toString('hex'),
    party,
    agreement,
    list: clause.list,
    digest,
    bytes: whole,
    begunAt: at,
    pieceAt: at,
    publishedAt: null,
  };
  await queue.run((transaction) => insertListFile(transaction, row));
  return row;
}

async function append(path: string, bytes: Uint8Array, at: number): Promise<void> {
  makeFolderSync(dirname(dirname(path)));
  makeFolderSync(dirname(path));
  const file = await open(path, existsSync(path) ? 'r+' : 'wx', 0o600);
  try {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function objectionTo(
  part: string,
  { digest, whole }: Piece,
  { clause }: AgreedOwnList,
  nowMs: number,
): Promise<ListRefusal | undefined> {
  const measured = await measureFile(part);
  if (measured.digest !== digest || measured.length !== whole) return 'digest-differs';
  const header = await readWholeList(part);
  return typeof header === 'string' ? header : objectionToHeader(header, clause, nowMs);
}
