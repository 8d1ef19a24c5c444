import { UNIFIED_EXPONENTS } from './constants.ts';
import type { FaceQuality } from './face-quality.ts';
import type { QualityMeasure } from './quality-measure.ts';

/**
 * One number, 0..100, to choose the best of several frames of one person by: the product of the components that an
 * embedder suffers from, each to its exponent, so that one bad measure cannot be bought off by the others. Larger is better.
 * What could not be assessed counts as 0; only a confidence that was not kept is left out. It is not ISO/IEC 29794-5's
 * UnifiedQualityScore, which a network computes, and has no meaning across cameras or people.
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

/** The component 0..100; `unassessed` where the measure could not be assessed. */
export function componentOf(measure: QualityMeasure, unassessed = 0): number {
  return measure.kind === 'assessed' ? measure.component : unassessed;
}
