import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, nullable, optional, table, text, word } from '../../platform/database/table.ts';
import type { Reach } from '../../platform/access/principal.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import type { KioskId } from '../../contract/field.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import { ALARM_KINDS, type AlarmKind } from '../../platform/base/alarm-kinds.ts';
import type { Alarm } from './answers.ts';

export interface AlarmReason {
  readonly kind: AlarmKind;
  readonly kioskId: KioskId | null;
  readonly fromSequence: number | null;
  readonly toSequence: number | null;
  readonly about?: string;
}

/**
 * An alarm of one kind for a kiosk within this time; repetitions only raise its count. This bounds the rows that an attacker can cause by
 * kinds, kiosks and hours. A gap is bounded by the report that shows it and has its own row.
 */
export const COALESCE_MS = 3_600_000;

/** Kinds with one row and one entry for each alarm. Signed reports, people's orders and decisions, reconciliations, or the number of channels or components bound their number. */
const ALONE: ReadonlySet<AlarmKind> = new Set([
  'sequence-gap',
  'emergency-unconfirmed',
  'emergency-unfounded',
  'opening-unconfirmed',
  'opening-unfounded',
  'second-look-disagrees',
  'second-look-overdue',
  'tables-differ',
  'rows-adopted',
  'lane-in-emergency',
  'lane-out-of-service',
  'lane-refers-everyone',
  'lane-slow',
  'lane-check-unfinished',
  'lane-drifted',
  'lane-releases-differ',
  'lane-releases-behind',
  'lane-trust-old',
  'lane-watchlists-old',
  'lane-software-returned',
  'roll-out-held',
  'release-untaken',
  'readiness-unapproved',
  'alerts-undelivered',
  'alert-routing-changed',
  'server-not-ready',
  'component-overdue',
  'components-differ',
  'advisories-old',
  'advisories-refused',
  'risk-model-failed',
  'selection-rules-refused',
  'goods-passed-offline',
  'shipping-behind',
  'lane-order-asked',
  'breach-deadline-near',
  'breach-deadline-passed',
  'sharing-delivery-refused',
  'sharing-receipt-overdue',
  'sharing-audit-overdue',
  'sharing-list-changed',
  'legal-conflict',
  'corrective-action-overdue',
  'training-not-applied',
  'proposal-reported',
]);

/** Kinds whose alarms of one hour are one row for each subject. */
const BY_SUBJECT: ReadonlySet<AlarmKind> = new Set(['session-forged']);

const alarms = table<Alarm>({
  id: integer,
  kind: word(ALARM_KINDS),
  kioskId: nullable(text),
  fromSequence: nullable(integer),
  toSequence: nullable(integer),
  firstAt: integer,
  lastAt: integer,
  count: integer,
  filledAt: nullable(integer),
  about: optional(text),
});

/** Number of rows of each kind that was raised. */
export async function countAlarms(database: Connection): Promise<ReadonlyMap<AlarmKind, number>> {
  const rows: readonly Record<'kind' | 'rows', unknown>[] = await database('alarms')
    .groupBy('kind')
    .select('kind')
    .count({ rows: '*' });
  const counts = new Map(rows.map(({ kind, rows: count }) => [textColumn(kind), integerColumn(count)]));
  return new Map(ALARM_KINDS.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind) ?? 0] as const] : [])));
}

/** Raises an alarm and returns the stored row. */
export async function raiseAlarm(transaction: Transaction, reason: AlarmReason, at: number, times = 1): Promise<Alarm> {
  const standing = ALONE.has(reason.kind) ? undefined : await findStanding(transaction, reason, at);
  if (standing !== undefined) {
    const alarm: Alarm = {
      ...standing,
      fromSequence: extreme(Math.min, standing.fromSequence, reason.fromSequence),
      toSequence: extreme(Math.max, standing.toSequence, reason.toSequence),
      lastAt: Math.max(standing.lastAt, at),
      count: standing.count + times,
    };
    await transaction('alarms').where({ id: alarm.id }).update({
      from_sequence: alarm.fromSequence,
      to_sequence: alarm.toSequence,
      last_at: alarm.lastAt,
      count: alarm.count,
    });
    return alarm;
  }
  const rows: readonly { id: unknown }[] = await transaction('alarms')
    .insert(alarms.row({ ...reason, firstAt: at, lastAt: at, count: times }))
    .returning('id');
  return { ...reason, id: integerColumn(rows[0]?.id), firstAt: at, lastAt: at, count: times, filledAt: null };
}

