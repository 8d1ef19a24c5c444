/** Pure: the dates of the calendar from what the server's tables hold. */
import type { StoredDuty } from '../../people/duties/duty-table.ts';
import type { PlacedHold } from '../../lanes/evidence/legal-holds.ts';
import type { StoredRequest } from '../../privacy/tables/access-requests.ts';
import type { StoredPolicy } from '../../privacy/tables/retention-policies.ts';
import type { CalendarItem, DraftedDate } from './answers.ts';
import { AGAIN_AFTER_MS, CALENDAR_KINDS, CALENDAR_MS } from './calendar-kinds.ts';

const DAY_MS = 86_400_000;

export interface CalendarFacts {
  /** Approved policies, latest first. */
  readonly policies: readonly Pick<StoredPolicy, 'policy' | 'approvedAt'>[];
  readonly holds: readonly Pick<PlacedHold, 'id' | 'kioskId' | 'until' | 'releasedAt'>[];
  readonly requests: readonly Pick<StoredRequest, 'id' | 'dueAt' | 'closedAt'>[];
  /** Duties that have not ended, of people who are not disabled. */
  readonly duties: readonly Pick<StoredDuty, 'personId' | 'role' | 'validUntil' | 'trainingValidUntil'>[];
  /** When each document was last signed, or else made; `undefined` if never. Wall ms. */
  readonly documents: { readonly record: number | undefined; readonly assessment: number | undefined };
  /** Whether the processing differs from the signed document: it is due at once. */
  readonly outOfDate: { readonly record: boolean; readonly assessment: boolean };
  /** Arrival of the first report of a lane: processing has begun. `undefined` before it. */
  readonly firstReportAt: number | undefined;
  /** The latest announced succession of the server's key. */
  readonly succession: { readonly number: number; readonly nextFrom: number } | undefined;
  /** When the server was set up; `undefined` before the first person. */
  readonly startedAt: number | undefined;
  /** Dates of compliance and of sharing. */
  readonly compliance: readonly DraftedDate[];
}

/** Overdue dates and those of the next year, earliest first. */
export function calendarItems(facts: CalendarFacts, now: number): CalendarItem[] {
  const drafted: readonly DraftedDate[] = [
    ...policyDates(facts, now),
    ...facts.holds
      .filter(({ releasedAt, until }) => releasedAt === null && until > now)
      .map(({ id: key, kioskId, until }) => ({ kind: 'hold-end', dueAt: until, subject: kioskId, key }) as const),
    ...facts.requests
      .filter(({ closedAt }) => closedAt === null)
      .map(({ id, dueAt }) => ({ kind: 'request-answer', dueAt, subject: id.slice(0, 8) }) as const),
    ...documentDates(facts, now),
    ...dutyDates(facts.duties),
    ...keyDates(facts, now),
    ...facts.compliance,
  ];
  const rank = ({ kind }: CalendarItem) => CALENDAR_KINDS.indexOf(kind);
  return drafted
    .filter(({ dueAt }) => dueAt <= now + CALENDAR_MS)
    .map((one) => itemOf(one, now))
    .sort((one, other) => one.dueAt - other.dueAt || rank(one) - rank(other) || (one.id < other.id ? -1 : 1));
}

function policyDates({ policies }: CalendarFacts, now: number): DraftedDate[] {
  const started = policies.find(({ policy }) => policy.validFrom <= now);
  const starting = policies.filter(
    ({ policy }) => policy.validFrom > now && policy.number > (started?.policy.number ?? 0),
  );
  const reviewed = started && Math.max(started.approvedAt, started.policy.validFrom);
  return [
    ...starting.map(({ policy }) => {
      return { kind: 'policy-start', dueAt: policy.validFrom, subject: String(policy.number) } as const;
    }),
    ...(started === undefined || reviewed === undefined
      ? []
      : [again('policy-review', reviewed, String(started.policy.number))]),
  ];
}

/**
 * A document that was never made is due since the first traveller: the obligation begins with the processing. One that the processing has left
 * behind is due today.
 */
function documentDates({ documents, outOfDate, firstReportAt }: CalendarFacts, now: number): DraftedDate[] {
  const dateOf = (
    kind: 'record-review' | 'assessment-review',
    madeAt: number | undefined,
    isBehind: boolean,
  ): DraftedDate[] => {
    if (isBehind) return [{ kind, dueAt: now - (now % DAY_MS), lastAt: madeAt ?? null }];
    if (madeAt !== undefined) return [again(kind, madeAt)];
    return firstReportAt === undefined ? [] : [{ kind, dueAt: firstReportAt }];
  };
  return [
    ...dateOf('record-review', documents.record, outOfDate.record),
    ...dateOf('assessment-review', documents.assessment, outOfDate.assessment),
  ];
}

/** Dates of the longest duty of each person and role. */
function dutyDates(duties: CalendarFacts['duties']): DraftedDate[] {
  const longest = new Map<string, CalendarFacts['duties'][number]>();
  for (const duty of duties) {
    const key = `${duty.personId} ${duty.role}`;
    if ((longest.get(key)?.validUntil ?? 0) < duty.validUntil) longest.set(key, duty);
  }
  return [...longest.values()].flatMap(({ personId: subject, role, validUntil, trainingValidUntil }): DraftedDate[] => [
    { kind: 'duty-end', dueAt: validUntil, subject, role },
    // Training that lasts as long as the duty is renewed with it
    ...(trainingValidUntil < validUntil
      ? [{ kind: 'training-end', dueAt: trainingValidUntil, subject, role } as const]
      : []),
  ]);
}

function keyDates({ succession, startedAt }: CalendarFacts, now: number): DraftedDate[] {
  if (succession !== undefined && succession.nextFrom > now) {
    return [{ kind: 'server-key-start', dueAt: succession.nextFrom, subject: String(succession.number) }];
  }
  const since = succession?.nextFrom ?? startedAt;
  return since === undefined ? [] : [again('server-key-rotation', since)];
}

function again(kind: keyof typeof AGAIN_AFTER_MS, lastAt: number, subject: string | null = null): DraftedDate {
  return { kind, dueAt: lastAt + AGAIN_AFTER_MS[kind], subject, lastAt };
}

function itemOf(
  { kind, dueAt, subject = null, role = null, lastAt = null, key }: DraftedDate,
  now: number,
): CalendarItem {
  const id = [kind, key ?? subject, role].filter((part) => part !== null).join('/');
  return { id, kind, dueAt, isOverdue: dueAt <= now, subject, role, lastAt };
}
