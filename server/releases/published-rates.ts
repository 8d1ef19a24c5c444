/** The tables of exchange rates of the signed channel, as the server has published them. */
import type { Clock } from '../../hardware/host/clock.ts';
import type { RateTable } from '../contract/rules/rate-table.ts';
import { entriesIn } from './draft.ts';
import { readTable, tablesIn } from './draft-rates.ts';
import type { Repository } from './repository.ts';

/** Time after which the repository is looked at again. */
const LOOK_EVERY_MS = 5_000;

/**
 * @param onUnreadable called when the repository, or a table, cannot be read; the tables before stay in use
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
        tables = tablesIn(entriesIn(repository, 'targets')).map((entry) => readTable(repository, entry));
        version = newest;
      }
    } catch (error) {
      onUnreadable(error);
    }
    return tables;
  };
}
