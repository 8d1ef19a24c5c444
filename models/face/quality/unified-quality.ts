import { UNIFIED_EXPONENTS } from './constants.ts';
import type { FaceQuality } from './face-quality.ts';
import type { QualityMeasure } from './quality-measure.ts';

/**
 * A score of 0..100 for choosing the best of several frames of one person; higher is better. It is the product of the
 * components that affect the embedder, each raised to its exponent, so other measures cannot compensate for a bad one.
 * A measure that is not assessable counts as 0; only an unknown confidence is ignored. It is not ISO/IEC 29794-5's
 * UnifiedQualityScore, which a network computes, and it is not comparable between cameras or people.
 */
export function unifiedQuality(
  quality: FaceQuality,
  exponents: Readonly<Record<keyof typeof UNIFIED_EXPONENTS, number>> = UNIFIED_EXPONENTS,
): number {
  let product = 1;
  for (const name of Object.keys(exponents) as (keyof typeof exponents)[]) {
    const measure = quality[name];
    if (measure.kind === 'not-assessable' && measure.why === 'no-confidence') continue;
    product *= (componentOf(measure) / 100) ** exponents[name];
  }
  return 100 * product;
}

/** The component 0..100; `unassessed` when the measure is not assessable. */
export function componentOf(measure: QualityMeasure, unassessed = 0): number {
  return measure.kind === 'assessed' ? measure.component : unassessed;
}
