import { SIGNAL_KINDS, type SignalKind } from '../../platform/base/signal-kinds.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { StoreError } from '../../platform/database/store-error.ts';

const HOUR_MS = 3_600_000;

/** The count of one hour. Clients cannot add rows beyond kinds, known ids and hours. */
export interface CountedSignal {
  readonly kind: SignalKind;
  /** An id from the database, or empty. */
  readonly about: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

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
export async function listSignals(database: Connection, since: number, limit: number): Promise<CountedSignal[]> {
  const rows: readonly SignalRow[] = await database('signals')
    .where('last_at', '>=', since)
    .orderBy([
      { column: 'last_at', order: 'desc' },
      { column: 'kind', order: 'asc' },
      { column: 'about', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(signalOf);
}

/** Signals of this hour since 1970 and later, with their hours. */
export async function listSignalsFrom(
  database: Connection,
  hour: number,
): Promise<(CountedSignal & { readonly hour: number })[]> {
  const rows: readonly (SignalRow & { readonly hour: unknown })[] = await database('signals')
    .where('hour', '>=', hour)
    .orderBy([{ column: 'hour' }, { column: 'kind' }, { column: 'about' }]);
  return rows.map((row) => ({ ...signalOf(row), hour: integerColumn(row.hour) }));
}

type SignalRow = Record<'kind' | 'about' | 'count' | 'first_at' | 'last_at', unknown>;

function signalOf(row: SignalRow): CountedSignal {
  const kind = SIGNAL_KINDS.find((one) => one === textColumn(row.kind));
  if (kind === undefined) throw new StoreError('damaged', 'a signal has an unknown kind');
  return {
    kind,
    about: textColumn(row.about),
    count: integerColumn(row.count),
    firstAt: integerColumn(row.first_at),
    lastAt: integerColumn(row.last_at),
  };
}
