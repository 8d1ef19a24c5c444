import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { EMERGENCY_CAUSES, OPENING_CAUSES } from '../../contract/order-vocabulary.ts';
import { FINDINGS, MANUAL_OPENINGS } from '../../lanes/orders/manual-openings.ts';

/** A lane that one person opened. */
const openingSchema = z.strictObject({
  /** Digest of the order. */
  digest: z.string(),
  kind: z.enum(MANUAL_OPENINGS),
  site: z.string(),
  kioskId: z.string(),
  cause: z.enum([...EMERGENCY_CAUSES, ...OPENING_CAUSES]),
  openedBy: z.string(),
  openedAt: wallMs,
  confirmBy: wallMs,
  /** `null` until a second person has given one. */
  finding: z.enum(FINDINGS).nullable(),
  foundBy: z.string().nullable(),
  foundAt: wallMs.nullable(),
  /** When the alarm was raised because no finding had come in time. */
  overdueAt: wallMs.nullable(),
  /** Set only after the asker has answered an invented opening of a drill. */
  drill: z.strictObject({ scenario: z.string(), answer: z.enum(['approved', 'declined', 'reported']) }).nullable(),
});

export const emergencyListSchema = z.strictObject({
  serverTime: wallMs,
  /** Those without a finding first, then newest first. */
  emergencies: z.array(openingSchema),
});
export type EmergencyList = Answer<typeof emergencyListSchema>;
