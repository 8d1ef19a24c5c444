import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, json, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { sitesSchema } from './change-schemas.ts';
import { SILENCE_REASONS } from './vocabulary.ts';

const silences = table({
  /** Random, hex. */
  id: text,
  kinds: json(z.union([z.literal('all'), z.array(z.enum(ALARM_KINDS))])),
  sites: json(sitesSchema),
  reason: checked(z.enum(SILENCE_REASONS)),
  madeBy: checked(personIdSchema),
  since: integer,
  until: integer,
  endedBy: nullable(checked(personIdSchema)),
  endedAt: nullable(integer),
  releasedAt: nullable(integer),
});

/** Alarms of some kinds at some sites are not sent until a time. */
export type StoredSilence = RecordOf<typeof silences>;

export async function insertSilence(transaction: Transaction, silence: StoredSilence): Promise<void> {
  await insertRow(transaction, 'alert_silences', silences.row(silence));
}

/** In force and not ended early, the first to end first. */
export function silencesInForce(database: Connection, now: number): Promise<StoredSilence[]> {
  return silences.all(
    database('alert_silences').where('until', '>', now).whereNull('ended_at').orderBy(['until', 'id']),
  );
}

/** The latest, including those that have ended. */
export function listSilences(database: Connection, limit: number): Promise<StoredSilence[]> {
  return silences.all(
    database('alert_silences')
      .orderBy([
        { column: 'since', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(limit),
  );
}

/** Over, with held messages that were not dealt with yet. */
export function unreleasedSilences(database: Connection, now: number): Promise<StoredSilence[]> {
  return silences.all(
    database('alert_silences')
      .whereNull('released_at')
      .where((where) => void where.where('until', '<=', now).orWhereNotNull('ended_at'))
      .orderBy('id'),
  );
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
