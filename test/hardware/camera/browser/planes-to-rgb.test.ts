import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planesToRgb } from '../../../../hardware/camera/browser/planes-to-rgb.ts';

type Colour = { readonly matrix: 'bt601' | 'bt709'; readonly fullRange: boolean };
const SHARES = { bt601: [0.299, 0.587, 0.114], bt709: [0.2126, 0.7152, 0.0722] } as const;

/** The definition, forwards: from RGB to luma and chroma. */
function toPlanes([red, green, blue]: readonly number[], { matrix, fullRange }: Colour) {
  const [ofRed, ofGreen, ofBlue] = SHARES[matrix];
  const luma = ofRed * red! + ofGreen * green! + ofBlue * blue!;
  const cb = (blue! - luma) / (2 * (1 - ofBlue));
  const cr = (red! - luma) / (2 * (1 - ofRed));
  return fullRange
    ? [luma, cb + 128, cr + 128]
    : [16 + (luma * 219) / 255, 128 + (cb * 224) / 255, 128 + (cr * 224) / 255];
}

describe('planes to RGB', () => {
  const sample = fc.nat(255);
  const colour = fc.record({ matrix: fc.constantFrom('bt601' as const, 'bt709' as const), fullRange: fc.boolean() });

  it('inverts the definition, up to rounding of the samples', () => {
    fc.assert(
      fc.property(
        fc.tuple(sample, sample, sample),
        colour,
        fc.constantFrom('I420' as const, 'NV12' as const),
        (pixel, how, layout) => {
          const [y, u, v] = toPlanes(pixel, how).map((value) => Math.max(0, Math.min(255, Math.round(value))));
          const planes = new Uint8Array([y!, y!, y!, y!, u!, v!]);
          const rgb = new Uint8ClampedArray(12);
          const rest = { datedByCapture: true, message: 1, sequence: 0, capturedAtPageMs: 0 };
          planesToRgb(planes, { ...rest, ...how, layout, width: 2, height: 2 }, rgb);
          for (const [index, value] of rgb.entries())
            expect(Math.abs(value - pixel[index % 3]!)).toBeLessThanOrEqual(3);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives each 2 x 2 square its own chroma', () => {
    const header = { layout: 'I420', matrix: 'bt601', fullRange: true, datedByCapture: true } as const;
    const planes = new Uint8Array([...new Uint8Array(16).fill(100), 128, 255, 128, 128, 128, 128, 255, 128]);
    const rgb = new Uint8ClampedArray(48);
    planesToRgb(planes, { ...header, message: 1, sequence: 0, capturedAtPageMs: 0, width: 4, height: 4 }, rgb);
    const at = (column: number, row: number) => [...rgb.subarray((row * 4 + column) * 3, (row * 4 + column) * 3 + 3)];
    expect(at(0, 0)).toEqual([100, 100, 100]);
    expect(at(3, 1)[2]).toBeGreaterThan(250);
    expect(at(1, 3)[0]).toBeGreaterThan(250);
    expect(at(2, 2)).toEqual([100, 100, 100]);
  });
});
