/** The work of training that no request triggers. */
import { subjectsSince } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { raiseAndEnter } from '../../records/alarms/enter-alarm.ts';
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { AnswerSealer } from './drills/drill-decoys.ts';
import { keepDrills } from './drills/end-drills.ts';
import { DAY_MS, endIfOver } from './exams.ts';
import { refreshAfterAlarms } from './refresh-after-alarms.ts';
import { dayOf, policiesAt } from './standing.ts';
import { eraseExams, listExpired } from './tables/exam-table.ts';
import { countMonths } from './tables/month-table.ts';
import { listTrainingPolicies } from './tables/policy-table.ts';
import { eraseRefreshers } from './tables/refresher-table.ts';
import { areTooFew, rulesAt, type TrainedParts } from './trained-duties.ts';
import { CONCLUDED_EXAM_DAYS } from './vocabulary.ts';

const HOUR_MS = 3_600_000;
const AT_ONCE = 50;
/** An alarm about the same thing is repeated a day later. */
const QUIET_MS = 20 * HOUR_MS;

type Watched = Pick<RoomContext, 'queue' | 'ledger' | 'clock' | 'alarms'> & TrainedParts;

/** Concludes exams whose time has expired, counts the passed ones of ended months, and erases exams and refreshers that ended long ago. */
export async function keepTraining(parts: Pick<Watched, 'queue' | 'ledger' | 'clock' | 'courses'>): Promise<void> {
  const { queue, ledger, clock } = parts;
  const now = Math.round(clock.wallMs());
  const before = now - CONCLUDED_EXAM_DAYS * DAY_MS;
  const rounds: readonly ((transaction: Transaction) => Promise<number>)[] = [
    async (transaction) => {
      const over = await listExpired(transaction, now, AT_ONCE);
      for (const exam of over) await endIfOver(parts, transaction, exam, now);
      return over.length;
    },
    (transaction) => countMonths(transaction, now),
    (transaction) => eraseExams(transaction, before, AT_ONCE),
    (transaction) => eraseRefreshers(transaction, dayOf(before), AT_ONCE),
  ];
  for (const round of rounds) {
    for (;;) {
      const some = await queue.run(round);
      if (some > 0) await ledger.settle();
      if (some < AT_ONCE) break;
    }
  }
}

/** Raises an alarm, at most once a day, for each part of the policy in force that does not apply. */
export async function raiseUnapplied(parts: Watched): Promise<void> {
  const { queue, ledger, clock, alarms } = parts;
  const now = Math.round(clock.wallMs());
  const raised = await queue.run(async (transaction) => {
    const known = await subjectsSince(transaction, 'training-not-applied', now - QUIET_MS);
    const made: Alarm[] = [];
    for (const about of await unapplied(parts, transaction, now)) {
      if (known.has(about)) continue;
      const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
      made.push(await raiseAndEnter(transaction, { kind: 'training-not-applied', ...noKiosk, about }, now));
    }
    return made;
  });
  for (const alarm of raised) alarms.announce(alarm);
  if (raised.length > 0) await ledger.settle();
}

async function unapplied(parts: Watched, transaction: Transaction, now: number): Promise<string[]> {
  const { inForce } = policiesAt(await listTrainingPolicies(transaction), now);
  const rules = await rulesAt(parts, transaction, now);
  if (inForce === undefined || rules === undefined) return [];
  const named = new Set(inForce.requirements.flatMap(({ courses }) => courses));
  const unknown = [...named].filter((course) => !rules.courses.has(course));
  const isForAdministrators = inForce.requirements.some(({ role }) => role === 'administrator');
  const isWaived = isForAdministrators && (await areTooFew(parts, transaction, rules, { nowMs: now }));
  return [...(isWaived ? ['role/administrator'] : []), ...unknown.map((course) => `course/${course}`)];
}

/** Looks now and every hour. @returns a function that stops */
export function watchTraining(
  parts: Watched & Pick<RoomContext, 'events'> & { readonly sealer: AnswerSealer },
): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    HOUR_MS,
    async () => {
      await keepTraining(parts);
      await refreshAfterAlarms(parts);
      await keepDrills(parts, parts.sealer);
      await raiseUnapplied(parts);
    },
    (error) => events.emit({ event: 'fault', where: 'training', error }),
  );
}
