import { integerColumn, nullableIntegerColumn } from '../../../platform/database/column.ts';
import type { Entry } from '../entry/entry.ts';
import type { Row } from '../../../platform/database/table.ts';
import { byColumn, compareRows, holds, type Reconciler } from './reconciler.ts';

type AlarmEntry = Extract<Entry, { type: 'alarm' }>;

/**
 * An alarm has an entry when it is raised, and another when its gap is filled. Repetitions within the hour widen its sequences and raise its
 * count without an entry, so that an attacker cannot inflate the ledger. Those columns must be at least as wide as the entry.
 */
export const alarms: Reconciler<'alarm'> = {
  subjectOf: ({ alarmId }) => `alarm/${alarmId}`,
  async compare({ database }, items) {
    const ids = items.map(({ entry }) => entry.alarmId);
    const rows: Row[] = await database('alarms').whereIn('id', ids);
    const filled: { subject: unknown; payload: unknown }[] = await database('ledger_openings')
      .whereIn(
        'subject',
        ids.map((id) => `alarm/${id}`),
      )
      .select('subject', 'payload');
    const isFilled = new Set(
      filled
        .filter(({ payload }) => payload instanceof Uint8Array && Buffer.from(payload).includes('"filled":true'))
        .map(({ subject }) => String(subject)),
    );
    return compareRows(
      'alarm',
      items,
      byColumn(rows, 'id'),
      ({ entry }) => String(entry.alarmId),
      ({ entry, subject }, row) => isOf(entry, row) && (isFilled.has(subject) || row['filled_at'] === null),
    );
  },
};

function isOf(entry: AlarmEntry, row: Row): boolean {
  const { kind, kioskId: kiosk_id, fromSequence, toSequence, filled, about, at } = entry;
  if (!holds(row, { kind, kiosk_id, about, ...(filled ? { filled_at: at } : { first_at: at }) })) return false;
  const [from, to] = [nullableIntegerColumn(row['from_sequence']), nullableIntegerColumn(row['to_sequence'])];
  if (integerColumn(row['last_at']) < integerColumn(row['first_at']) || integerColumn(row['count']) < 1) return false;
  return (
    isWithin(fromSequence, from, (said, now) => now <= said) && isWithin(toSequence, to, (said, now) => now >= said)
  );
}

/** An unknown value may become known; a known range may only widen. */
function isWithin(said: number | null, now: number | null, widens: (said: number, now: number) => boolean): boolean {
  return said === null || (now !== null && widens(said, now));
}
