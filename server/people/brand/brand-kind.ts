/**
 * The brand of the consoles, changed by two administrators. The approved proposal is the record: the newest one is in force, and a proposal
 * without a brand returns to the look of Postern.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Brand, brandSchema, logoOf } from '../../contract/brand/brand.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { latestApproved } from '../../records/proposals/proposal-table.ts';

export const BRAND_KIND = 'brand';
const WEEK_MS = 604_800_000;

export const brandChangeSchema = z.strictObject({ brand: brandSchema.nullable() });
type BrandChange = z.infer<typeof brandChangeSchema>;

export function brandKind(): ProposalKind<BrandChange> {
  return {
    kind: BRAND_KIND,
    proposeAct: 'brand.propose',
    approveAct: 'brand.approve',
    policy: BRAND_KIND,
    schema: brandChangeSchema,
    opensForMs: WEEK_MS,
    targetsOf: () => Promise.resolve([]),
    before: async (database) => ({ brand: await brandInForce(database) }),
    // The proposal itself becomes the record
    apply: () => Promise.resolve({ kind: 'applied' }),
  };
}

/** `null`: none was approved, or the last one returned to the look of Postern. */
export async function brandInForce(database: Connection): Promise<Brand | null> {
  const payload = await latestApproved(database, BRAND_KIND);
  const read = brandChangeSchema.safeParse(payload);
  return read.success ? read.data.brand : null;
}

/** SHA-256 of the logo in hex, by which its address changes when it changes; `null` without one. */
export function logoDigest(brand: Brand): string | null {
  const logo = logoOf(brand);
  return logo === undefined ? null : createHash('sha256').update(logo).digest('hex');
}
