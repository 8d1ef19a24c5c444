import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateImage, lend } from '../../../hardware/device/image.ts';
import { DIGITAL_EXPOSURE } from '../../../models/face/constants.ts';
import { exposed, exposureGain, middleLuminance } from '../../../models/face/expose.ts';

describe('the gain of an exposure', () => {
  it('is 1 with enough light, and brings darker images to the target', () => {
    const { faceMax, target, gainMax } = DIGITAL_EXPOSURE;
    expect(exposureGain(faceMax, faceMax)).toBe(1);
    expect(exposureGain(faceMax / 2, faceMax)).toBeCloseTo((2 * target) / faceMax, 9);
    expect(exposureGain(0, faceMax)).toBe(gainMax);
    expect(exposureGain(Number.NaN, faceMax)).toBe(1);
  });
});

describe('the luminance of the middle', () => {
  it('depends only on the middle half of rows and columns', () => {
    const image = allocateImage(80, 40, 'rgb');
    image.data.fill(255);
    for (let y = 10; y < 30; y++) image.data.fill(0, (y * 80 + 20) * 3, (y * 80 + 60) * 3);
    expect(middleLuminance(image)).toBe(0);
    expect(middleLuminance(allocateImage(1, 1, 'grey'))).toBe(0);
  });

  it('weights colours according to ITU-R BT.709', () => {
    const image = allocateImage(8, 8, 'rgb');
    for (let at = 1; at < image.data.length; at += 3) image.data[at] = 255;
    expect(middleLuminance(image)).toBeCloseTo(0.7152, 4);
  });
});

describe('an exposed image', () => {
  it('has the linear light times the gain, clipped at white', () => {
    const image = allocateImage(3, 1, 'grey');
    // The linear light of 99, 128, 147 and 188 is 12.5, 21.6, 29.2 and 50.3 % (IEC 61966-2-1).
    image.data.set([99, 128, 250]);
    expect([...exposed(lend(image), 2.33).data]).toEqual([147, 188, 255]);
    expect([...image.data]).toEqual([99, 128, 250]);
  });

  it('keeps the order of brightness, and all samples at a gain of 1', () => {
    const image = allocateImage(256, 1, 'grey');
    image.data.forEach((_, at) => (image.data[at] = at));
    expect([...exposed(image, 1).data]).toEqual([...image.data]);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 256, noNaN: true }), (gain) => {
        const { data } = exposed(image, gain);
        data.forEach((sample, at) => expect(sample).toBeGreaterThanOrEqual(data[at - 1] ?? 0));
      }),
      { numRuns: 20 },
    );
  });
});
