import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { sha256HexSchema } from '../../../contract/field.ts';
import { YEAR_REPORT_STATES } from './vocabulary.ts';

export const yearReportSchema = z.strictObject({
  id: z.string(),
  year: z.int(),
  startedAt: wallMs,
  state: z.enum(YEAR_REPORT_STATES),
  /** Entries of the ledger that were read, and that there are. */
  read: z.int(),
  of: z.int(),
  /** `null`: not made yet, or failed. The file can be read until the last moment. */
  made: z.strictObject({ digest: sha256HexSchema, bytes: z.int(), actId: z.string(), until: wallMs }).nullable(),
});
export type YearReportView = Answer<typeof yearReportSchema>;

/** Reports of the person who asks, the latest first. */
export const yearReportListSchema = z.strictObject({
  serverTime: wallMs,
  /** Whether one is being made, also for another person. */
  isBusy: z.boolean(),
  reports: z.array(yearReportSchema),
});
export type YearReportList = Answer<typeof yearReportListSchema>;
