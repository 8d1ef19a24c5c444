import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineOf, TARGET, VIEW } from '../../../kiosk/ui/pictures/face-outline.ts';

const share = fc.double({ min: 0.05, max: 0.6, noNaN: true });

describe('the outline of a face', () => {
  it('moves as in a mirror: as far from the right as the face is from the left', () => {
    fc.assert(
      fc.property(share, share, share, share, (left, top, width, height) => {
        const { cx } = outlineOf({ left, top, width, height });
        const mirrored = outlineOf({ left: 1 - left - width, top, width, height });
        expect(cx + mirrored.cx).toBeCloseTo(VIEW.width, 6);
      }),
    );
  });

  it('ends at the chin, where the box ends', () => {
    const { cy, ry } = outlineOf({ left: 0.3, top: 0.2, width: 0.3, height: 0.4 });
    expect(cy + ry).toBeCloseTo(0.6 * VIEW.height, 6);
  });

  it('lies in the oval for a face that stands well', () => {
    const { cx, cy, rx, ry } = outlineOf({ left: 0.35, top: 0.32, width: 0.3, height: 0.4 });
    expect(Math.abs(cx - TARGET.cx)).toBeLessThan(1);
    expect(Math.abs(cy - TARGET.cy)).toBeLessThan(40);
    expect(rx).toBeLessThan(TARGET.rx);
    expect(ry).toBeLessThan(TARGET.ry);
    expect(ry).toBeGreaterThan(TARGET.ry * 0.7);
  });
});
