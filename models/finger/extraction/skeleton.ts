import { SKELETON } from '../constants.ts';
import { neighbourhood, pixelsOf, thin } from './thin.ts';

/**
 * Number of neighbours in a neighbourhood byte, and the number of separate runs that they form (the crossing number).
 */
const NEIGHBOURS = Uint8Array.from({ length: 256 }, (_, bits) => bitsOf(bits));
const CROSSINGS = Uint8Array.from({ length: 256 }, (_, bits) => bitsOf(bits & ~((bits << 1) | (bits >> 7)) & 255));

function bitsOf(bits: number): number {
  let count = 0;
  for (let bit = 0; bit < 8; bit++) count += (bits >> bit) & 1;
  return count;
}

/** Lines one pixel wide, produced by `thin`. */
export interface Skeleton {
  /** uint8 [height, width] of 0 and 1; the outermost pixels are 0. */
  readonly lines: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const neighboursAt = ({ lines, width }: Skeleton, at: number): number => NEIGHBOURS[neighbourhood(lines, at, width)]!;
const crossingsAt = ({ lines, width }: Skeleton, at: number): number => CROSSINGS[neighbourhood(lines, at, width)]!;

/** Pixels with one neighbour. */
export function endsOf(skeleton: Skeleton): number[] {
  const ends: number[] = [];
  for (const at of pixelsOf(skeleton.lines, skeleton.width, skeleton.height)) {
    if (neighboursAt(skeleton, at) === 1) ends.push(at);
  }
  return ends;
}

/** The line from an end: at most `most` pixels, the end first; it stops at a junction (included) or another end. */
export function traceFrom(skeleton: Skeleton, end: number, most: number): number[] {
  const { width } = skeleton;
  // Straight neighbours come before diagonal ones, so that no corner is skipped.
  const steps = [-width, 1, width, -1, 1 - width, width + 1, width - 1, -width - 1];
  const path = [end];
  let before = -1;
  let here = end;
  while (path.length < most) {
    const next = nextOf(skeleton, steps, here, before, path);
    if (next === undefined) break;
    path.push(next);
    before = here;
    here = next;
    if (crossingsAt(skeleton, here) > 2 || neighboursAt(skeleton, here) === 1) break;
  }
  return path;
}

function nextOf(
  { lines, width }: Skeleton,
  steps: readonly number[],
  here: number,
  before: number,
  path: readonly number[],
): number | undefined {
  for (const step of steps) {
    const next = here + step;
    if (lines[next] !== 1 || next === before) continue;
    // Neighbours of the previous pixel belong to the part that was already traced.
    const besides =
      before >= 0 &&
      Math.abs((next % width) - (before % width)) <= 1 &&
      Math.abs(Math.floor(next / width) - Math.floor(before / width)) <= 1;
    if (besides || path.includes(next)) continue;
    return next;
  }
  return undefined;
}

/** Removes artefacts of rough edges and specks: short spurs and short isolated pieces. */
export function repair(skeleton: Skeleton): void {
  const { lines, width, height } = skeleton;
  for (let round = 0; round < SKELETON.rounds; round++) {
    for (const end of endsOf(skeleton)) {
      if (lines[end] !== 1) continue;
      const path = traceFrom(skeleton, end, SKELETON.fragmentPx + 4);
      const last = path.at(-1)!;
      if (crossingsAt(skeleton, last) > 2) {
        if (path.length <= SKELETON.spurPx) erase(skeleton, path.slice(0, -1));
      } else if (neighboursAt(skeleton, last) <= 1 && path.length < SKELETON.fragmentPx) {
        erase(skeleton, path);
      }
    }
    thin(lines, width, height);
  }
}

function erase({ lines }: Skeleton, path: readonly number[]): void {
  for (const at of path) lines[at] = 0;
}
