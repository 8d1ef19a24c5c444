import { describe, expect, it } from 'vitest';
import { shareOutside } from '../../../models/face/template-coverage.ts';

/** One px of the aligned face is one px of the image, whose first px is at (x, y) of the aligned face. */
const shifted = (x: number, y: number) => ({ a: 1, b: 0, c: -x, d: 0, e: 1, f: -y });

describe('shareOutside', () => {
  it('is 0 when the image contains the whole aligned face', () => {
    expect(shareOutside({ width: 112, height: 112 }, shifted(0, 0))).toBe(0);
    expect(shareOutside({ width: 400, height: 300 }, shifted(-40, -20))).toBe(0);
  });

  it('is the share of the pixels outside the image', () => {
    expect(shareOutside({ width: 112, height: 112 }, shifted(28, 0))).toBe(0.25);
    expect(shareOutside({ width: 56, height: 56 }, shifted(28, 28))).toBe(0.75);
    expect(shareOutside({ width: 112, height: 112 }, shifted(0, 200))).toBe(1);
  });

  it('is 1 when the alignment contains NaN', () => {
    expect(shareOutside({ width: 112, height: 112 }, { ...shifted(0, 0), a: Number.NaN })).toBe(1);
  });
});
