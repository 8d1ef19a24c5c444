/** The tables of exchange rates of the signed channel, as the server has published them. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { RateTable } from '../contract/rules/rate-table.ts';
import { entriesOf, type ReleaseEntry } from './entries.ts';
import { readTable, tablesIn } from './draft-rates.ts';
import { followRoots } from './follow-roots.ts';
import { isSigned } from './metadata.ts';
import { ReleaseError } from './release-error.ts';
import type { Repository } from './repository.ts';

/** Time after which the repository is looked at again. */
const LOOK_EVERY_MS = 5_000;

/**
 * @param onUnreadable called when the repository, or a table, cannot be read or is not signed; the tables before stay in use
 * @returns the tables that are listed, from the earliest version
 */
export function publishedRates(
  repository: Repository,
  clock: Pick<Clock, 'monotonicMs'>,
  onUnreadable: (error: unknown) => void,
): () => readonly RateTable[] {
  let tables: readonly RateTable[] = [];
  let version = 0;
  let lookedAtMs = -Infinity;
  return () => {
    const nowMs = clock.monotonicMs();
    if (nowMs - lookedAtMs < LOOK_EVERY_MS) return tables;
    lookedAtMs = nowMs;
    try {
      const newest = repository.newest('targets');
      if (newest !== version) {
        tables = tablesIn(signedEntries(repository)).map((entry) => readTable(repository, entry));
        version = newest;
      }
    } catch (error) {
      onUnreadable(error);
    }
    return tables;
  };
}

/** Throws `ReleaseError` `unsigned` where a root does not follow, or too few people have signed the targets. */
function signedEntries(repository: Repository): ReleaseEntry[] {
  const root = followRoots(repository, new Map());
  const targets = repository.readNewest('targets');
  if (typeof root === 'string' || !isSigned(root, 'targets', targets))
    throw new ReleaseError('unsigned', 'the tables of exchange rates are not signed by the people whom the root names');
  return entriesOf('targets', targets);
}
