/** What is answered of referrals and of the work at lanes. */
import { z } from 'zod';
import { GRANT_REFUSALS } from '../../../contract/evidence-vocabulary.ts';
import { matchReportSchema } from '../../../contract/report.ts';
import {
  ALL_DECISION_REASONS,
  DECISIONS,
  LANE_NOTES,
  REFERRAL_STATES,
  SAFEGUARDING_CODES,
  TEST_RESULTS,
} from '../../../referrals/vocabulary.ts';
import { FOLLOW_UPS, LOOK_FINDINGS } from '../../../second-looks/vocabulary.ts';
import { shownDocument } from './shown-document.ts';
import type { OperationsAnswer, VigilanceAnswer } from '../../../referrals/answers.ts';

const wallMs = z.int().min(0);
const decision = { outcome: z.enum(DECISIONS), reason: z.enum(ALL_DECISION_REASONS) };
const by = { by: z.string(), at: wallMs };
const {
  startedAt,
  reportedAt,
  durations,
  reasons,
  checks,
  devices,
  policyDigest,
  noticeDigest,
  modelDigests,
  declaration,
} = matchReportSchema.shape;

const report = z.object({
  ...{ startedAt, reportedAt, durations, reasons, checks, document: shownDocument, devices },
  ...{ policyDigest, noticeDigest, modelDigests, declaration },
});

export const secondLooks = z.object({
  serverTime: wallMs,
  looks: z.array(
    z.object({
      id: z.string(),
      kioskId: z.string(),
      site: z.string(),
      lane: z.string(),
      transactionId: z.string(),
      report,
      outcome: z.enum(DECISIONS),
      decidedAt: wallMs,
      dueAt: wallMs,
      finding: z.enum(LOOK_FINDINGS).nullable(),
      foundAt: wallMs.nullable(),
      overdueAt: wallMs.nullable(),
      followUp: z.enum(FOLLOW_UPS).nullable(),
      mayFind: z.boolean(),
      mayFollowUp: z.boolean(),
    }),
  ),
});

const referral = z.object({
  id: z.string(),
  version: z.int(),
  kioskId: z.string(),
  site: z.string(),
  lane: z.string(),
  transactionId: z.string(),
  arisenAt: wallMs,
  state: z.enum(REFERRAL_STATES),
  report,
  holder: z.object({ person: z.string(), since: wallMs, leaseUntil: wallMs }).nullable(),
  relation: z.enum(['holder', 'second', 'supervisor', 'none']),
  proposal: z.object(decision).nullable(),
  opinion: z.object({ ...by, decision: z.object(decision) }).nullable(),
  decision: z.object({ ...decision, ...by }).nullable(),
  safeguarding: z
    .array(
      z.object({
        code: z.enum(SAFEGUARDING_CODES),
        raisedBy: z.string(),
        raisedAt: wallMs,
        acknowledgedBy: z.string().nullable(),
      }),
    )
    .nullable(),
  hasEvidence: z.boolean(),
  viewings: z.array(z.object({ at: wallMs, refusal: z.enum(GRANT_REFUSALS).nullable() })).nullable(),
});

export const referrals = z.object({ serverTime: wallMs, open: z.array(referral), decided: z.array(referral) });

/** The answer to an act. */
export const oneReferral = z.object({
  serverTime: wallMs,
  referral,
  test: z.enum(TEST_RESULTS).nullable(),
  order: z.string().nullable(),
});

export const operations = z.object({
  serverTime: wallMs,
  throughput: z.array(z.object({ kioskId: z.string(), cleared: z.int(), referred: z.int(), lastHour: z.int() })),
  watches: z.array(
    z.object({
      id: z.string(),
      site: z.string(),
      person: z.string(),
      startedAt: wallMs,
      endsAt: wallMs,
      isMine: z.boolean(),
    }),
  ),
  mine: z.object({ remainingMs: z.int(), mayStartAt: wallMs.nullable() }),
  handovers: z.array(
    z.object({
      id: z.string(),
      site: z.string(),
      offeredBy: z.string(),
      offeredAt: wallMs,
      isMine: z.boolean(),
      notes: z.array(z.object({ kioskId: z.string(), note: z.enum(LANE_NOTES) })),
      referrals: z.array(z.string()),
      acceptedBy: z.string().nullable(),
      acceptedAt: wallMs.nullable(),
    }),
  ),
}) satisfies z.ZodType<OperationsAnswer>;

export const vigilance = z.object({
  serverTime: wallMs,
  since: wallMs,
  drift: z.array(
    z.object({
      person: z.string(),
      cases: z.int(),
      overridden: z.int(),
      expected: z.number().nullable(),
      limits: z.object({ low: z.number(), high: z.number() }).nullable(),
      verdict: z.enum(['within', 'more-often', 'less-often', 'too-few-to-say']),
    }),
  ),
  attention: z.array(z.object({ person: z.string(), sound: z.int(), missed: z.int(), notScored: z.int() })),
  notNoticed: z.array(z.object({ site: z.string(), count: z.int() })),
}) satisfies z.ZodType<VigilanceAnswer>;
