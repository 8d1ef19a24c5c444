/** The rows and columns of the zone in the picture, as a plane in perspective. */
import { leastSquares } from './fit.ts';
import type { TextLine } from './text-lines.ts';

export interface ZoneGrid {
  /** Homography from column and row of a character's middle (from 0) to pixels; row-major, last element 1. */
  readonly toPicture: Float64Array;
  readonly rows: number;
  /** Columns from the first to the last character found; the zone may extend beyond. */
  readonly columns: number;
  /** Height of the ink as a share of the distance between two rows. */
  readonly inkShare: number;
  /** px, in the middle. */
  readonly pitchPx: number;
}

const STEEPEST_BETWEEN_LINES = 0.12;
/** A line of fillers is lower than one of digits. */
const HEIGHT_RATIO = 0.68;
const PITCH_RATIO = 0.88;
/** Distance between two lines, in pitches: lines of the zone are 4.2 to 6.4 mm apart, characters 2.54 mm. */
const NEAREST_LINES = 1.25;
const FARTHEST_LINES = 3.4;
const MIN_OVERLAP = 0.55;
const MAX_GRIDS = 6;

/** Pairs and triples of lines that could be a zone, those with the most characters first. */
export function zoneGrids(lines: readonly TextLine[]): ZoneGrid[] {
  const pairs: { readonly upper: TextLine; readonly lower: TextLine }[] = [];
  for (const upper of lines) {
    for (const lower of lines) if (belongBelow(upper, lower)) pairs.push({ upper, lower });
  }
  const groups: TextLine[][] = pairs.map(({ upper, lower }) => [upper, lower]);
  for (const { upper, lower } of pairs) {
    for (const { upper: middle, lower: lowest } of pairs) {
      if (middle === lower && evenlySpaced(upper, lower, lowest)) groups.push([upper, lower, lowest]);
    }
  }
  const characters = (group: readonly TextLine[]): number =>
    group.reduce((sum, line) => sum + line.characters.length, 0);
  return groups
    .sort((a, b) => characters(b) - characters(a))
    .slice(0, MAX_GRIDS)
    .map(gridThrough)
    .filter((grid) => grid !== undefined);
}

/** px from a line to another along the normal of the first. */
function distance(from: TextLine, to: TextLine): number {
  const middle = from.characters[from.characters.length >> 1]!;
  const near = nearestTo(to, middle.x);
  return (near.y - middle.y - from.slope * (near.x - middle.x)) / Math.hypot(1, from.slope);
}

function nearestTo({ characters }: TextLine, x: number) {
  return characters.reduce((best, one) => (Math.abs(one.x - x) < Math.abs(best.x - x) ? one : best));
}

function belongBelow(upper: TextLine, lower: TextLine): boolean {
  if (upper === lower || Math.abs(upper.slope - lower.slope) > STEEPEST_BETWEEN_LINES) return false;
  if (!similar(upper.height, lower.height, HEIGHT_RATIO) || !similar(upper.pitch, lower.pitch, PITCH_RATIO))
    return false;
  const apart = distance(upper, lower) / upper.pitch;
  if (apart < NEAREST_LINES || apart > FARTHEST_LINES) return false;
  const [a, b, c, d] = [
    upper.characters[0]!.x,
    upper.characters.at(-1)!.x,
    lower.characters[0]!.x,
    lower.characters.at(-1)!.x,
  ];
  return Math.min(b, d) - Math.max(a, c) > MIN_OVERLAP * Math.min(b - a, d - c);
}

function similar(a: number, b: number, ratio: number): boolean {
  return a > ratio * b && b > ratio * a;
}

function evenlySpaced(upper: TextLine, middle: TextLine, lower: TextLine): boolean {
  return similar(distance(upper, middle), distance(middle, lower), 0.8);
}

