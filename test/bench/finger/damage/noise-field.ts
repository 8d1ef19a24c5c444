import { gaussianBlur } from '../../../../models/finger/extraction/gaussian.ts';

/**
 * Smooth random values of zero mean and unit spread: independent samples, blurred.
 *
 * @param grainPx sigma of the blur
 * @returns float32 [height, width]
 */
export function noiseField(width: number, height: number, grainPx: number, random: () => number): Float32Array {
  const field = Float32Array.from({ length: width * height }, () => random() - 0.5);
  gaussianBlur(field, width, height, grainPx, field, new Float32Array(field.length));
  const mean = field.reduce((sum, value) => sum + value, 0) / field.length;
  const spread = Math.sqrt(field.reduce((sum, value) => sum + (value - mean) ** 2, 0) / field.length) || 1;
  return field.map((value) => (value - mean) / spread);
}

/** 0 up to `from`, 1 from `to` on, smooth in between. */
export function ramp(value: number, from: number, to: number): number {
  const share = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return share * share * (3 - 2 * share);
}

/** Severity below which the tails of the noise are faded out, so that severity 0 changes nothing. */
export const FULL_ONSET = 0.25;
