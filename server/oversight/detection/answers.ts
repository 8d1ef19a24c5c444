import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { EVENT_KINDS } from './events/event.ts';
import { COUNTED_NAMES } from './rules/counted-names.ts';
import { ENTITY_KINDS } from './rules/entity.ts';
import { AT_ONCE_KINDS, RESPONSE_ENDS, RESPONSE_KINDS, RESPONSE_STATES } from './responses/vocabulary.ts';
import { COUNTERFACTUAL_CODES, NEXT_STEP_CODES, RULE_IDS, STATISTIC_IDS } from './rules/rule-ids.ts';
import { MAX_LOST, TRIAL_DAYS, TRIAL_LIMIT_NAMES, TRIAL_STATES } from './trials/vocabulary.ts';
import {
  ALL_DISPOSITION_REASONS,
  CASE_OUTCOMES,
  CASE_STATES,
  DISPOSITIONS,
  ESCALATIONS,
  EXCEPTION_REASONS,
  NOTE_CODES,
} from './vocabulary.ts';

const entity = z.strictObject({ kind: z.enum(ENTITY_KINDS), id: z.string() });
const basis = z.enum(['invariant', 'statistic']);

const findingSchema = z.strictObject({
  id: z.string(),
  caseId: z.string(),
  rule: z.enum(RULE_IDS),
  version: z.int(),
  basis,
  entity,
  site: z.string().nullable(),
  at: wallMs,
  /** The window of the observation. */
  from: wallMs,
  until: wallMs,
  /** A statistic's score: -log10 of the expected number of false findings like this one per site and day. */
  score: z.number().nullable(),
  observed: z.number(),
  expected: z.number().nullable(),
  /** At most ten, the oldest first. `entry`: index in the ledger; `null` for counted signals. */
  events: z.array(z.strictObject({ at: z.number(), kind: z.enum(EVENT_KINDS), entry: z.int().nullable() })),
  wouldHavePrevented: z.enum(COUNTERFACTUAL_CODES),
  nextStep: z.enum(NEXT_STEP_CODES),
  disposition: z.enum(DISPOSITIONS).nullable(),
  reason: z.enum(ALL_DISPOSITION_REASONS).nullable(),
  judgedBy: z.string().nullable(),
  judgedAt: wallMs.nullable(),
  /** Whether the asker may judge it: it waits, and is not about them. */
  mayJudge: z.boolean(),
});
export type FindingView = Answer<typeof findingSchema>;

export const findingListSchema = z.strictObject({
  serverTime: wallMs,
  /** Number of findings without a judgement. */
  waiting: z.int(),
  /** Those without a judgement first, the latest first. */
  findings: z.array(findingSchema),
});
export type FindingList = Answer<typeof findingListSchema>;

/** The findings of the last days that an exception about this rule and subject would have hidden. */
export const hiddenSchema = z.strictObject({
  serverTime: wallMs,
  days: z.int(),
  count: z.int(),
  judgedTrue: z.int(),
  latestAt: wallMs.nullable(),
});
export type HiddenAnswer = Answer<typeof hiddenSchema>;

const responseSchema = z.strictObject({
  id: z.string(),
  findingId: z.string(),
  caseId: z.string(),
  kind: z.enum(RESPONSE_KINDS),
  entity,
  site: z.string().nullable(),
  state: z.enum(RESPONSE_STATES),
  proposedAt: wallMs,
  /** Without a confirmation it ends at this time. */
  confirmBy: wallMs,
  /** Whether a policy started it before a person confirmed it. */
  atOnce: z.boolean(),
  firstBy: z.string().nullable(),
  firstAt: wallMs.nullable(),
  confirmedBy: z.string().nullable(),
  confirmedAt: wallMs.nullable(),
  effectAt: wallMs.nullable(),
  until: wallMs.nullable(),
  endedAt: wallMs.nullable(),
  /** `null` when it ended by itself. */
  endedBy: z.string().nullable(),
  endedBecause: z.enum(RESPONSE_ENDS).nullable(),
  /** When the effect was undone; `null` while it stands, and when there was none. */
  reversedAt: wallMs.nullable(),
  /** Whether the effect, or its undoing, takes too long. */
  isStuck: z.boolean(),
  /** Acts that the asker may do: it is not about them, and its state allows it. */
  mayConfirm: z.boolean(),
  mayDecline: z.boolean(),
  mayTakeBack: z.boolean(),
});
export type ResponseView = Answer<typeof responseSchema>;

export const responseListSchema = z.strictObject({
  serverTime: wallMs,
  policy: z.strictObject({
    /** Kinds that start before a person confirms them. */
    atOnce: z.array(z.enum(AT_ONCE_KINDS)),
    /** More than these at the same time need two people. */
    mostActive: z.int(),
    confirmMinutes: z.int(),
  }),
  /** The latest first. */
  responses: z.array(responseSchema),
});
export type ResponseList = Answer<typeof responseListSchema>;

/** After a step. `null`: its case was erased in the meantime. */
export const responseStepSchema = z.strictObject({ response: responseSchema.nullable() });
export type ResponseStepAnswer = Answer<typeof responseStepSchema>;

