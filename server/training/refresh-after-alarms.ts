/** Refreshers that follow from alarms by the rules of `courses/after-incidents.ts`, without a proposal. */
import type { Area } from '../access/principal.ts';
import type { PersonId } from '../access/vocabulary.ts';
import { alarmsOfSince } from '../alarms/alarm-table.ts';
import type { Alarm } from '../alarms/answers.ts';
import { kioskIdSchema } from '../contract/field.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { Connection } from '../database/connection.ts';
import { runningDuties } from '../duties/duty-table.ts';
import { findKiosk, type Kiosk } from '../kiosks/kiosks.ts';
import { AFTER_INCIDENTS, type AfterIncident } from './courses/after-incidents.ts';
import { dayOf } from './standing.ts';
import { insertRefresher, listRefreshers, type StoredRefresher } from './tables/refresher-table.ts';

const DAY_MS = 86_400_000;
/** An alarm that was raised while no server ran still leads to its course. */
const LOOK_BACK_MS = 7 * DAY_MS;
/** No alarm asks a person for the same course again within this time, so that repeated alarms cannot keep people in exams. */
export const QUIET_AFTER_ALARM_MS = 90 * DAY_MS;
const MOST_DUTIES = 10_000;
/** Named as the one who decides: the rule is part of the release. */
const BY_RULE = 'server';

/** Stores the refreshers that recent alarms lead to, and enters each in the ledger. */
export async function refreshAfterAlarms({
  queue,
  ledger,
  clock,
}: Pick<RoomContext, 'queue' | 'ledger' | 'clock'>): Promise<void> {
  const now = Math.round(clock.wallMs());
  const made = await queue.run(async (transaction) => {
    const known = [...(await listRefreshers(transaction))];
    const kinds = AFTER_INCIDENTS.map(({ alarm }) => alarm);
    let count = 0;
    for (const alarm of await alarmsOfSince(transaction, kinds, now - LOOK_BACK_MS)) {
      const rule = AFTER_INCIDENTS.find((one) => one.alarm === alarm.kind);
      if (rule === undefined || known.some(({ id }) => id === idOf(alarm))) continue;
      const people = await peopleConcerned(transaction, rule, alarm, now);
      const asked = people.filter((personId) => !isAskedLately(known, { personId, course: rule.course, now }));
      if (asked.length === 0) continue;
      const refresher: StoredRefresher = {
        id: idOf(alarm),
        course: rule.course,
        people: asked,
        role: null,
        byDay: dayOf(now + rule.days * DAY_MS),
        cause: 'alarm',
        reference: alarm.kind,
        proposedBy: BY_RULE,
        approvedBy: BY_RULE,
        approvedAt: now,
      };
      await insertRefresher(transaction, refresher);
      known.push(refresher);
      count += 1;
    }
    return count;
  });
  if (made > 0) await ledger.settle();
}

const idOf = ({ id }: Alarm): string => `alarm-${id}`;

function isAskedLately(
  known: readonly StoredRefresher[],
  { personId, course, now }: { readonly personId: PersonId; readonly course: string; readonly now: number },
): boolean {
  return known.some(
    (one) =>
      one.cause === 'alarm' &&
      one.course === course &&
      one.approvedAt > now - QUIET_AFTER_ALARM_MS &&
      (one.people?.includes(personId) ?? false),
  );
}

/** People with a duty of the rule that is in force at the lane of the alarm, by id. */
async function peopleConcerned(
  database: Connection,
  { roles }: AfterIncident,
  { kioskId }: Alarm,
  now: number,
): Promise<PersonId[]> {
  const lane = kioskId === null ? undefined : await findKiosk(database, kioskIdSchema.parse(kioskId));
  const held = (await runningDuties(database, now, MOST_DUTIES)).filter(
    (duty) => roles.includes(duty.role) && duty.validFrom <= now && (lane === undefined || isAt(duty, lane)),
  );
  return [...new Set(held.map(({ personId }) => personId))].sort();
}

function isAt({ sites, lanes }: Area, { id, site }: Pick<Kiosk, 'id' | 'site'>): boolean {
  return (sites === 'all' || sites.some((one) => one === site)) && (lanes === 'all' || lanes.some((one) => one === id));
}
