/** Answers for the operators of the server. */
import { z } from 'zod';
import type { Answer } from '../base/answer.ts';

export const CHECKS = ['database', 'migrations', 'ledger', 'tables', 'keys', 'disk', 'traders'] as const;
export type CheckName = (typeof CHECKS)[number];

export const healthSchema = z.strictObject({ status: z.literal('ok') });
export type Health = Answer<typeof healthSchema>;

export const readinessSchema = z.strictObject({
  status: z.enum(['ready', 'not-ready']),
  checks: z.record(z.enum(CHECKS), z.enum(['ok', 'failed'])),
});
export type ReadinessAnswer = Answer<typeof readinessSchema>;
