import { CYLINDER } from '../constants.ts';
import { angleBetween } from '../minutia.ts';
import type { MinutiaList } from '../minutia-list.ts';
import { convexHull, squaredDistanceToHull } from './convex-hull.ts';

/** Offsets of the cells of one layer inside the cylinder, px. */
const CELLS = cellOffsets();
const BITS = CELLS.length * CYLINDER.directions;
/** 32-bit words per cylinder: an even number, so that they can be read as 64-bit words. */
export const CYLINDER_WORDS = 2 * Math.ceil(BITS / 64);
/** Cells per layer. */
export const LAYER_CELLS = CELLS.length;

/** The surroundings of each minutia as bits that do not depend on the position of the finger. */
export interface Cylinders {
  /** int32 [minutiae, words]: cells near a neighbour of a similar direction. Bits of invalid cells are 0. */
  readonly bits: Int32Array;
  /** int32 [minutiae, words]: mask of the cells near the print. */
  readonly valid: Int32Array;
  /** Uint8 [minutiae]: 1 for cylinders with enough valid cells and neighbours. */
  readonly usable: Uint8Array;
  /** Int32 [minutiae]: number of valid cells. */
  readonly cells: Int32Array;
}

/** Builds the cylinders of a list of minutiae (constants: `CYLINDER`). */
export function buildCylinders(minutiae: MinutiaList): Cylinders {
  const { count } = minutiae;
  const cylinders: Cylinders = {
    bits: new Int32Array(count * CYLINDER_WORDS),
    valid: new Int32Array(count * CYLINDER_WORDS),
    usable: new Uint8Array(count),
    cells: new Int32Array(count),
  };
  const hull = convexHull(minutiae);
  const values = new Float64Array(BITS);
  for (let at = 0; at < count; at++) buildCylinder(minutiae, at, hull, values, cylinders);
  values.fill(0);
  hull.fill(0);
  return cylinders;
}

function buildCylinder(
  list: MinutiaList,
  at: number,
  hull: Float64Array,
  values: Float64Array,
  cylinders: Cylinders,
): void {
  const cosine = Math.cos(list.direction[at]!);
  const sine = Math.sin(list.direction[at]!);
  values.fill(0);
  let neighbours = 0;
  for (let other = 0; other < list.count; other++) {
    if (other === at) continue;
    const dx = list.x[other]! - list.x[at]!;
    const dy = list.y[other]! - list.y[at]!;
    const reach = CYLINDER.radius + 3 * CYLINDER.sigmaPosition;
    if (dx * dx + dy * dy > reach * reach) continue;
    neighbours++;
    addNeighbour(
      cosine * dx + sine * dy,
      cosine * dy - sine * dx,
      angleBetween(list.direction[at]!, list.direction[other]!),
      values,
    );
  }
  const { directions, hullMargin, bitThreshold } = CYLINDER;
  let validCells = 0;
  CELLS.forEach(({ u, v }, cell) => {
    const x = list.x[at]! + cosine * u - sine * v;
    const y = list.y[at]! + sine * u + cosine * v;
    if (squaredDistanceToHull(hull, x, y) > hullMargin * hullMargin) return;
    validCells++;
    for (let bit = cell * directions; bit < (cell + 1) * directions; bit++) {
      const word = at * CYLINDER_WORDS + (bit >> 5);
      cylinders.valid[word] = cylinders.valid[word]! | (1 << (bit & 31));
      if (values[bit]! <= bitThreshold) continue;
      cylinders.bits[word] = cylinders.bits[word]! | (1 << (bit & 31));
    }
  });
  cylinders.cells[at] = validCells;
  const enough = validCells >= CYLINDER.validShareLeast * CELLS.length && neighbours >= CYLINDER.neighboursLeast;
  cylinders.usable[at] = enough ? 1 : 0;
}

/** Adds a neighbour at (u, v) in the frame of the minutia to the cells within three sigmas. */
function addNeighbour(u: number, v: number, turn: number, values: Float64Array): void {
  const { sigmaPosition, sigmaDirection, directions } = CYLINDER;
  const section = (2 * Math.PI) / directions;
  const shares = new Float64Array(directions);
  for (let layer = 0; layer < directions; layer++) {
    const away = angleBetween(-Math.PI + (layer + 0.5) * section, turn);
    shares[layer] = normal((away + section / 2) / sigmaDirection) - normal((away - section / 2) / sigmaDirection);
  }
  const scale = 1 / (sigmaPosition * Math.sqrt(2 * Math.PI));
  for (let cell = 0; cell < CELLS.length; cell++) {
    const distance = (CELLS[cell]!.u - u) ** 2 + (CELLS[cell]!.v - v) ** 2;
    if (distance > 9 * sigmaPosition * sigmaPosition) continue;
    const near = scale * Math.exp(-distance / (2 * sigmaPosition * sigmaPosition));
    for (let layer = 0; layer < directions; layer++) {
      const at = cell * directions + layer;
      values[at] = values[at]! + near * shares[layer]!;
    }
  }
}

function cellOffsets(): { readonly u: number; readonly v: number }[] {
  const { side, radius } = CYLINDER;
  const step = (2 * radius) / side;
  const offsets = Array.from({ length: side * side }, (_, at) => ({
    u: (Math.floor(at / side) + 0.5) * step - radius,
    v: ((at % side) + 0.5) * step - radius,
  }));
  return offsets.filter(({ u, v }) => u * u + v * v <= radius * radius);
}

/** The normal distribution function (Abramowitz and Stegun 7.1.26, error below 1e-7). */
function normal(value: number): number {
  const x = Math.abs(value) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return value < 0 ? tail / 2 : 1 - tail / 2;
}

export function wipeCylinders(cylinders: Cylinders): void {
  for (const column of Object.values(cylinders) as (Int32Array | Uint8Array)[]) column.fill(0);
}
