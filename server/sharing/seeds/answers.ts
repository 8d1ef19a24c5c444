import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { SEED_REASONS, SEED_STATES } from './vocabulary.ts';

export const seedListSchema = z.strictObject({
  serverTime: wallMs,
  /** By agreement, the latest period first. */
  seeds: z.array(
    z.strictObject({
      agreement: z.string(),
      /** `2026`, `2026-Q1` or `2026-03`. */
      budgetPeriod: z.string(),
      /** SHA-256, hex. The ledger has it since before the period. */
      commitment: z.string(),
      committedAt: wallMs,
      state: z.enum(SEED_STATES),
      decision: z
        .strictObject({
          reason: z.enum(SEED_REASONS),
          statement: z.string(),
          proposedBy: z.string(),
          approvedBy: z.string(),
          decidedAt: wallMs,
        })
        .nullable(),
    }),
  ),
});
export type SeedList = Answer<typeof seedListSchema>;

export const revealedSeedSchema = z.strictObject({
  agreement: z.string(),
  budgetPeriod: z.string(),
  commitment: z.string(),
  /** 32 bytes in hex. */
  seed: z.string(),
});
export type RevealedSeed = Answer<typeof revealedSeedSchema>;
