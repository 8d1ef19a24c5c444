/**
 * Ends the publication of lists whose agreement has ended. The owner's signature stays valid until its metadata expire, and the server cannot sign
 * for the owner. It records the withdrawal, and states it with its next snapshot, so that lanes drop the list. The rows are the truth: after a
 * crash the next look and the next snapshot repeat what is missing.
 */
import type { Alarm } from '../../records/alarms/answers.ts';
import { type WatchlistId, watchlistIdSchema } from '../../contract/watchlist.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { takenLists } from './agreed.ts';
import type { ListDesk } from './list-desk.ts';
import { raiseListChanged } from './list-alarm.ts';
import { keptFiles, type StoredListFile } from './tables/file-table.ts';
import { insertWithdrawal, liftWithdrawal, openWithdrawals } from './tables/withdrawal-table.ts';

/** Withdraws the lists that no agreement takes any more, and lifts the withdrawal of those that an agreement takes again. */
export async function withdrawEnded({ context }: Pick<ListDesk, 'context'>, nowMs: number): Promise<void> {
  const { knex, queue, alarms } = context;
  if (isEmpty(await changesDue(knex, nowMs))) return;
  const raised = await queue.run(async (transaction) => {
    const { ended, taken } = await changesDue(transaction, nowMs);
    const made: Alarm[] = [];
    for (const [list, { party, agreement }] of ended) {
      await insertWithdrawal(transaction, { list, party, agreement, withdrawnAt: nowMs });
      made.push(await raiseListChanged(transaction, 'agreement-ended', list, nowMs));
    }
    for (const list of taken) await liftWithdrawal(transaction, list, nowMs);
    return made;
  });
  for (const alarm of raised) alarms.announce(alarm);
}

interface ChangesDue {
  /** With a published file of each. */
  readonly ended: ReadonlyMap<WatchlistId, StoredListFile>;
  readonly taken: readonly WatchlistId[];
}

const isEmpty = ({ ended, taken }: ChangesDue): boolean => ended.size + taken.length === 0;

async function changesDue(database: Connection, nowMs: number): Promise<ChangesDue> {
  const withdrawn = await openWithdrawals(database);
  const published = (await keptFiles(database)).filter(({ publishedAt }) => publishedAt !== null);
  if (withdrawn.size + published.length === 0) return { ended: new Map(), taken: [] };
  const taken = await takenLists(database, nowMs);
  const ended = published.filter(({ list }) => !taken.has(list) && !withdrawn.has(list));
  return {
    ended: new Map(ended.map((file) => [watchlistIdSchema.parse(file.list), file])),
    taken: [...withdrawn.values()].flatMap(({ list }) => (taken.has(list) ? [list] : [])),
  };
}
