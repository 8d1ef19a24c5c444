/** The watchlist of a simulated lane: one listed document number for each specimen state, under a key made at each start. */
import { createReadStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getRandomValues } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import type { Chains } from '../../../hardware/secure-element/chain.ts';
import { type WatchlistId, watchlistIdSchema } from '../../../server/contract/watchlist.ts';
import { makeBase } from '../../lists/watchlist/build/make-list.ts';
import type { ReadRecord } from '../../lists/watchlist/build/read-csv.ts';
import { chainOfLists, keyOfList } from '../../lists/watchlist/list-key.ts';
import { fileOfDigest, type WatchlistSource } from '../../lists/watchlist/watchlist-source.ts';

export const SPECIMEN_LIST: WatchlistId = watchlistIdSchema.parse('specimens');
/** The number of a listed specimen document, of whatever state. */
export const LISTED_NUMBER = 'XL1STED01';
const GENERATION = 1;

/**
 * Rejects as the secure element does, and with the disk's error.
 *
 * @param states ICAO codes of the specimen states
 * @param folder emptied first
 */
export async function specimenListSource(
  states: Iterable<string>,
  { element, folder, clock }: { readonly element: Chains; readonly folder: string; readonly clock: Clock },
): Promise<WatchlistSource> {
  rmSync(folder, { recursive: true, force: true });
  makeFolderSync(folder);
  const secret = getRandomValues(new Uint8Array(32));
  const key = { list: SPECIMEN_LIST, generation: GENERATION, secret: keyOfList(secret, SPECIMEN_LIST) };
  try {
    const name = chainOfLists(GENERATION);
    const held = await element.chains();
    if (held.some(({ purpose, generation }) => purpose === name.purpose && generation === GENERATION))
      await element.destroyChain(name);
    await element.importChain(name, secret);
    const madeAt = () => Math.floor(clock.wallMs());
    const { file } = await makeBase(recordsOf(new Set(states)), key, { base: 1, madeAt }, folder);
    return {
      offered: (list) =>
        list === SPECIMEN_LIST ? { kind: 'verified', content: { list, base: file, deltas: [] } } : undefined,
      sealedKeys: () => undefined,
      open: ({ digest }) => createReadStream(join(folder, fileOfDigest(digest))),
    };
  } finally {
    secret.fill(0);
    key.secret.fill(0);
  }
}

async function* recordsOf(states: ReadonlySet<string>): AsyncGenerator<ReadRecord> {
  let line = 1;
  for (const issuer of states) {
    line += 1;
    yield { kind: 'record', line, record: { action: 'add', type: 'P', issuer, number: LISTED_NUMBER } };
  }
}
