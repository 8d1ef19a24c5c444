import { personIdSchema, siteIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import type { Watch } from '../watch.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';

export async function insertWatch(transaction: Transaction, watch: Watch, role: string): Promise<void> {
  await insertRow(transaction, 'watches', {
    id: watch.id,
    person: watch.person,
    role,
    site: watch.site,
    started_at: watch.startedAt,
    ends_at: watch.endsAt,
    ended_at: watch.endedAt,
  });
}

export async function endWatch(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, 'watches', (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

/** Watches of one person that started since `since`. */
export async function watchesOf(database: Connection, person: PersonId, since: number): Promise<Watch[]> {
  const rows: readonly Row[] = await database('watches').where({ person }).where('started_at', '>=', since);
  return rows.map(watchOf);
}

/** All watches that started since `since`. */
export async function watchesSince(database: Connection, since: number): Promise<Watch[]> {
  const rows: readonly Row[] = await database('watches').where('started_at', '>=', since).orderBy('started_at');
  return rows.map(watchOf);
}

type Row = Record<'id' | 'person' | 'site' | 'started_at' | 'ends_at' | 'ended_at', unknown>;

function watchOf(row: Row): Watch {
  return {
    id: textColumn(row.id),
    site: siteIdSchema.parse(row.site),
    person: personIdSchema.parse(row.person),
    startedAt: integerColumn(row.started_at),
    endsAt: integerColumn(row.ends_at),
    endedAt: nullableIntegerColumn(row.ended_at),
  };
}
