/** WCAG 2.2, success criterion 2.3.1 "Three Flashes or Below Threshold", over a sequence of shown colours. */
import {
  type LinearLight,
  linearOfHex,
} from '../../../../../models/face/presentation-attack/light-challenge/light-state.ts';

/** A colour that fills a part of the screen from a given time until the next one. */
export interface ShownColour {
  readonly atMs: number;
  /** `#rrggbb`. */
  readonly hex: string;
}

/** The most flashes that begin and end within any second. A flash is a pair of opposing changes. */
export interface FlashCount {
  readonly general: number;
  readonly red: number;
}

/** "No more than three general flashes and / or no more than three red flashes within any one-second period." */
export const FLASHES_MAX = 3;
const WINDOW_MS = 1_000;
/** "Opposing changes in relative luminance of 10 % or more of the maximum where the darker image is below 0.80." */
const LUMINANCE_CHANGE = 0.1;
const DARKER_BELOW = 0.8;
/** "One transition is to or from a state with R/(R + G + B) >= 0.8 and the difference in chromaticity exceeds 0.2" (CIE 1976 UCS). */
const SATURATED_RED = 0.8;
const CHROMATICITY_CHANGE = 0.2;

export function countFlashes(shown: readonly ShownColour[]): FlashCount {
  const lights = shown.map(({ atMs, hex }) => ({ atMs, light: linearOfHex(hex) }));
  return { general: mostInWindow(opposingLuminance(lights)), red: mostInWindow(opposingRed(lights)) };
}

export function isFlashSafe(shown: readonly ShownColour[]): boolean {
  const { general, red } = countFlashes(shown);
  return general <= FLASHES_MAX && red <= FLASHES_MAX;
}

export function relativeLuminance([red, green, blue]: LinearLight): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

interface Lit {
  readonly atMs: number;
  readonly light: LinearLight;
}

/** Times at which the luminance has changed enough against its last change. Small steps in one direction add up. */
function opposingLuminance(lights: readonly Lit[]): number[] {
  const times: number[] = [];
  let direction: 'none' | 'down' | 'up' = 'none';
  let [low, high] = [Infinity, -Infinity];
  for (const { atMs, light } of lights) {
    const luminance = relativeLuminance(light);
    if (direction !== 'down') high = Math.max(high, luminance);
    if (direction !== 'up') low = Math.min(low, luminance);
    if (direction !== 'down' && high - luminance >= LUMINANCE_CHANGE && luminance < DARKER_BELOW) {
      times.push(atMs);
      direction = 'down';
      low = luminance;
    } else if (direction !== 'up' && luminance - low >= LUMINANCE_CHANGE && low < DARKER_BELOW) {
      times.push(atMs);
      direction = 'up';
      high = luminance;
    }
  }
  return times;
}

/** Times of changes to or from a saturated red. Successive ones are always opposing. */
function opposingRed(lights: readonly Lit[]): number[] {
  return lights.flatMap(({ atMs, light }, at) => {
    const before = lights[at - 1]?.light;
    if (before === undefined || isSaturatedRed(before) === isSaturatedRed(light)) return [];
    return chromaticityDifference(before, light) > CHROMATICITY_CHANGE ? [atMs] : [];
  });
}

function isSaturatedRed([red, green, blue]: LinearLight): boolean {
  const sum = red + green + blue;
  return sum > 0 && red / sum >= SATURATED_RED;
}

/** Distance in CIE 1976 u'v' (sRGB primaries, D65). Black has no chromaticity; its difference is 0. */
function chromaticityDifference(one: LinearLight, other: LinearLight): number {
  const [u1, v1] = chromaticity(one);
  const [u2, v2] = chromaticity(other);
  return Math.hypot(u1 - u2, v1 - v2);
}

function chromaticity([red, green, blue]: LinearLight): readonly [number, number] {
  const x = 0.4124 * red + 0.3576 * green + 0.1805 * blue;
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const z = 0.0193 * red + 0.1192 * green + 0.9505 * blue;
  const sum = x + 15 * y + 3 * z;
  return sum > 0 ? [(4 * x) / sum, (9 * y) / sum] : [0.1978, 0.4683];
}

/** Two opposing changes are a flash. */
function mostInWindow(changes: readonly number[]): number {
  return changes.reduce((most, fromMs) => {
    const within = changes.filter((atMs) => atMs >= fromMs && atMs <= fromMs + WINDOW_MS);
    return Math.max(most, Math.floor(within.length / 2));
  }, 0);
}