const caseSchema = z.strictObject({
  id: z.string(),
  entity,
  site: z.string().nullable(),
  openedAt: wallMs,
  latestAt: wallMs,
  state: z.enum(CASE_STATES),
  escalatedTo: z.enum(ESCALATIONS).nullable(),
  escalatedBy: z.string().nullable(),
  escalatedAt: wallMs.nullable(),
  outcome: z.enum(CASE_OUTCOMES).nullable(),
  closedBy: z.string().nullable(),
  closedAt: wallMs.nullable(),
  /** Whether the asker may note, escalate and close it: it is open, and not about them. */
  mayHandle: z.boolean(),
});
export type CaseView = Answer<typeof caseSchema>;

export const caseListSchema = z.strictObject({
  serverTime: wallMs,
  /** Open ones first. */
  cases: z.array(caseSchema),
});
export type CaseList = Answer<typeof caseListSchema>;

const noteSchema = z.strictObject({ code: z.enum(NOTE_CODES), by: z.string(), at: wallMs });

export const oneCaseSchema = z.strictObject({
  serverTime: wallMs,
  case: caseSchema,
  findings: z.array(findingSchema),
  notes: z.array(noteSchema),
  responses: z.array(responseSchema),
});
export type OneCase = Answer<typeof oneCaseSchema>;

const exceptionSchema = z.strictObject({
  /** That of the proposal. */
  id: z.string(),
  rule: z.enum(RULE_IDS),
  entity,
  reason: z.enum(EXCEPTION_REASONS),
  until: wallMs,
  proposedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: wallMs,
  endedAt: wallMs.nullable(),
  isInForce: z.boolean(),
});
export type ExceptionView = Answer<typeof exceptionSchema>;

const ruleSchema = z.strictObject({
  rule: z.enum(RULE_IDS),
  basis,
  found: z.int(),
  judged: z.strictObject({
    true: z.int(),
    'benign-explained': z.int(),
    'rule-wrong': z.int(),
    test: z.int(),
  }),
  /** Share of `true` among those judged, tests left out; `null` without one. */
  precision: z.number().nullable(),
  latestAt: wallMs.nullable(),
});
export type RuleView = Answer<typeof ruleSchema>;

export const rulesSchema = z.strictObject({
  serverTime: wallMs,
  rules: z.array(ruleSchema),
  /** The latest approval first. */
  exceptions: z.array(exceptionSchema),
});
export type RulesAnswer = Answer<typeof rulesSchema>;

const rangeSchema = z.strictObject({
  /** Half of such hours have at most this count. */
  median: z.int(),
  /** One of 1,000 such hours has more. */
  upper: z.int(),
});

export const baselinesSchema = z.strictObject({
  serverTime: wallMs,
  entity,
  /** One for each count that the subject had in the last 7 days. */
  baselines: z.array(
    z.strictObject({
      /** Name of the count, such as `decisions`. */
      counted: z.enum(COUNTED_NAMES),
      /** Begin of the first hour. */
      from: wallMs,
      /** One for each hour. `expected`: `null` before the rule has learned it. */
      hours: z.array(z.strictObject({ observed: z.int(), expected: rangeSchema.nullable() })).max(7 * 24),
    }),
  ),
});
export type BaselinesAnswer = Answer<typeof baselinesSchema>;

const beforeAndAfter = z.strictObject({ before: z.int(), after: z.int() });

/** Trials of changes over the last 90 days. */
export const trialListSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first, at most five. */
  trials: z.array(
    z.strictObject({
      id: z.string(),
      rule: z.enum(STATISTIC_IDS),
      change: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('limit'), limit: z.enum(TRIAL_LIMIT_NAMES) }),
        z.strictObject({ kind: z.literal('exception'), entity }),
      ]),
      by: z.string(),
      startedAt: wallMs,
      state: z.enum(TRIAL_STATES),
      /** Entries of the ledger that were read, and that there were at the start. */
      read: z.int(),
      of: z.int(),
      /** `null` before it is done. */
      result: z
        .strictObject({
          from: wallMs,
          /** Findings of the rule on each day. */
          days: z.array(beforeAndAfter).max(TRIAL_DAYS),
          /** Findings of all other rules. */
          others: beforeAndAfter,
          /** Findings of the rule that people have judged as right. */
          confirmed: z.int(),
          lost: z.array(z.strictObject({ id: z.string(), entity, at: wallMs })).max(MAX_LOST),
          lostCount: z.int(),
          /** Confirmed findings that reading the history again does not give. */
          notRepeated: z.int(),
        })
        .nullable(),
    }),
  ),
});
export type TrialList = Answer<typeof trialListSchema>;

const proofSchema = z.strictObject({ entry: z.int(), file: z.string().nullable() });

/** The file of a case. `file` of a proof is empty while the witnesses have not cosigned the entry. */
export const caseFileSchema = z.strictObject({
  version: z.literal(1),
  madeAt: wallMs,
  case: caseSchema.omit({ mayHandle: true }),
  findings: z.array(
    findingSchema.omit({ mayJudge: true }).extend({
      /** The codes of the finding in English, for readers without this program. */
      inWords: z.strictObject({
        rule: z.string(),
        wouldHavePrevented: z.string(),
        nextStep: z.string(),
        /** One for each event, in the same order. */
        events: z.array(z.string()),
      }),
    }),
  ),
  notes: z.array(noteSchema),
  responses: z.array(
    responseSchema
      .omit({ mayConfirm: true, mayDecline: true, mayTakeBack: true })
      .extend({ inWords: z.strictObject({ kind: z.string(), state: z.string() }) }),
  ),
  /** The proofs of each entry that the findings name, and of the records of the findings and responses. */
  proofs: z.array(proofSchema),
});
export type CaseFile = Answer<typeof caseFileSchema>;
