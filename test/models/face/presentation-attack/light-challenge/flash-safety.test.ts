import { describe, expect, it } from 'vitest';
import { countFlashes, isFlashSafe, type ShownColour } from './flash-safety.ts';

/** A colour change every `everyMs`. */
const shown = (hexes: readonly string[], everyMs: number): ShownColour[] =>
  hexes.map((hex, at) => ({ atMs: at * everyMs, hex }));
const alternate = (one: string, other: string, changes: number): string[] =>
  Array.from({ length: changes + 1 }, (_, at) => (at % 2 === 0 ? one : other));

describe('the flashes of WCAG 2.3.1', () => {
  it('are pairs of opposing changes of luminance, with at most three per second', () => {
    expect(countFlashes(shown(alternate('#000000', '#ffffff', 6), 150))).toEqual({ general: 3, red: 0 });
    expect(isFlashSafe(shown(alternate('#000000', '#ffffff', 6), 150))).toBe(true);
    expect(countFlashes(shown(alternate('#000000', '#ffffff', 8), 120)).general).toBe(4);
    expect(isFlashSafe(shown(alternate('#000000', '#ffffff', 8), 120))).toBe(false);
  });
  it('are counted in any second, not over the whole sequence', () => {
    expect(countFlashes(shown(alternate('#000000', '#ffffff', 40), 600)).general).toBe(1);
  });
  it('need a change of a tenth of full luminance', () => {
    // Relative luminances 0.402 and 0.33 differ by less than a tenth; 0.402 and 0.262 by more.
    expect(countFlashes(shown(alternate('#aaaaaa', '#9c9c9c', 20), 50)).general).toBe(0);
    expect(countFlashes(shown(alternate('#aaaaaa', '#8c8c8c', 20), 50)).general).toBeGreaterThan(3);
  });
  it('are not counted between two bright pictures', () => {
    // The darker one has 0.80 or more.
    expect(countFlashes(shown(alternate('#ffffff', '#e8e8e8', 20), 50)).general).toBe(0);
  });
  it('combine small steps in one direction to one change', () => {
    const up = ['#000000', '#404040', '#606060', '#808080', '#ffffff'];
    expect(countFlashes(shown([...up, ...up.toReversed(), ...up, ...up.toReversed()], 50)).general).toBe(2);
  });
  it('include red flashes at equal luminance', () => {
    // Saturated red and grey of about its luminance (0.2126): no general flash, but red ones.
    const red = shown(alternate('#ff0000', '#7f7f7f', 10), 90);
    expect(countFlashes(red).general).toBe(0);
    expect(countFlashes(red).red).toBe(5);
    expect(isFlashSafe(red)).toBe(false);
  });
  it('are zero for a still picture, and for an empty sequence', () => {
    expect(countFlashes(shown(['#123456'], 1))).toEqual({ general: 0, red: 0 });
    expect(countFlashes([])).toEqual({ general: 0, red: 0 });
  });
});
