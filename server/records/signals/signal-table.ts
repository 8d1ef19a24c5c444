import { SIGNAL_KINDS, type SignalKind } from '../../platform/base/signal-kinds.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, type RecordOf, type Row, table, text, word } from '../../platform/database/table.ts';

const HOUR_MS = 3_600_000;

const signals = table({
  kind: word(SIGNAL_KINDS),
  /** An id from the database, or empty. */
  about: text,
  count: integer,
  firstAt: integer,
  lastAt: integer,
});

/** The count of one hour. Clients cannot add rows beyond kinds, known ids and hours. */
export type CountedSignal = RecordOf<typeof signals>;

export async function countSignal(
  transaction: Transaction,
  { kind, about, at, times }: { kind: SignalKind; about: string; at: number; times: number },
): Promise<void> {
  const hour = Math.floor(at / HOUR_MS);
  const place = { kind, about, hour };
  const raised = await transaction('signals').where(place).increment('count', times).update({ last_at: at });
  if (raised === 0) await transaction('signals').insert({ ...place, count: times, first_at: at, last_at: at });
}

/** Signals since a time, latest first. */
export function listSignals(database: Connection, since: number, limit: number): Promise<CountedSignal[]> {
  return signals.all(
    database('signals')
      .where('last_at', '>=', since)
      .orderBy([
        { column: 'last_at', order: 'desc' },
        { column: 'kind', order: 'asc' },
        { column: 'about', order: 'asc' },
      ])
      .limit(limit),
  );
}

/** Signals of this hour since 1970 and later, with their hours. */
export async function listSignalsFrom(
  database: Connection,
  hour: number,
): Promise<(CountedSignal & { readonly hour: number })[]> {
  const rows: readonly Row[] = await database('signals')
    .where('hour', '>=', hour)
    .orderBy([{ column: 'hour' }, { column: 'kind' }, { column: 'about' }]);
  return rows.map((row) => ({ ...signals.read(row), hour: integerColumn(row['hour']) }));
}