/** The open gap that includes a sequence. */
export function findOpenGap(database: Connection, kioskId: KioskId, sequence: number): Promise<Alarm | undefined> {
  return alarms.one(
    database('alarms')
      .where({ kind: 'sequence-gap', kiosk_id: kioskId })
      .whereNull('filled_at')
      .where('from_sequence', '<=', sequence)
      .where('to_sequence', '>=', sequence)
      .first(),
  );
}

export async function markFilled(transaction: Transaction, alarm: Alarm, at: number): Promise<Alarm> {
  await transaction('alarms').where({ id: alarm.id }).update({ filled_at: at });
  return { ...alarm, filledAt: at };
}

/** Alarms of these kinds that are not over. */
export function openAlarmsOf(database: Connection, kinds: readonly AlarmKind[]): Promise<Alarm[]> {
  return alarms.all(database('alarms').whereIn('kind', kinds).whereNull('filled_at').orderBy('id'));
}

/** Alarms after an id, in the order in which they were raised. */
export function alarmsAfter(database: Connection, id: number, limit: number): Promise<Alarm[]> {
  return alarms.all(database('alarms').where('id', '>', id).orderBy('id').limit(limit));
}

export function alarmsById(database: Connection, ids: readonly number[]): Promise<Alarm[]> {
  return alarms.all(
    database('alarms')
      .whereIn('id', [...ids])
      .orderBy('id'),
  );
}

/** Id of the latest alarm; 0 without one. */
export async function lastAlarmId(database: Connection): Promise<number> {
  const row: { last?: unknown } | undefined = await database('alarms').max({ last: 'id' }).first();
  return nullableIntegerColumn(row?.last ?? null) ?? 0;
}

/** Number of alarms of each kind that are not over, of kinds that end. */
export async function countOpenAlarms(
  database: Connection,
  kinds: readonly AlarmKind[],
): Promise<ReadonlyMap<AlarmKind, number>> {
  const open = await openAlarmsOf(database, kinds);
  return new Map(kinds.map((kind) => [kind, open.filter((alarm) => alarm.kind === kind).length]));
}

/** When an alarm of this kind was last raised for a lane, wall ms. */
export async function latestRaised(
  database: Connection,
  kind: AlarmKind,
  kioskId: KioskId,
): Promise<number | undefined> {
  const row: { first_at: unknown } | undefined = await database('alarms')
    .where({ kind, kiosk_id: kioskId })
    .orderBy('id', 'desc')
    .first('first_at');
  return row === undefined ? undefined : integerColumn(row.first_at);
}

/** Alarms of these kinds that were raised since a time, in the order in which they were raised. */
export function alarmsOfSince(database: Connection, kinds: readonly AlarmKind[], sinceMs: number): Promise<Alarm[]> {
  return alarms.all(database('alarms').whereIn('kind', kinds).where('first_at', '>=', sinceMs).orderBy('id'));
}

/** Subjects of the alarms of a kind that were raised since a time. */
export async function subjectsSince(database: Connection, kind: AlarmKind, sinceMs: number): Promise<Set<string>> {
  const subjects: readonly unknown[] = await database('alarms')
    .where({ kind })
    .where('first_at', '>=', sinceMs)
    .whereNotNull('about')
    .pluck('about');
  return new Set(subjects.map(textColumn));
}

/** The latest alarms about lanes within a reach, newest first. Alarms without a known lane need a reach of everything. */
export function listAlarms(database: Connection, limit: number, reach: Reach): Promise<Alarm[]> {
  const joined = database('alarms').leftJoin('kiosks', 'kiosks.id', 'alarms.kiosk_id').select('alarms.*');
  return alarms.all(
    narrowTo(joined, reach)
      .orderBy([
        { column: 'alarms.last_at', order: 'desc' },
        { column: 'alarms.id', order: 'desc' },
      ])
      .limit(limit),
  );
}

function findStanding(database: Connection, reason: AlarmReason, at: number): Promise<Alarm | undefined> {
  return alarms.one(
    database('alarms')
      .where({ kind: reason.kind, kiosk_id: reason.kioskId })
      .where('first_at', '>', at - COALESCE_MS)
      .where(BY_SUBJECT.has(reason.kind) ? { about: reason.about ?? null } : {})
      .orderBy('id', 'desc')
      .first(),
  );
}

function extreme(choose: (...values: number[]) => number, left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return choose(left, right);
}
