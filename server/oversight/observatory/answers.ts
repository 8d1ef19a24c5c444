import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';

/** The published reports of error rates, latest first. */
export const errorRateListSchema = z.strictObject({
  reports: z.array(
    z.strictObject({
      /** `2026-10`: a month; `2026`: a year. */
      period: z.string(),
      madeAt: wallMs,
      /** SHA-256 of the file, hex. */
      digest: z.string(),
      bytes: z.int(),
    }),
  ),
});
export type ErrorRateList = Answer<typeof errorRateListSchema>;
