/** Proposals about training: which duties need which courses, and refreshers. Two people decide each. */
import { z } from 'zod';
import { typedLine } from '../../platform/base/typed-text.ts';
import { personIdSchema, type PersonId, ROLES } from '../../platform/access/vocabulary.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { runningDuties } from '../duties/duty-table.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { dayOf, startOf } from './standing.ts';
import { insertTrainingPolicy, listTrainingPolicies, type StoredTrainingPolicy } from './tables/policy-table.ts';
import { insertRefresher, listRefreshers } from './tables/refresher-table.ts';
import { areTooFew, type TrainedParts } from './trained-duties.ts';
import { COURSE_IDS, PROPOSED_CAUSES } from './vocabulary.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const LONGEST_GRACE_DAYS = 90;
const LATEST_START_MS = 400 * DAY_MS;
const LATEST_REFRESHER_MS = 90 * DAY_MS;
const MAX_PEOPLE = 200;
const MAX_DUTIES = 10_000;

const day = z.iso.date('must be a day such as 2026-12-31');
const unique = (items: readonly unknown[]) => new Set(items).size === items.length;

export const trainingPolicySchema = z.strictObject({
  /** Empty: no duty needs a course. */
  requirements: z
    .array(
      z.strictObject({
        role: z.enum(ROLES),
        courses: z.array(z.enum(COURSE_IDS)).min(1).refine(unique, 'must not contain duplicates'),
      }),
    )
    .max(ROLES.length)
    .refine((all) => unique(all.map(({ role }) => role)), 'must name each role once'),
  fromDay: day,
  graceDays: z.int().min(0).max(LONGEST_GRACE_DAYS),
});
export type TrainingPolicyPayload = z.infer<typeof trainingPolicySchema>;

export const refresherSchema = z
  .strictObject({
    course: z.enum(COURSE_IDS),
    people: z.array(personIdSchema).min(1).max(MAX_PEOPLE).refine(unique, 'must not contain duplicates').nullable(),
    role: z.enum(ROLES).nullable(),
    byDay: day,
    cause: z.enum(PROPOSED_CAUSES),
    reference: typedLine(2, 120),
  })
  .refine(({ people, role }) => (people === null) !== (role === null), {
    path: ['people'],
    message: 'must be people or a role, and not both',
  });
export type RefresherPayload = z.infer<typeof refresherSchema>;

export interface TrainingKindsParts extends TrainedParts {
  /** Whether the person exists and is not disabled. */
  isPerson(database: Connection, personId: PersonId): Promise<boolean>;
  /** Called after the courses that a person's duties need have changed. */
  onChange(personId: PersonId): void;
}

const ACTS = { proposeAct: 'training.propose', approveAct: 'training.approve', opensForMs: WEEK_MS } as const;
const NOWHERE = () => Promise.resolve([]);

/** The latest decided policy applies alone from its first day. */
export function trainingPolicyKind(parts: TrainingKindsParts): ProposalKind<TrainingPolicyPayload> {
  const objection = async (database: Connection, policy: TrainingPolicyPayload, now: number) => {
    const from = startOf(policy.fromDay);
    if (policy.fromDay <= dayOf(now)) return 'from-in-the-past';
    if (from > now + LATEST_START_MS) return 'from-too-far';
    return (await wouldLockOut(parts, database, policy, now)) ? 'too-few-administrators' : undefined;
  };
  return {
    ...ACTS,
    kind: 'training-policy',
    schema: trainingPolicySchema,
    targetsOf: NOWHERE,
    before: async (database) => (await listTrainingPolicies(database))[0] ?? null,
    objection: (database, policy, _by, now) => objection(database, policy, now),
    async apply(transaction, policy, { proposalId, proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const objected = await objection(transaction, policy, now);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const concerned = await peopleOnDuty(transaction, now);
      await insertTrainingPolicy(transaction, {
        ...policy,
        id: proposalId,
        ...decidedBy({ proposedBy, approvedBy, now }),
      });
      return { kind: 'applied', afterwards: () => concerned.forEach(parts.onChange) };
    },
    policy: 'training',
  };
}

/** Ends earlier passes of a course with its last day. */
export function refresherKind(parts: TrainingKindsParts): ProposalKind<RefresherPayload> {
  const objection = async (database: Connection, { people, byDay }: RefresherPayload, now: number) => {
    if (byDay < dayOf(now)) return 'by-in-the-past';
    if (startOf(byDay) > now + LATEST_REFRESHER_MS) return 'by-too-far';
    for (const personId of people ?? []) {
      if (!(await parts.isPerson(database, personId))) return 'no-such-person';
    }
    return undefined;
  };
  return {
    ...ACTS,
    kind: 'training-refresher',
    schema: refresherSchema,
    targetsOf: NOWHERE,
    objection: (database, refresher, _by, now) => objection(database, refresher, now),
    async apply(transaction, refresher, { proposalId, proposedBy, approvedBy, at }) {
      const now = Math.round(at);
      const objected = await objection(transaction, refresher, now);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const concerned = refresher.people ?? (await peopleOnDuty(transaction, now));
      await insertRefresher(transaction, {
        ...refresher,
        id: proposalId,
        ...decidedBy({ proposedBy, approvedBy, now }),
      });
      return { kind: 'applied', afterwards: () => concerned.forEach(parts.onChange) };
    },
  };
}

function decidedBy({ proposedBy, approvedBy, now }: { proposedBy: string; approvedBy: string; now: number }) {
  return { proposedBy, approvedBy, approvedAt: now };
}

/** Whether fewer than two administrators who can act hold the courses that the policy would ask of them, now and on its first day. */
async function wouldLockOut(
  parts: TrainingKindsParts,
  database: Connection,
  policy: TrainingPolicyPayload,
  now: number,
): Promise<boolean> {
  if (!policy.requirements.some(({ role }) => role === 'administrator')) return false;
  const asked: StoredTrainingPolicy = {
    requirements: policy.requirements,
    graceDays: 0,
    fromDay: dayOf(0),
    id: '',
    proposedBy: '',
    approvedBy: '',
    approvedAt: now,
  };
  const rules = {
    policies: [asked],
    courses: new Set<string>(parts.courses.keys()),
    refreshers: await listRefreshers(database),
  };
  for (const moment of [now, startOf(policy.fromDay)]) {
    if (await areTooFew(parts, database, rules, { nowMs: now, courseMs: moment })) return true;
  }
  return false;
}

async function peopleOnDuty(database: Connection, now: number): Promise<PersonId[]> {
  return [...new Set((await runningDuties(database, now, MAX_DUTIES)).map(({ personId }) => personId))];
}
