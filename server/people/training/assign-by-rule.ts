/** Assigns a course again without a proposal, by a rule of the release. */
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { dayOf } from './standing.ts';
import { insertRefresher, listRefreshers, type StoredRefresher } from './tables/refresher-table.ts';
import type { CourseId, RefresherCause } from './vocabulary.ts';

const DAY_MS = 86_400_000;
/** No rule asks a person for the same course again within this time, so that repeated alarms cannot keep people in exams. */
export const QUIET_AFTER_RULE_MS = 90 * DAY_MS;
/** Named as the one who decides: the rule is part of the release. */
const BY_RULE = 'server';

export interface RuledRefresher {
  /** Names the incident. Further people of the same incident get a further row. */
  readonly id: string;
  readonly course: CourseId;
  readonly people: readonly PersonId[];
  readonly cause: Extract<RefresherCause, 'alarm' | 'breach'>;
  readonly reference: string;
  readonly days: number;
  readonly now: number;
}

/** Stores a refresher for those of the people whom no rule has asked lately. `false`: there are none. */
export async function assignByRule(transaction: Transaction, wanted: RuledRefresher): Promise<boolean> {
  const { id, course, people, cause, reference, days, now } = wanted;
  const known = await listRefreshers(transaction);
  const own = known.filter((one) => one.id === id || one.id.startsWith(`${id}-`));
  const told = new Set(own.flatMap((one) => one.people ?? []));
  const asked = people.filter((person) => !told.has(person) && !isAskedLately(known, person, wanted));
  if (asked.length === 0) return false;
  await insertRefresher(transaction, {
    id: own.length === 0 ? id : `${id}-${own.length + 1}`,
    course,
    people: asked,
    role: null,
    byDay: dayOf(now + days * DAY_MS),
    cause,
    reference,
    proposedBy: BY_RULE,
    approvedBy: BY_RULE,
    approvedAt: now,
  });
  return true;
}

function isAskedLately(
  known: readonly StoredRefresher[],
  person: PersonId,
  { course, now }: Pick<RuledRefresher, 'course' | 'now'>,
): boolean {
  return known.some(
    (one) =>
      (one.cause === 'alarm' || one.cause === 'breach') &&
      one.course === course &&
      one.approvedAt > now - QUIET_AFTER_RULE_MS &&
      (one.people?.includes(person) ?? false),
  );
}
