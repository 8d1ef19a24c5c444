import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALIGNED_SIDE } from '../../../../models/face/constants.ts';
import { dynamicRange } from '../../../../models/face/quality/dynamic-range.ts';
import { FACE_MASK, type FaceRegion } from '../../../../models/face/quality/face-region.ts';
import { linearLuminance } from '../../../../models/face/quality/luminance.ts';
import { luminanceMean } from '../../../../models/face/quality/luminance-mean.ts';
import { motionBlurPrevention } from '../../../../models/face/quality/motion-blur-prevention.ts';
import { overExposurePrevention } from '../../../../models/face/quality/over-exposure-prevention.ts';
import { sharpness } from '../../../../models/face/quality/sharpness.ts';
import { signalToNoise } from '../../../../models/face/quality/signal-to-noise.ts';
import { underExposurePrevention } from '../../../../models/face/quality/under-exposure-prevention.ts';
import { seededRandom } from '../rendering/seeded-random.ts';

/** A region painted by `luminanceAt`, 0..255. */
function region(luminanceAt: (x: number, y: number) => number, insideShare = 1): FaceRegion {
  const luminance = new Uint8Array(ALIGNED_SIDE ** 2);
  const histogram = new Uint32Array(256);
  let pixels = 0;
  luminance.forEach((_, at) => {
    luminance[at] = luminanceAt(at % ALIGNED_SIDE, Math.floor(at / ALIGNED_SIDE));
    if (FACE_MASK[at] === 0) return;
    const value = Math.round(linearLuminance(luminance[at] ?? 0, luminance[at] ?? 0, luminance[at] ?? 0));
    histogram[value] = (histogram[value] ?? 0) + 1;
    pixels++;
  });
  return { luminance, histogram, pixels, insideShare };
}

const MEASURES = {
  luminanceMean,
  underExposurePrevention,
  overExposurePrevention,
  dynamicRange,
  sharpness,
  motionBlurPrevention,
  signalToNoise,
};

