/**
 * One quality measure of ISO/IEC 29794-5: a native value in the measure's own unit, and a component 0..100; higher is
 * better. "Not assessable" is a separate result, not a zero.
 */
export type QualityMeasure =
  | { readonly kind: 'assessed'; readonly native: number; readonly component: number }
  | { readonly kind: 'not-assessable'; readonly why: NotAssessable };

export type NotAssessable =
  /** Too much of the face lies outside the image. */
  | 'face-outside-image'
  /** The face has no contrast. */
  | 'no-contrast'
  /** The image is grey. */
  | 'no-colour'
  /** Eyes and chin coincide. */
  | 'no-face-size'
  /** The confidence of the landmark network is unknown. */
  | 'no-confidence'
  /** Head and hair fill the image. */
  | 'no-background'
  /** Too few pixels. */
  | 'face-too-small';

/** Clamps the component to 0..100 and rounds it. */
export function assessed(native: number, component: number): QualityMeasure {
  return { kind: 'assessed', native, component: Math.round(Math.max(0, Math.min(100, component))) };
}

export function notAssessable(why: NotAssessable): QualityMeasure {
  return { kind: 'not-assessable', why };
}

/** The logistic curve with value 1/2 at `middle` and the width `width`: 0..1. */
export function sigmoid(value: number, middle: number, width: number): number {
  return 1 / (1 + Math.exp((middle - value) / width));
}
