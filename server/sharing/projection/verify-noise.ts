/** Verifies the noise of a delivery with a revealed seed. Pure. */
import { commitmentTo, noiseOf } from './noise.ts';
import type { Projected } from './project.ts';

/**
 * `proved`: the seed is the one to which the ledger committed, and the counts less its noise are `exact`. Compare them with a count of the
 * records: where they agree the delivery has exactly the noise that was committed. `refused`: `no-noise`, `other-seed`, or `impossible` when a
 * count less its noise is negative.
 */
export type NoiseVerdict =
  | {
      readonly kind: 'proved';
      readonly exact: readonly { readonly values: readonly string[]; readonly count: number }[];
    }
  | { readonly kind: 'refused'; readonly code: 'no-noise' | 'other-seed' | 'impossible' };

/** @param commitment the one in the ledger, from its proof */
export function verifyNoise(delivery: Projected, seed: Uint8Array, commitment: string): NoiseVerdict {
  const { protection, agreement, dataset, period } = delivery;
  if (protection.kind !== 'noise') return { kind: 'refused', code: 'no-noise' };
  const { budgetPeriod, epsilonThousandths } = protection;
  const known = commitmentTo(seed, { agreement: agreement.id, budgetPeriod });
  if (known !== commitment || protection.commitment !== commitment) return { kind: 'refused', code: 'other-seed' };
  const place = { digest: agreement.digest, dataset, period: period.name };
  const exact = delivery.cells.map(({ values, count }) => ({
    values,
    count: (count ?? 0) - noiseOf(seed, { ...place, values }, epsilonThousandths),
  }));
  return exact.some(({ count }) => count < 0) ? { kind: 'refused', code: 'impossible' } : { kind: 'proved', exact };
}