describe('the measures of light', () => {
  it.each(Object.entries(MEASURES))('are not assessable for a face outside the image: %s', (_, measure) => {
    expect(measure(region((x) => x, 0.5))).toEqual({ kind: 'not-assessable', why: 'face-outside-image' });
  });

  it.each(Object.entries(MEASURES))('remain within 0 and 100: %s', (_, measure) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 255 }),
        fc.integer(),
        (base, spread, seed) => {
          const random = seededRandom(seed);
          const result = measure(region(() => Math.min(255, base + random.between(0, spread + 1))));
          if (result.kind === 'assessed') {
            expect(result.component).toBeGreaterThanOrEqual(0);
            expect(result.component).toBeLessThanOrEqual(100);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('distinguish a bright, a dark and a well lit face', () => {
    // The middle grey of sRGB, 128, reflects 22 % of the light (IEC 61966-2-1).
    expect(luminanceMean(region(() => 128))).toEqual({ kind: 'assessed', native: 55 / 255, component: 58 });
    expect(luminanceMean(region(() => 188))).toMatchObject({ native: 128 / 255, component: 100 });
    expect(luminanceMean(region(() => 20))).toMatchObject({ component: 2 });
    expect(underExposurePrevention(region(() => 10))).toMatchObject({ native: 1, component: 0 });
    expect(underExposurePrevention(region(() => 128))).toMatchObject({ native: 0, component: 100 });
    expect(overExposurePrevention(region(() => 255))).toMatchObject({ native: 1, component: 1 });
    expect(overExposurePrevention(region(() => 128))).toMatchObject({ native: 0, component: 100 });
  });

  it('have an entropy of 8 bits for 256 equal shares, and 0 for one tone', () => {
    const flat = { ...region(() => 7), histogram: new Uint32Array(256).fill(10), pixels: 2_560 };
    expect(dynamicRange(flat)).toEqual({ kind: 'assessed', native: 8, component: 100 });
    expect(dynamicRange(region(() => 7))).toMatchObject({ native: 0, component: 0 });
  });
});

describe('sharpness of a face', () => {
  const stripes = (period: number, contrast: number) =>
    region(
      (x, y) => 128 + contrast * (Math.sin((2 * Math.PI * x) / period) + Math.sin((2 * Math.PI * y) / (period * 1.3))),
    );

  it('falls with the finest detail', () => {
    const components = [5, 6, 8, 12].map((period) => sharpness(stripes(period, 40)));
    const natives = components.map((measure) => (measure.kind === 'assessed' ? measure.native : Number.NaN));
    expect(natives).toEqual([...natives].sort((one, other) => other - one));
  });

  it('does not fall in flat light', () => {
    const [strong, weak] = [sharpness(stripes(12, 60)), sharpness(stripes(12, 15))];
    if (strong.kind !== 'assessed' || weak.kind !== 'assessed') throw new Error('not assessed');
    expect(Math.abs(strong.native - weak.native)).toBeLessThan(0.1);
  });

  it('is not assessable for a blank image', () => {
    expect(sharpness(region(() => 90))).toEqual({ kind: 'not-assessable', why: 'no-contrast' });
  });
});

describe('the signal-to-noise ratio of a face', () => {
  /** Lines and noise in a picture of mean `base`, everything times `gain`. */
  const native = (base: number, contrast: number, noise: number, gain = 1): number => {
    const numbers = seededRandom(3);
    const gaussian = () =>
      Math.sqrt(-2 * Math.log(1 - numbers.between(0, 1))) * Math.cos(numbers.between(0, 2 * Math.PI));
    const measure = signalToNoise(
      region((x, y) => {
        const lines = contrast * Math.sin((2 * Math.PI * x) / 16) * Math.sin((2 * Math.PI * y) / 16);
        return Math.round(Math.max(0, Math.min(255, gain * (base + lines + noise * gaussian()))));
      }),
    );
    return measure.kind === 'assessed' ? measure.native : Number.NaN;
  };

  it('is 1 for noise only, and not assessable for a blank image', () => {
    expect(native(128, 0, 12)).toBeGreaterThan(0.9);
    expect(native(128, 0, 12)).toBeLessThan(1.3);
    expect(native(90, 0, 0)).toBe(0);
  });

  it('is equal for dark and light skin', () => {
    expect(native(60, 40, 3)).toBeCloseTo(native(200, 40, 3), 6);
  });

  it('falls with noise, and does not change by amplification', () => {
    expect(native(60, 20, 4)).toBeLessThan(0.7 * native(60, 20, 2));
    expect(native(60, 20, 4, 2) / native(60, 20, 4)).toBeCloseTo(1, 1);
  });

  it('falls in a dark picture without noise, because of its rounding steps', () => {
    expect(native(4, 2, 0)).toBeLessThan(native(120, 60, 0) / 5);
  });
});

describe('motion blur of a face', () => {
  const random = seededRandom(5);
  const grain = Array.from({ length: 200 * 200 }, () => random.between(0, 160));
  /** Grain averaged over a box of `across` x `down` pixels. */
  const seenThrough = (across: number, down: number) =>
    region((x, y) => {
      let sum = 0;
      for (let dy = 0; dy < down; dy++) for (let dx = 0; dx < across; dx++) sum += grain[(y + dy) * 200 + x + dx] ?? 0;
      return 40 + sum / (across * down);
    });
  const native = (across: number, down: number): number => {
    const measure = motionBlurPrevention(seenThrough(across, down));
    return measure.kind === 'assessed' ? measure.native : Number.NaN;
  };

  it('is detected along rows and along columns, increasing with the distance', () => {
    expect(native(5, 1)).toBeLessThan(native(1, 1) - 0.2);
    expect(native(1, 5)).toBeLessThan(native(1, 1) - 0.2);
  });

  it('is detected when sharpness, which adds all directions, hardly changes', () => {
    const [still, moved] = [sharpness(seenThrough(1, 1)), sharpness(seenThrough(5, 1))];
    if (still.kind !== 'assessed' || moved.kind !== 'assessed') throw new Error('not assessed');
    expect(still.native - moved.native).toBeLessThan(native(1, 1) - native(5, 1));
  });

  it('is not assessable in a blank image', () => {
    expect(motionBlurPrevention(region(() => 90))).toEqual({ kind: 'not-assessable', why: 'no-contrast' });
  });
});
