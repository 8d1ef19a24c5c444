/** Until when a person's courses allow a duty. Pure. */
import type { Duty } from '../../platform/access/principal.ts';
import type { PersonId, Role } from '../../platform/access/vocabulary.ts';
import type { Pass } from './tables/exam-table.ts';
import type { StoredTrainingPolicy } from './tables/policy-table.ts';
import type { StoredRefresher } from './tables/refresher-table.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Wall ms of the start of a day, UTC. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * The policy that applies now, and those that will replace it.
 * @param policies latest first
 */
export function policiesAt(
  policies: readonly StoredTrainingPolicy[],
  nowMs: number,
): { readonly inForce: StoredTrainingPolicy | undefined; readonly next: readonly StoredTrainingPolicy[] } {
  const at = policies.findIndex(({ fromDay }) => startOf(fromDay) <= nowMs);
  const later = at === -1 ? policies : policies.slice(0, at);
  // One that another replaces before its own first day never applies
  const next = later.filter(({ fromDay }, place) => later.slice(0, place).every((newer) => newer.fromDay > fromDay));
  return { inForce: at === -1 ? undefined : policies[at], next };
}

/** A person as far as their courses concern the policy. */
export interface Trainee {
  readonly personId: PersonId;
  readonly duties: readonly (Duty & { readonly givenAt: number })[];
  readonly passes: readonly Pass[];
}

/** Refreshers of a course that concern the person: by name, or by a duty that has not ended. */
export function refreshersOf(
  refreshers: readonly StoredRefresher[],
  { personId, duties }: Trainee,
  course: string,
  nowMs: number,
): StoredRefresher[] {
  const roles = new Set(duties.filter(({ validUntil }) => validUntil > nowMs).map(({ role }) => role));
  return refreshers.filter(
    (one) =>
      one.course === course &&
      (one.people === null ? one.role !== null && roles.has(one.role) : one.people.includes(personId)),
  );
}

/**
 * Until when the person's latest passes of a course are valid, wall ms; 0 without one. A refresher ends earlier passes with its last day. A
 * pass from the future, by a clock that was wrong, does not count.
 */
export function courseValidUntil(
  refreshers: readonly StoredRefresher[],
  trainee: Trainee,
  course: string,
  nowMs: number,
): number {
  const concerning = refreshersOf(refreshers, trainee, course, nowMs);
  const ends = trainee.passes
    .filter((pass) => pass.course === course && pass.at <= nowMs + HOUR_MS)
    .map(({ at, validUntil }) =>
      Math.min(
        validUntil,
        ...concerning.filter(({ approvedAt }) => approvedAt > at).map(({ byDay }) => startOf(byDay) + DAY_MS),
      ),
    );
  return Math.max(0, ...ends);
}

/** From when a policy asks a role's courses of a person: its first day, or the end of the grace period of a new person. */
export function askedFrom(policy: StoredTrainingPolicy, { duties }: Trainee, role: Role): number {
  const firstGivenAt = Math.min(...duties.filter((duty) => duty.role === role).map(({ givenAt }) => givenAt));
  return Math.max(startOf(policy.fromDay), firstGivenAt + policy.graceDays * DAY_MS);
}

/** Policies and refreshers that count now. */
export interface TrainingRules {
  /** Those in force and coming. */
  readonly policies: readonly StoredTrainingPolicy[];
  readonly refreshers: readonly StoredRefresher[];
  /** Courses of this release. A policy that names another one asks nothing by that. */
  readonly courses: ReadonlySet<string>;
}

/** From when on acts of a role are refused for want of a course, wall ms; `undefined`: no course is asked. */
export function coursesValidUntil(
  { policies, refreshers, courses }: TrainingRules,
  trainee: Trainee,
  role: Role,
  nowMs: number,
): number | undefined {
  const ends = policies.flatMap((policy) =>
    policy.requirements
      .filter((one) => one.role === role)
      .flatMap((one) => one.courses.filter((course) => courses.has(course)))
      .map((course) =>
        Math.max(askedFrom(policy, trainee, role), courseValidUntil(refreshers, trainee, course, nowMs)),
      ),
  );
  return ends.length === 0 ? undefined : Math.min(...ends);
}
