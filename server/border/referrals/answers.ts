/** Referrals as consoles show them, each with what the person who asks may see. */
import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import { GRANT_REFUSALS } from '../../contract/evidence-vocabulary.ts';
import { matchReportSchema } from '../../contract/report.ts';
import { shownDocumentSchema } from '../../records/reports/answers.ts';
import {
  ALL_DECISION_REASONS,
  DECISIONS,
  LANE_NOTES,
  REFERRAL_STATES,
  SAFEGUARDING_CODES,
  TEST_RESULTS,
} from './vocabulary.ts';

const decision = z.strictObject({ outcome: z.enum(DECISIONS), reason: z.enum(ALL_DECISION_REASONS) });
const giver = { by: z.string(), at: wallMs };

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

/** The lane's report on the traveller, without its place in the lane's chain. */
export const referredReportSchema = z.strictObject({
  startedAt,
  reportedAt,
  durations,
  reasons,
  checks,
  document: shownDocumentSchema,
  devices,
  policyDigest,
  noticeDigest,
  modelDigests,
  declaration,
});
export type ReferredReport = Answer<typeof referredReportSchema>;

const safeguardingSchema = z.strictObject({
  code: z.enum(SAFEGUARDING_CODES),
  raisedBy: z.string(),
  raisedAt: wallMs,
  acknowledgedBy: z.string().nullable(),
});

const referralSchema = z.strictObject({
  id: z.string(),
  version: z.int(),
  ...lanePlace,
  transactionId: z.string(),
  arisenAt: wallMs,
  state: z.enum(REFERRAL_STATES),
  report: referredReportSchema,
  holder: z.strictObject({ person: z.string(), since: wallMs, leaseUntil: wallMs }).nullable(),
  /** The asker's part in the referral. */
  relation: z.enum(['holder', 'second', 'supervisor', 'none']),
  /** The holder's intended decision. Hidden from the person who gives the second opinion. */
  proposal: decision.nullable(),
  /** Visible to the person who gave it, the holder and supervisors. */
  opinion: z.strictObject({ ...giver, decision }).nullable(),
  decision: decision.extend(giver).nullable(),
  /** `null` when the asker may not see them. */
  safeguarding: z.array(safeguardingSchema).nullable(),
  /** Whether the lane took and keeps pictures. Without them there is no evidence to view. */
  hasEvidence: z.boolean(),
  /** The lane's answers to evidence requests, oldest first; `null` for an asker without a part in the referral. */
  viewings: z.array(z.strictObject({ at: wallMs, refusal: z.enum(GRANT_REFUSALS).nullable() })).nullable(),
  /** Whether the lane showed the asker its pictures. */
  hasSeenEvidence: z.boolean(),
});
export type ReferralView = Answer<typeof referralSchema>;

export const referralListSchema = z.strictObject({
  serverTime: wallMs,
  /** Not decided, oldest first. */
  open: z.array(referralSchema),
  /** Decided in the last eight hours, latest first. */
  decided: z.array(referralSchema),
});
export type ReferralsAnswer = Answer<typeof referralListSchema>;

export const referralAnswerSchema = z.strictObject({
  serverTime: wallMs,
  referral: referralSchema,
  /** Result of a test referral; `null` for a traveller, and while the test is open. */
  test: z.enum(TEST_RESULTS).nullable(),
  /** Digest of the order that gives the lane the decision; `null` when there is none. */
  order: z.string().nullable(),
});
export type ReferralAnswer = Answer<typeof referralAnswerSchema>;

const watchSchema = z.strictObject({
  id: z.string(),
  site: z.string(),
  person: z.string(),
  startedAt: wallMs,
  endsAt: wallMs,
  isMine: z.boolean(),
});

const throughputSchema = z.strictObject({
  kioskId: z.string(),
  /** Travellers of the last fifteen minutes. An open test counts as referred. */
  cleared: z.int(),
  referred: z.int(),
  /** Cleared, referred or departed in the last hour. */
  lastHour: z.int(),
});
export type LaneThroughput = Answer<typeof throughputSchema>;

const handoverSchema = z.strictObject({
  id: z.string(),
  site: z.string(),
  offeredBy: z.string(),
  offeredAt: wallMs,
  isMine: z.boolean(),
  notes: z.array(z.strictObject({ kioskId: z.string(), note: z.enum(LANE_NOTES) })),
  referrals: z.array(z.string()),
  acceptedBy: z.string().nullable(),
  acceptedAt: wallMs.nullable(),
});
export type HandoverView = Answer<typeof handoverSchema>;

/** Handovers that colleagues have offered at the asker's sites and that no officer has accepted yet, the latest first. */
export const handoverOffersSchema = z.strictObject({
  serverTime: wallMs,
  offers: z.array(
    z.strictObject({
      id: z.string(),
      site: z.string(),
      offeredBy: z.string(),
      offeredAt: wallMs,
      /** Referrals that go to the successor. */
      referrals: z.int(),
    }),
  ),
});
export type HandoverOffers = Answer<typeof handoverOffersSchema>;

/** State of the work at the asker's lanes. */
export const operationsSchema = z.strictObject({
  serverTime: wallMs,
  throughput: z.array(throughputSchema),
  watches: z.array(watchSchema),
  /** `remainingMs`: how long the asker may still watch. `mayStartAt`: end of the break that is due, or `null`. */
  mine: z.strictObject({ remainingMs: z.int(), mayStartAt: wallMs.nullable() }),
  handovers: z.array(handoverSchema),
});
export type OperationsAnswer = Answer<typeof operationsSchema>;

const attentionSchema = z.strictObject({
  person: z.string(),
  sound: z.int(),
  missed: z.int(),
  notScored: z.int(),
});
export type AttentionView = Answer<typeof attentionSchema>;

const driftSchema = z.strictObject({
  person: z.string(),
  cases: z.int(),
  overridden: z.int(),
  expected: z.number().nullable(),
  limits: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  verdict: z.enum(['within', 'more-often', 'less-often', 'too-few-to-say']),
});
export type DriftView = Answer<typeof driftSchema>;

/** For supervisors only. */
export const vigilanceSchema = z.strictObject({
  serverTime: wallMs,
  since: wallMs,
  drift: z.array(driftSchema),
  attention: z.array(attentionSchema),
  /** Tests that no officer took in time, by site. */
  notNoticed: z.array(z.strictObject({ site: z.string(), count: z.int() })),
});
export type VigilanceAnswer = Answer<typeof vigilanceSchema>;
