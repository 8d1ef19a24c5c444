/** The tables of exchange rates of the signed channel, as the server has published them. */
import type { Clock } from '../../../hardware/host/clock.ts';
import { poll } from '../../platform/base/poll.ts';
import type { RateTable } from '../../contract/rules/rate-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { entriesOf, type ReleaseEntry } from './entries.ts';
import { readTable, tablesIn } from './draft-rates.ts';
import { followRoots } from './follow-roots.ts';
import { isSigned } from './metadata.ts';
import { recordedDigests } from './publication-table.ts';
import { ReleaseError } from './release-error.ts';
import type { Repository } from './repository.ts';

const LOOK_EVERY_MS = 5_000;

export interface RatesParts {
  readonly repository: Repository;
  readonly database: Connection;
  readonly clock: Pick<Clock, 'after'>;
  /**
   * Called when the repository, or a table, cannot be read, is not signed, or follows from another root than the root in the ledger. The tables
   * before stay in use.
   */
  readonly onUnreadable: (error: unknown) => void;
}

export interface PublishedRates {
  /** The listed tables, from the earliest version. */
  tables(): readonly RateTable[];
  close(): Promise<void>;
}

/** Resolves after the first look at the repository. */
export async function publishedRates({
  repository,
  database,
  clock,
  onUnreadable,
}: RatesParts): Promise<PublishedRates> {
  let tables: readonly RateTable[] = [];
  let version = 0;
  const look = async (): Promise<void> => {
    const newest = repository.newest('targets');
    if (newest === version) return;
    const entries = signedEntries(repository, await recordedDigests(database, 'root'));
    tables = tablesIn(entries).map((entry) => readTable(repository, entry));
    version = newest;
  };
  return new Promise((resolve) => {
    const told = () => look().catch(onUnreadable);
    const close = poll(
      clock,
      LOOK_EVERY_MS,
      () => told().finally(() => resolve({ tables: () => tables, close })),
      onUnreadable,
    );
  });
}

/** Throws `ReleaseError` `unsigned` where a root does not follow or is not that of the ledger, or too few people have signed the targets. */
function signedEntries(repository: Repository, recorded: ReadonlyMap<number, string>): ReleaseEntry[] {
  const root = followRoots(repository, recorded);
  const targets = repository.readNewest('targets');
  if (typeof root === 'string' || !isSigned(root, 'targets', targets))
    throw new ReleaseError('unsigned', 'the tables of exchange rates are not signed by the people whom the root names');
  return entriesOf('targets', targets);
}
