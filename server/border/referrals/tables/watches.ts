import { personIdSchema, siteIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import type { Watch } from '../watch.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { checked, integer, nullable, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

const watches = table<Watch>({
  id: text,
  site: checked(siteIdSchema),
  person: checked(personIdSchema),
  startedAt: integer,
  endsAt: integer,
  endedAt: nullable(integer),
});

export async function insertWatch(transaction: Transaction, watch: Watch, role: string): Promise<void> {
  await insertRow(transaction, 'watches', { ...watches.row(watch), role });
}

export async function endWatch(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, 'watches', (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

/** Watches of one person that started since `since`. */
export function watchesOf(database: Connection, person: PersonId, since: number): Promise<Watch[]> {
  return watches.all(database('watches').where({ person }).where('started_at', '>=', since));
}

/** All watches that started since `since`. */
export function watchesSince(database: Connection, since: number): Promise<Watch[]> {
  return watches.all(database('watches').where('started_at', '>=', since).orderBy('started_at'));
}
