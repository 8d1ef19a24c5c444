import type { Connection } from '../../platform/database/connection.ts';
import { findHead } from './log/log-tables.ts';
import { openingsBetween } from './entry/openings.ts';
import { joinOpening } from './entry/commitment.ts';
import { nodeReader } from './log/log-reader.ts';
import { inclusionProof } from '../../platform/transparency/merkle/inclusion.ts';
import { formatProofFile } from '../../platform/transparency/proof/proof-file.ts';

export type MadeProof =
  /** `opened`: the file contains the entry's content in clear. `entry`: its bytes in the log, if they are kept. */
  | { readonly kind: 'made'; readonly file: string; readonly opened: boolean; readonly entry: Uint8Array | undefined }
  /** The published head does not include this entry. */
  | { readonly kind: 'not-published' };

/**
 * Makes the proof file of an entry under the published head. An erased entry is still proved, without its content. `closed` leaves the
 * content out of the file. `log` and `openings` are the two databases.
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
