/** Refreshers that follow from alarms by the rules of `courses/after-incidents.ts`, without a proposal. */
import type { Area } from '../../platform/access/principal.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import { assignByRule } from './assign-by-rule.ts';
import { alarmsOfSince } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { runningDuties } from '../duties/duty-table.ts';
import { findKiosk, type Kiosk } from '../../records/kiosks/kiosks.ts';
import { AFTER_INCIDENTS, type AfterIncident } from './courses/after-incidents.ts';
import { namedByEvidence } from './named-by-evidence.ts';
import { listRefreshers } from './tables/refresher-table.ts';

const DAY_MS = 86_400_000;
/** An alarm that was raised while no server ran still leads to its course. */
const LOOK_BACK_MS = 7 * DAY_MS;
const MAX_DUTIES = 10_000;

/** Stores the refreshers that recent alarms lead to, and enters each in the ledger. */
export async function refreshAfterAlarms({
  queue,
  ledger,
  clock,
}: Pick<RoomContext, 'queue' | 'ledger' | 'clock'>): Promise<void> {
  const now = Math.round(clock.wallMs());
  const made = await queue.run(async (transaction) => {
    const kinds = AFTER_INCIDENTS.map(({ alarm }) => alarm);
    const known = await listRefreshers(transaction);
    let count = 0;
    for (const alarm of await alarmsOfSince(transaction, kinds, now - LOOK_BACK_MS)) {
      const rule = AFTER_INCIDENTS.find((one) => one.alarm === alarm.kind);
      if (rule === undefined) continue;
      const id = `alarm-${alarm.id}`;
      const named = await namedByEvidence(transaction, rule.evidence, alarm);
      // Those who came on duty at the lane later had no part in it
      if (named.length === 0 && known.some((one) => one.id === id)) continue;
      const people = await peopleConcerned(transaction, { rule, alarm, named, now });
      const about = { course: rule.course, days: rule.days, cause: 'alarm', reference: alarm.kind, now } as const;
      if (await assignByRule(transaction, { ...about, id, people })) count += 1;
    }
    return count;
  });
  if (made > 0) await ledger.settle();
}

/**
 * The people to whom an alarm leads, by id: those whom its evidence names and who have a duty, or else everyone with a duty of the rule at its lane.
 * Repetitions of an alarm can name further people.
 */
async function peopleConcerned(
  database: Connection,
  {
    rule: { roles },
    alarm,
    named,
    now,
  }: { readonly rule: AfterIncident; readonly alarm: Alarm; readonly named: readonly PersonId[]; readonly now: number },
): Promise<PersonId[]> {
  const running = (await runningDuties(database, now, MAX_DUTIES)).filter(({ validFrom }) => validFrom <= now);
  if (named.length > 0) return named.filter((person) => running.some(({ personId }) => personId === person));
  const { kioskId } = alarm;
  const lane = kioskId === null ? undefined : await findKiosk(database, kioskIdSchema.parse(kioskId));
  const held = running.filter((duty) => roles.includes(duty.role) && (lane === undefined || isAt(duty, lane)));
  return [...new Set(held.map(({ personId }) => personId))].sort();
}

function isAt({ sites, lanes }: Area, { id, site }: Pick<Kiosk, 'id' | 'site'>): boolean {
  return (sites === 'all' || sites.some((one) => one === site)) && (lanes === 'all' || lanes.some((one) => one === id));
}
