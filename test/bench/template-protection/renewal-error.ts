import { comparisonScore } from '../../../models/face/compare.ts';
import { protectedScore } from '../../../models/face/protection/compare-protected.ts';
import { protect, renew } from '../../../models/face/protection/pseudonymous-identifier.ts';
import { benchKey } from './bench-key.ts';
import type { EmbeddedImage } from './lfw-embeddings.ts';

const RECORDS = 40;
const RENEWALS = 10;

/** The effect of repeated renewal on a score. */
export function renewals(images: readonly EmbeddedImage[], draw: (below: number) => number) {
  const errors: { after1: number[]; afterAll: number[] } = { after1: [], afterAll: [] };
  for (let number = 0; number < RECORDS; number++) {
    const [at, other] = [draw(images.length), draw(images.length)];
    const { probe } = images[other]!;
    const exact = comparisonScore(images[at]!.reference, probe);
    let identifier = protect(images[at]!.reference, benchKey(`renewed ${number}`, 0));
    for (let round = 1; round <= RENEWALS; round++) {
      identifier = renew(identifier, benchKey(`renewed ${number}`, round - 1), benchKey(`renewed ${number}`, round));
      const error = protectedScore(identifier, benchKey(`renewed ${number}`, round), probe) - exact;
      if (round === 1) errors.after1.push(error);
      if (round === RENEWALS) errors.afterAll.push(error);
    }
  }
  const of = (values: readonly number[]) => ({
    deviation: deviation(values),
    worst: Math.max(...values.map(Math.abs)),
  });
  return { records: RECORDS, renewals: RENEWALS, after1: of(errors.after1), afterAll: of(errors.afterAll) };
}

/** Root of the mean square. */
export function deviation(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
