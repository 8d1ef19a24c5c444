import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { ORDER_REFUSALS } from '../../contract/order-vocabulary.ts';
import { retentionPolicySchema } from '../../contract/retention.ts';

const changeSchema = z.strictObject({
  /** Path in the policy: `referred.limitMs`, `validFrom`. */
  field: z.string(),
  /** `null` when there was none before. */
  before: z.string().nullable(),
  after: z.string(),
});
export type PolicyChange = Answer<typeof changeSchema>;

const signatureSchema = z.strictObject({
  /** The person who submitted it. */
  person: z.string(),
  /** Ed25519, hex. Only lanes can attribute the key to a person. */
  publicKey: z.string(),
  signedAt: wallMs,
});

const versionSchema = z.strictObject({
  number: z.int(),
  digest: z.string(),
  policy: retentionPolicySchema,
  proposedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: wallMs,
  /** Compared with the previous version. */
  changes: z.array(changeSchema),
  /** Earliest first. */
  signatures: z.array(signatureSchema),
});
export type PolicyVersion = Answer<typeof versionSchema>;

/** The policy that a lane runs, by its own signed reports. */
const lanePolicySchema = z.strictObject({
  /** `null` for a policy that was not agreed on here. */
  number: z.int().nullable(),
  digest: z.string(),
  at: wallMs,
  /** Source: the lane obeyed an order, or named the policy in a report of an erasure. */
  by: z.enum(['order', 'erasure']),
});
export type LanePolicy = Answer<typeof lanePolicySchema>;

const ROLLOUT_STATES = [
  'adopted',
  /** Ordered, not answered yet. */
  'sent',
  /** Final unless another person signs. */
  'refused',
  'not-yet-valid',
  /** No status for a minute: the order follows when the lane is back. */
  'silent',
  /** The last order had no effect; the server sends another. */
  'again-later',
] as const;
export type RolloutState = (typeof ROLLOUT_STATES)[number];

const laneRolloutSchema = z.strictObject({
  site: z.string(),
  lane: z.string(),
  runs: lanePolicySchema.nullable(),
  state: z.enum(ROLLOUT_STATES).nullable(),
  /** Refusal of the last order, or `null`. */
  refusal: z.enum(ORDER_REFUSALS).nullable(),
});
export type LaneRollout = Answer<typeof laneRolloutSchema>;

export const retentionSchema = z.strictObject({
  serverTime: wallMs,
  /** Latest first. */
  versions: z.array(versionSchema),
  /** Number of the policy that lanes are ordered to adopt; `null` before two people have signed one. */
  rollout: z.int().nullable(),
  lanes: z.array(laneRolloutSchema),
});
export type RetentionView = Answer<typeof retentionSchema>;

/** How many people have signed the version. */
export const signedSchema = z.strictObject({ signed: z.int() });
