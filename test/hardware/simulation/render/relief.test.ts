import { describe, expect, it } from 'vitest';
import { reliefAt, turnShareAt } from '../../../../hardware/simulation/render/relief.ts';

const STEP = 0.02;
/** The largest turn that is shown, prompted and natural together, and a photograph's own. */
const LARGEST_TURN_DEGREES = 30;

describe('the relief of a head', () => {
  it('stands out most at the nose, less at the lips, least at the cheeks', () => {
    const [nose, lips, chin, cheek, neck] = [
      reliefAt(0, 0.63),
      reliefAt(0, 1.02),
      reliefAt(0, 1.7),
      reliefAt(1.08, 0.25),
      reliefAt(0, 2.6),
    ];
    expect(nose).toBeGreaterThan(lips + 0.2);
    expect(lips).toBeGreaterThan(chin);
    expect(chin).toBeGreaterThan(neck);
    expect(cheek).toBeLessThan(-0.6);
  });

  it('is the same on both sides', () => {
    for (const y of [-1, 0, 0.6, 1.5]) expect(reliefAt(0.7, y)).toBeCloseTo(reliefAt(-0.7, y));
  });

  it('is continuous', () => {
    for (let y = -2.5; y < 4; y += STEP) {
      for (let x = -3; x < 3; x += STEP) {
        expect(Math.abs(reliefAt(x + STEP, y) - reliefAt(x, y))).toBeLessThan(0.1);
        expect(Math.abs(reliefAt(x, y + STEP) - reliefAt(x, y))).toBeLessThan(0.1);
      }
    }
  });

  it('does not fold within the largest turn', () => {
    const turn = (LARGEST_TURN_DEGREES * Math.PI) / 180;
    for (let y = -2; y < 1.8; y += 0.1) {
      for (let x = -2.5; x < 2.5; x += STEP) {
        const slope = (reliefAt(x + STEP, y) - reliefAt(x, y)) / STEP;
        expect(Math.cos(turn) - Math.sin(turn) * Math.abs(slope)).toBeGreaterThan(-0.25);
      }
    }
  });

  it('turns with the head down to the jaw and not at the shoulders', () => {
    expect(turnShareAt(-1)).toBe(1);
    expect(turnShareAt(1.5)).toBe(1);
    expect(turnShareAt(3.4)).toBe(0);
  });
});
