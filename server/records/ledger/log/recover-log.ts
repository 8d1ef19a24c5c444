import type { Connection } from '../../../platform/database/connection.ts';
import { inSnapshot } from '../../../platform/database/in-snapshot.ts';
import type { LedgerDatabase } from '../../../platform/database/ledger-database.ts';
import { entriesEnd, findHead, type LogHead } from './log-tables.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import type { TreeHead } from '../../../platform/transparency/merkle/consistency.ts';
import { sameBytes } from '../../../contract/merkle/hash.ts';
import { rangeHash } from '../../../platform/transparency/merkle/range.ts';
import { parseCheckpoint } from '../../../platform/transparency/note/checkpoint.ts';
import { parseNote, verifyNote } from '../../../platform/transparency/note/note.ts';
import type { VerifierKey } from '../../../platform/transparency/note/vkey.ts';
import { loadEdge, rootOf, type RightEdge } from '../../../platform/transparency/tile/right-edge.ts';
import { nodeReader, tileReader } from './log-reader.ts';
import type { Ratchet } from './ratchet.ts';

export interface RecoverParts {
  readonly database: LedgerDatabase;
  readonly signer: { readonly key: VerifierKey };
  readonly ratchet: Pick<Ratchet, 'head' | 'advance'>;
}

/**
 * Verifies the file before anything is signed: the log's signature over the head, the tiles that lead to its root, no entry beyond it, no
 * acknowledged entry missing. Reads at most seven tiles and a path for any length of log, all of one state of the database, because another
 * server may write until it notices that it was displaced. Rejects with `LedgerError`: `no-log`, `damaged`, `behind-ratchet`.
 */
export async function recoverLog(parts: RecoverParts): Promise<{ head: LogHead; edge: RightEdge }> {
  const recovered = await inSnapshot(parts.database.writer, (snapshot) => verifyState(snapshot, parts));
  // A crash between commit and ratchet: the log is one unacknowledged batch ahead.
  if (parts.ratchet.head.size < recovered.head.size) await parts.ratchet.advance(recovered.head);
  return recovered;
}

/** Verifies what `recoverLog` does, and writes nothing. Rejects as it does. */
export async function verifyState(
  writer: Connection,
  parts: Pick<RecoverParts, 'signer'> & { readonly ratchet: Pick<Ratchet, 'head'> },
): Promise<{ head: LogHead; edge: RightEdge }> {
  const head = await findHead(writer, 'integrated');
  if (head === undefined) throw new LedgerError('no-log', "the ledger's file holds no head");
  checkSignedHead(head, parts.signer.key);
  const edge = await loadEdge(head.size, tileReader(writer));
  if (!sameBytes(rootOf(edge), head.root)) throw new LedgerError('damaged', 'the tiles do not lead to the signed root');
  if ((await entriesEnd(writer)) !== head.size)
    throw new LedgerError('damaged', 'the entries do not agree with the head');
  await checkRatchet(writer, head, parts.ratchet);
  const published = await findHead(writer, 'published');
  if (published !== undefined) await checkBeginning(writer, head, published);
  return { head, edge };
}

/** Throws `LedgerError` `damaged` unless the note has the log's signature and agrees with the columns. */
export function checkSignedHead({ size, root, checkpoint }: LogHead, key: VerifierKey): void {
  try {
    const note = parseNote(checkpoint);
    verifyNote(note, [key]);
    const signed = parseCheckpoint(note.text);
    if (signed.origin === key.name && signed.size === size && sameBytes(signed.root, root)) return;
  } catch (cause) {
    throw new LedgerError('damaged', 'the head is not signed by this log’s key', { cause });
  }
  throw new LedgerError('damaged', 'the columns of the head differ from the signed note');
}

/** Throws `LedgerError` `damaged` unless the log continues `earlier`. */
export async function checkBeginning(database: Connection, head: TreeHead, earlier: TreeHead): Promise<void> {
  const root =
    earlier.size > head.size
      ? undefined
      : await rangeHash(nodeReader(database, earlier.size), { from: 0, to: earlier.size });
  if (root === undefined || !sameBytes(root, earlier.root)) {
    throw new LedgerError('damaged', 'the log does not continue an earlier head');
  }
}

async function checkRatchet(database: Connection, head: LogHead, ratchet: Pick<Ratchet, 'head'>): Promise<void> {
  if (ratchet.head.size > head.size) {
    throw new LedgerError('behind-ratchet', 'the log is shorter than its ratchet: a backup was restored');
  }
  await checkBeginning(database, head, ratchet.head);
}
