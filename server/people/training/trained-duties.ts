/** The duties of a person with the time until which their courses allow them. For permissions. */
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { dutiesHeldBy, runningDuties, type StoredDuty } from '../duties/duty-table.ts';
import { administratorsWhoCanAct, ADMINISTRATORS_NEEDED } from '../people/able-administrators.ts';
import type { Courses } from './courses/catalogue.ts';
import { coursesValidUntil, policiesAt, type TrainingRules } from './standing.ts';
import { listPasses } from './tables/exam-table.ts';
import { listTrainingPolicies } from './tables/policy-table.ts';
import { listRefreshers } from './tables/refresher-table.ts';

export interface TrainedParts {
  readonly courses: Courses;
  /** Whether a password counts as a way to sign in. */
  readonly passwords: boolean;
}

/** As `dutiesHeldBy`, with `coursesValidUntil` where a policy asks for courses. */
export async function trainedDuties(
  parts: TrainedParts,
  database: Connection,
  personId: PersonId,
  nowMs: number,
): Promise<StoredDuty[]> {
  const duties = await dutiesHeldBy(database, personId);
  const rules = await rulesAt(parts, database, nowMs);
  if (rules === undefined || duties.length === 0) return duties;
  const judged = await withCourses(database, rules, personId, duties, nowMs);
  const isLocked = judged.some((duty) => duty.role === 'administrator' && isMissing(duty, nowMs));
  if (!isLocked || !(await areTooFew(parts, database, rules, { nowMs }))) return judged;
  return judged.map(({ coursesValidUntil: asked, ...duty }) =>
    duty.role === 'administrator' || asked === undefined ? duty : { ...duty, coursesValidUntil: asked },
  );
}

/**
 * Duties that have not ended, for lists of many people: `trainingValidUntil` is the earlier of the recorded training and the courses. It also
 * counts the courses of administrators while the policy does not apply to them.
 */
export async function listTrainedDuties(
  parts: Pick<TrainedParts, 'courses'>,
  database: Connection,
  nowMs: number,
  limit: number,
): Promise<StoredDuty[]> {
  const duties = await runningDuties(database, nowMs, limit);
  const rules = await rulesAt(parts, database, nowMs);
  if (rules === undefined) return duties;
  const asked = new Set(rules.policies.flatMap(({ requirements }) => requirements.map(({ role }) => role)));
  const ends = new Map<string, number>();
  for (const personId of new Set(duties.filter(({ role }) => asked.has(role)).map((duty) => duty.personId))) {
    const held = await dutiesHeldBy(database, personId);
    for (const { id, coursesValidUntil: until } of await withCourses(database, rules, personId, held, nowMs)) {
      if (until !== undefined) ends.set(id, until);
    }
  }
  return duties.map((duty) => ({
    ...duty,
    trainingValidUntil: Math.min(duty.trainingValidUntil, ends.get(duty.id) ?? duty.trainingValidUntil),
  }));
}

/** `undefined`: no policy applies or will apply. */
export async function rulesAt(
  { courses }: Pick<TrainedParts, 'courses'>,
  database: Connection,
  nowMs: number,
): Promise<TrainingRules | undefined> {
  const { inForce, next } = policiesAt(await listTrainingPolicies(database), nowMs);
  const policies = inForce === undefined ? next : [inForce, ...next];
  if (policies.every(({ requirements }) => requirements.length === 0)) return undefined;
  return { policies, refreshers: await listRefreshers(database), courses: new Set(courses.keys()) };
}

/**
 * Whether fewer than two administrators could act if the courses of administrators were asked. The policy then does not apply to them.
 * @param courseMs moment at which the courses must be valid
 */
export async function areTooFew(
  { passwords }: Pick<TrainedParts, 'passwords'>,
  database: Connection,
  rules: TrainingRules,
  { nowMs, courseMs = nowMs }: { readonly nowMs: number; readonly courseMs?: number },
): Promise<boolean> {
  let able = 0;
  for (const personId of await administratorsWhoCanAct(database, nowMs, passwords)) {
    const duties = await withCourses(database, rules, personId, await dutiesHeldBy(database, personId), nowMs);
    const isAble = duties.some(
      (duty) =>
        duty.role === 'administrator' &&
        duty.validFrom <= nowMs &&
        Math.min(duty.validUntil, duty.trainingValidUntil) > nowMs &&
        !isMissing(duty, courseMs),
    );
    if (isAble) able += 1;
  }
  return able < ADMINISTRATORS_NEEDED;
}

function isMissing({ coursesValidUntil: until }: StoredDuty, nowMs: number): boolean {
  return until !== undefined && until <= nowMs;
}

async function withCourses(
  database: Connection,
  rules: TrainingRules,
  personId: PersonId,
  duties: readonly StoredDuty[],
  nowMs: number,
): Promise<StoredDuty[]> {
  const trainee = { personId, duties, passes: await listPasses(database, [personId]) };
  return duties.map((duty) => {
    const until = coursesValidUntil(rules, trainee, duty.role, nowMs);
    return until === undefined ? duty : { ...duty, coursesValidUntil: until };
  });
}
