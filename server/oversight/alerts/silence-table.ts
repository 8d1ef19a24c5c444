import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { ALARM_KINDS, type AlarmKind } from '../../platform/base/alarm-kinds.ts';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { sitesSchema, type AlertSites } from './change-schemas.ts';
import { SILENCE_REASONS, type SilenceReason } from './vocabulary.ts';

/** Alarms of some kinds at some sites are not sent until a time. */
export interface StoredSilence {
  /** Random, hex. */
  readonly id: string;
  readonly kinds: 'all' | readonly AlarmKind[];
  readonly sites: AlertSites;
  readonly reason: SilenceReason;
  readonly madeBy: PersonId;
  readonly since: number;
  readonly until: number;
  readonly endedBy: PersonId | null;
  readonly endedAt: number | null;
  readonly releasedAt: number | null;
}

export async function insertSilence(transaction: Transaction, silence: StoredSilence): Promise<void> {
  await insertRow(transaction, 'alert_silences', {
    id: silence.id,
    kinds: JSON.stringify(silence.kinds),
    sites: JSON.stringify(silence.sites),
    reason: silence.reason,
    made_by: silence.madeBy,
    since: silence.since,
    until: silence.until,
    ended_by: silence.endedBy,
    ended_at: silence.endedAt,
    released_at: silence.releasedAt,
  });
}

/** In force and not ended early, the first to end first. */
export async function silencesInForce(database: Connection, now: number): Promise<StoredSilence[]> {
  const rows: readonly Row[] = await database('alert_silences')
    .where('until', '>', now)
    .whereNull('ended_at')
    .orderBy(['until', 'id']);
  return rows.map(silenceOf);
}

/** The latest, including those that have ended. */
export async function listSilences(database: Connection, limit: number): Promise<StoredSilence[]> {
  const rows: readonly Row[] = await database('alert_silences')
    .orderBy([
      { column: 'since', order: 'desc' },
      { column: 'id', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(silenceOf);
}

/** Over, with held messages that were not dealt with yet. */
export async function unreleasedSilences(database: Connection, now: number): Promise<StoredSilence[]> {
  const rows: readonly Row[] = await database('alert_silences')
    .whereNull('released_at')
    .where((where) => void where.where('until', '<=', now).orWhereNotNull('ended_at'))
    .orderBy('id');
  return rows.map(silenceOf);
}

/** `false` when there is no silence in force with this id. */
export async function endSilence(transaction: Transaction, id: string, by: PersonId, at: number): Promise<boolean> {
  const ended = await changeRows(
    transaction,
    'alert_silences',
    (rows) => rows.where({ id }).whereNull('ended_at').where('until', '>', at),
    { ended_by: by, ended_at: at },
  );
  return ended === 1;
}

export async function markReleased(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, 'alert_silences', { id }, { released_at: at });
}

type Row = Record<
  'id' | 'kinds' | 'sites' | 'reason' | 'made_by' | 'since' | 'until' | 'ended_by' | 'ended_at' | 'released_at',
  unknown
>;

const kindsSchema = z.union([z.literal('all'), z.array(z.enum(ALARM_KINDS))]);
const reasonSchema = z.enum(SILENCE_REASONS);

function silenceOf(row: Row): StoredSilence {
  const endedBy = nullableTextColumn(row.ended_by);
  return {
    id: textColumn(row.id),
    kinds: kindsSchema.parse(jsonColumn(row.kinds)),
    sites: sitesSchema.parse(jsonColumn(row.sites)),
    reason: reasonSchema.parse(row.reason),
    madeBy: personIdSchema.parse(row.made_by),
    since: integerColumn(row.since),
    until: integerColumn(row.until),
    endedBy: endedBy === null ? null : personIdSchema.parse(endedBy),
    endedAt: nullableIntegerColumn(row.ended_at),
    releasedAt: nullableIntegerColumn(row.released_at),
  };
}
