/** Answers for the operators of the server. */
import { z } from 'zod';
import type { Answer } from '../../platform/base/answer.ts';

export const CHECKS = ['database', 'migrations', 'ledger', 'tables', 'keys', 'disk', 'traders'] as const;
export type CheckName = (typeof CHECKS)[number];

/** `standby`: another server works on the database, and this one takes over when it ends. */
const roleSchema = z.enum(['working', 'standby']);

export const healthSchema = z.strictObject({ status: z.literal('ok'), role: roleSchema });
export type Health = Answer<typeof healthSchema>;

export const readinessSchema = z.strictObject({
  status: z.enum(['ready', 'not-ready']),
  role: roleSchema,
  /** A standby does not compare its tables with the ledger. */
  checks: z.partialRecord(z.enum(CHECKS), z.enum(['ok', 'failed'])),
  /** The witnesses of the ledger that did not cosign when they were last asked, and why. They do not make the server unready. */
  witnesses: z.array(z.string()).optional(),
});
export type ReadinessAnswer = Answer<typeof readinessSchema>;
