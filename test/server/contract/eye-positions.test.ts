import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EYES_BYTES,
  eyesContext,
  readEyes,
  SEALED_EYES_BYTES,
  splitSealedEyes,
  writeEyes,
} from '../../../server/contract/eye-positions.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const position = fc.record({ x: share, y: share });

describe('positions of the eyes', () => {
  it('keep their shares of the picture to a thirty-thousandth', () => {
    fc.assert(
      fc.property(position, position, (right, left) => {
        fc.pre(Math.hypot(right.x - left.x, right.y - left.y) > 0.001);
        const bytes = writeEyes({ right, left });
        if (bytes === undefined) throw new Error('expected positions');
        expect(bytes.length).toBe(EYES_BYTES);
        const read = readEyes(bytes);
        expect(Math.abs((read?.right.x ?? 9) - right.x)).toBeLessThan(1 / 30_000);
        expect(Math.abs((read?.right.y ?? 9) - right.y)).toBeLessThan(1 / 30_000);
        expect(Math.abs((read?.left.x ?? 9) - left.x)).toBeLessThan(1 / 30_000);
        expect(Math.abs((read?.left.y ?? 9) - left.y)).toBeLessThan(1 / 30_000);
      }),
    );
  });

  it('are not written for an eye outside the picture, or two at one place', () => {
    const [right, left] = [
      { x: 0.4, y: 0.5 },
      { x: 0.6, y: 0.5 },
    ];
    for (const x of [-0.01, 1.01, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(writeEyes({ right: { ...right, x }, left })).toBeUndefined();
      expect(writeEyes({ right, left: { ...left, y: x } })).toBeUndefined();
    }
    expect(writeEyes({ right, left: right })).toBeUndefined();
  });

  it('are read from eight bytes only, and split from forty-eight only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        if (bytes.length !== EYES_BYTES) expect(readEyes(bytes)).toBeUndefined();
        expect(splitSealedEyes(bytes) === undefined).toBe(bytes.length !== SEALED_EYES_BYTES);
      }),
    );
    expect(readEyes(new Uint8Array(EYES_BYTES))).toBeUndefined();
  });

  it('name their capture in the additional data', () => {
    expect(new TextDecoder().decode(eyesContext('ab'.repeat(16)))).toBe(`postern/capture-eyes/v1\n${'ab'.repeat(16)}`);
  });
});
