import { type Grid, newGrid } from './grid.ts';
import { MASTER_HEIGHT, MASTER_WIDTH } from './master-size.ts';
import type { Pattern } from './pattern-class.ts';
import { smoothNoise } from './smooth-noise.ts';

/** Downward slope of the ridges towards the sides of a finger, radians at the edge. */
const SIDE_FALL = 0.55;
/** Slope of an arch's flanks at its steepest. */
const ARCH_SLOPE = 1.25;
/** Range of a whorl's twist and a loop's tilt around the centre. */
const TWIST_REACH_PX = 80;
/** Smooth random deviation of a finger, radians. */
const OWN_DISORDER = 0.23;
const DISORDER_CELL_PX = 90;

/**
 * Ridge direction at every pixel of a master, radians, y downwards, modulo pi.
 *
 * The zero-pole model (Sherlock and Monro 1993): half the sum of the directions from the cores minus half that from the
 * deltas. With equal numbers of both, ridges far away are level. A fall to the sides and a twist of the centre, which makes
 * spirals and the S of a double loop, are added; neither creates a singular point. A plain arch has no singular point and
 * is modelled as a bump, as in Cappelli's SFinGe.
 */
export function orientationField(pattern: Pattern, random: () => number): Grid {
  const field = newGrid(MASTER_WIDTH, MASTER_HEIGHT);
  const disorder = smoothNoise(MASTER_WIDTH, MASTER_HEIGHT, DISORDER_CELL_PX, random);
  for (let y = 0; y < MASTER_HEIGHT; y++) {
    for (let x = 0; x < MASTER_WIDTH; x++) {
      const at = y * MASTER_WIDTH + x;
      const direction = pattern.patternClass === 'arch' ? archAt(pattern, x, y) : zeroPoleAt(pattern, x, y);
      field.values[at] = direction + OWN_DISORDER * (disorder.values[at] as number);
    }
  }
  return field;
}

function zeroPoleAt({ cores, deltas, centre, twist }: Pattern, x: number, y: number): number {
  let twice = 0;
  for (const core of cores) twice += Math.atan2(y - core.y, x - core.x);
  for (const delta of deltas) twice -= Math.atan2(y - delta.y, x - delta.x);
  const side = (x - centre.x) / (MASTER_WIDTH / 2);
  const height = 1 / (1 + Math.exp((y - centre.y - 90) / 40));
  const distance = ((x - centre.x) ** 2 + (y - centre.y) ** 2) / (2 * TWIST_REACH_PX ** 2);
  return twice / 2 + SIDE_FALL * side * height + twist * Math.exp(-distance);
}

function archAt({ centre }: Pattern, x: number, y: number): number {
  const down = Math.min(Math.max(y / (MASTER_HEIGHT * 0.95), 0), 1);
  const strength = ARCH_SLOPE * Math.sin(Math.PI * down ** 0.8) ** 1.5;
  return Math.atan(strength * Math.sin((2 * Math.PI * (x - centre.x)) / MASTER_WIDTH));
}