function gridThrough(lines: readonly TextLine[]): ZoneGrid | undefined {
  const [top] = lines;
  if (top === undefined) return undefined;
  const shifts = lines.map((line) => columnShift(top, line));
  const first = Math.min(...shifts);
  const points = lines.flatMap((line, row) =>
    line.characters.map(({ column, x, y }) => ({ column: column + shifts[row]! - first, row, x, y })),
  );
  const columns = Math.max(...points.map(({ column }) => column)) + 1;
  const toPicture = homography(points);
  if (toPicture === undefined) return undefined;
  const middle = (columns - 1) / 2;
  const [x, y] = project(toPicture, middle, 0);
  const [right, , below] = [project(toPicture, middle + 1, 0), 0, project(toPicture, middle, 1)];
  const pitchPx = Math.hypot(right[0] - x, right[1] - y);
  const apart = Math.hypot(below[0] - x, below[1] - y);
  const height = lines.reduce((sum, line) => sum + line.height, 0) / lines.length;
  return { toPicture, rows: lines.length, columns, inkShare: height / apart, pitchPx };
}

/** Number of columns by which `line` starts after `top`: characters of one column are almost vertically aligned. */
function columnShift(top: TextLine, line: TextLine): number {
  if (line === top) return 0;
  const counts = new Map<number, number>();
  for (const { column, x, y } of line.characters) {
    const above = nearestTo(top, x);
    const dy = y - above.y - top.slope * (x - above.x);
    const foot = x + top.slope * dy;
    const near = nearestTo(top, foot);
    const shift = Math.round(near.column + (foot - near.x) / top.pitch) - column;
    counts.set(shift, (counts.get(shift) ?? 0) + 1);
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

interface Correspondence {
  readonly column: number;
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

const COLUMN_SCALE = 22;
const PICTURE_SCALE = 1_000;

/** Least squares over all characters (Hartley and Zisserman, "Multiple View Geometry", §4.1, the inhomogeneous form). */
function homography(points: readonly Correspondence[]): Float64Array | undefined {
  const rows = points.flatMap(({ column, row, x: px, y: py }) => {
    const [u, v, x, y] = [column / COLUMN_SCALE, row, px / PICTURE_SCALE, py / PICTURE_SCALE];
    return [
      [u, v, 1, 0, 0, 0, -u * x, -v * x, x],
      [0, 0, 0, u, v, 1, -u * y, -v * y, y],
    ];
  });
  const h = leastSquares(rows, 8);
  if (h === undefined) return undefined;
  const [a, b, c, d, e, f, g, i] = h as unknown as [number, number, number, number, number, number, number, number];
  const s = PICTURE_SCALE;
  const w = COLUMN_SCALE;
  return Float64Array.of((a * s) / w, b * s, c * s, (d * s) / w, e * s, f * s, g / w, i, 1);
}

export function project(h: Float64Array, column: number, row: number): readonly [x: number, y: number] {
  const depth = h[6]! * column + h[7]! * row + h[8]!;
  return [(h[0]! * column + h[1]! * row + h[2]!) / depth, (h[3]! * column + h[4]! * row + h[5]!) / depth];
}

/** The same zone seen upside down: its last character first. */
export function upsideDown(grid: ZoneGrid): ZoneGrid {
  const [a, b, c, d, e, f, g, h, i] = grid.toPicture as unknown as number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [columns, rows] = [grid.columns - 1, grid.rows - 1];
  const flipped = [
    -a,
    -b,
    c + a * columns + b * rows,
    -d,
    -e,
    f + d * columns + e * rows,
    -g,
    -h,
    i + g * columns + h * rows,
  ];
  const last = flipped[8]!;
  return { ...grid, toPicture: Float64Array.from(flipped, (value) => value / last) };
}

/** The same zone in a picture `factor` times as large. */
export function enlarged(grid: ZoneGrid, factor: number): ZoneGrid {
  const h = grid.toPicture;
  const off = (factor - 1) / 2;
  const toPicture = Float64Array.from(h, (value, at) => (at < 6 ? factor * value + off * h[6 + (at % 3)]! : value));
  return { ...grid, toPicture, pitchPx: grid.pitchPx * factor };
}

/** The same rows, with ink `factor` times as high. */
export function withInk(grid: ZoneGrid, factor: number): ZoneGrid {
  return { ...grid, inkShare: grid.inkShare * factor };
}
