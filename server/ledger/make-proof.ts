import type { Connection } from '../database/connection.ts';
import { findHead } from './log/log-tables.ts';
import { openingsBetween } from './entry/openings.ts';
import { joinOpening } from './entry/commitment.ts';
import { nodeReader } from './log/log-reader.ts';
import { inclusionProof } from '../transparency/merkle/inclusion.ts';
import { formatProofFile } from '../transparency/proof/proof-file.ts';

export type MadeProof =
  /** `opened`: the file says what the entry says, and whoever holds it can read it. `entry`: its bytes in the log, where they are kept. */
  | { readonly kind: 'made'; readonly file: string; readonly opened: boolean; readonly entry: Uint8Array | undefined }
  /** There is no such entry under the published head. */
  | { readonly kind: 'not-published' };

/**
 * The proof file of an entry, under the published head; `closed`: that says nothing of what the entry says. `log` and `openings` are the two databases. An entry that was erased
 * is still proved; the file then says nothing of what it said.
 */
export async function makeProof(
  log: Connection,
  openings: Connection,
  index: number,
  { closed = false } = {},
): Promise<MadeProof> {
  const published = await findHead(log, 'published');
  if (published === undefined || index >= published.size) return { kind: 'not-published' };
  const hashes = await inclusionProof(nodeReader(log, published.size), index, published.size);
  const [kept] = await openingsBetween(openings, index, index + 1);
  const extra = closed || kept?.opening === undefined ? undefined : joinOpening(kept.opening);
  const file = formatProofFile({ extra, index, hashes, checkpoint: published.checkpoint });
  return { kind: 'made', file, opened: extra !== undefined, entry: kept?.entry };
}
