/** Who has which courses valid until when: names and dates, without exams that were failed. */
import type { Connection } from '../../platform/database/connection.ts';
import { runningDuties, type StoredDuty } from '../duties/duty-table.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import { listPeople } from '../people/tables/people.ts';
import type { CourseStanding, PolicyView, TrainingOverview } from './answers.ts';
import type { Courses } from './courses/catalogue.ts';
import { askedFrom, courseValidUntil, dayOf, policiesAt, refreshersOf, startOf, type Trainee } from './standing.ts';
import { listPasses } from './tables/exam-table.ts';
import { listTrainingPolicies, type StoredTrainingPolicy } from './tables/policy-table.ts';
import { listRefreshers, type StoredRefresher } from './tables/refresher-table.ts';
import { areTooFew, rulesAt, type TrainedParts } from './trained-duties.ts';

const MAX_DUTIES = 5_000;

/** Everything decided about training. */
export interface Decided {
  readonly inForce: StoredTrainingPolicy | undefined;
  readonly next: readonly StoredTrainingPolicy[];
  readonly refreshers: readonly StoredRefresher[];
}

export async function readDecided(database: Connection, nowMs: number): Promise<Decided> {
  return {
    ...policiesAt(await listTrainingPolicies(database), nowMs),
    refreshers: await listRefreshers(database),
  };
}

/** A course of one person: since when one of the person's duties needs it, and until when it is valid. */
export function standingOf(
  { inForce, next, refreshers }: Decided,
  trainee: Trainee,
  course: string,
  nowMs: number,
): Omit<CourseStanding, 'course'> {
  const policies = inForce === undefined ? next : [inForce, ...next];
  const running = trainee.duties.filter(({ validUntil }) => validUntil > nowMs);
  const roles = new Set(running.map(({ role }) => role));
  const asked = policies.flatMap((policy) =>
    policy.requirements
      .filter((one) => roles.has(one.role) && one.courses.includes(course))
      .map(({ role }) => askedFrom(policy, trainee, role)),
  );
  const until = courseValidUntil(refreshers, trainee, course, nowMs);
  const passedAt = Math.max(0, ...trainee.passes.filter((one) => one.course === course).map(({ at }) => at));
  const again = refreshersOf(refreshers, trainee, course, nowMs).filter(({ approvedAt }) => approvedAt > passedAt);
  return {
    askedFrom: asked.length === 0 ? null : Math.min(...asked),
    validUntil: until === 0 ? null : until,
    againBy: again.map(({ byDay }) => byDay).sort()[0] ?? null,
  };
}

/** Everyone with a duty that has not ended. */
export async function trainingOverview(
  parts: TrainedParts & { readonly courses: Courses },
  database: Connection,
  nowMs: number,
): Promise<TrainingOverview> {
  const decided = await readDecided(database, nowMs);
  const held = new Map<PersonId, StoredDuty[]>();
  for (const duty of await runningDuties(database, nowMs, MAX_DUTIES))
    held.set(duty.personId, [...(held.get(duty.personId) ?? []), duty]);
  const passes = await listPasses(database);
  const names = new Map((await listPeople(database)).map(({ id, displayName }) => [id, displayName]));
  const rules = await rulesAt(parts, database, nowMs);
  const { inForce, next, refreshers } = decided;
  const isForAdministrators = inForce?.requirements.some(({ role }) => role === 'administrator') ?? false;
  return {
    serverTime: nowMs,
    policy: inForce === undefined ? null : policyView(inForce),
    next: next.map(policyView),
    isWaived: isForAdministrators && rules !== undefined && (await areTooFew(parts, database, rules, { nowMs })),
    refreshers: refreshers
      .filter(({ byDay }) => byDay >= dayOf(nowMs))
      .map(({ id, course, people, role, byDay, cause, reference, approvedAt }) => ({
        id,
        course,
        role,
        byDay,
        cause,
        reference,
        approvedAt,
        people: people === null ? null : people.map((one) => names.get(one) ?? one),
      })),
    people: [...held]
      .map(([personId, duties]) => {
        const trainee = { personId, duties, passes: passes.filter((one) => one.personId === personId) };
        return {
          personId,
          displayName: names.get(personId) ?? personId,
          roles: [...new Set(duties.map(({ role }) => role))],
          courses: [...parts.courses.keys()].map((course) => ({
            course,
            ...standingOf(decided, trainee, course, nowMs),
          })),
        };
      })
      .sort(
        (one, other) => one.displayName.localeCompare(other.displayName) || (one.personId < other.personId ? -1 : 1),
      ),
  };
}

function policyView({ requirements, fromDay, graceDays, approvedAt }: StoredTrainingPolicy): PolicyView {
  return {
    requirements: requirements.map(({ role, courses }) => ({ role, courses: [...courses] })),
    from: startOf(fromDay),
    fromDay,
    graceDays,
    approvedAt,
  };
}
