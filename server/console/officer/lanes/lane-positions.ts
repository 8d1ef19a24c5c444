/** Where the lanes of a site stand on its plan: the positions on record, or rows in the order of the lanes. Pure. */
import { compareNames } from '../../languages/format.ts';

/** Metres from the upper left corner, `y` downwards. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

export interface PlacedLane extends Position {
  readonly kioskId: string;
}

/** Lanes in the units of the drawing, which start at 0, and its size. */
export interface Layout {
  readonly lanes: readonly PlacedLane[];
  readonly width: number;
  readonly height: number;
}

/** A lane of the drawing has a width and height of 1. Lanes next to each other are this far apart, from middle to middle. */
const STEP = 1.25;
/** A site without positions has rows of this many lanes. */
const IN_A_ROW = 24;
/** A drawing larger than this is not read at a glance: further apart lanes move together. */
const LARGEST = 40 * STEP;

interface Lane {
  readonly kioskId: string;
  readonly lane: string;
}

/**
 * The positions keep their directions and proportions, at a scale at which no two lanes cover each other. Lanes without a position stand in
 * rows below. Lanes at one position stand beside each other.
 */
export function layoutOf(lanes: readonly Lane[], positions: ReadonlyMap<string, Position>): Layout {
  const placed = lanes.flatMap(({ kioskId }) => {
    const at = positions.get(kioskId);
    return at === undefined ? [] : [{ kioskId, ...at }];
  });
  const others = lanes.filter(({ kioskId }) => !positions.has(kioskId));
  const drawn = spread(placed);
  const top = drawn.length === 0 ? 0 : Math.max(...drawn.map(({ y }) => y)) + STEP;
  const rows = [...others]
    .sort((one, other) => compareNames(one.lane, other.lane))
    .map(({ kioskId }, index) => ({
      kioskId,
      x: STEP * (index % IN_A_ROW),
      y: top + STEP * Math.floor(index / IN_A_ROW),
    }));
  const all = [...drawn, ...rows];
  return {
    lanes: all,
    width: 1 + Math.max(0, ...all.map(({ x }) => x)),
    height: 1 + Math.max(0, ...all.map(({ y }) => y)),
  };
}

/** Moves the positions to the corner and scales them so that the nearest two are a step apart, unless that becomes too large. */
function spread(lanes: readonly PlacedLane[]): readonly PlacedLane[] {
  if (lanes.length === 0) return [];
  const left = Math.min(...lanes.map(({ x }) => x));
  const top = Math.min(...lanes.map(({ y }) => y));
  const moved = lanes.map(({ kioskId, x, y }) => ({ kioskId, x: x - left, y: y - top }));
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, one] of moved.entries()) {
    for (const other of moved.slice(index + 1)) {
      // Squares cover each other only when they are near in both directions
      const apart = Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
      if (apart > 0) nearest = Math.min(nearest, apart);
    }
  }
  const extent = Math.max(...moved.map(({ x, y }) => Math.max(x, y)));
  const scale = extent === 0 ? 1 : Math.min(STEP / nearest, LARGEST / extent);
  return apart(moved.map(({ kioskId, x, y }) => ({ kioskId, x: x * scale, y: y * scale })));
}

/** Moves a lane that would cover an earlier one to the right until it is free. */
function apart(lanes: readonly PlacedLane[]): readonly PlacedLane[] {
  const free: PlacedLane[] = [];
  const isCovered = ({ x, y }: Position) =>
    free.some((one) => Math.abs(one.x - x) < STEP - 1e-9 && Math.abs(one.y - y) < STEP - 1e-9);
  for (const lane of lanes) {
    let moved = lane;
    while (isCovered(moved)) moved = { ...moved, x: moved.x + STEP };
    free.push(moved);
  }
  return free;
}

export const DIRECTIONS = ['left', 'right', 'up', 'down'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** The nearest lane in a direction, within 45 degrees of it; `undefined` when there is none. */
export function neighbourOf(lanes: readonly PlacedLane[], kioskId: string, direction: Direction): string | undefined {
  const from = lanes.find((one) => one.kioskId === kioskId);
  if (from === undefined) return undefined;
  let best: { readonly kioskId: string; readonly squared: number } | undefined;
  for (const one of lanes) {
    const [x, y] = [one.x - from.x, one.y - from.y];
    const [ahead, aside] = AXES[direction](x, y);
    if (ahead <= 0 || Math.abs(aside) > ahead) continue;
    const squared = x * x + y * y;
    if (best === undefined || squared < best.squared) best = { kioskId: one.kioskId, squared };
  }
  return best?.kioskId;
}

const AXES: { readonly [One in Direction]: (x: number, y: number) => readonly [ahead: number, aside: number] } = {
  left: (x, y) => [-x, y],
  right: (x, y) => [x, y],
  up: (x, y) => [-y, x],
  down: (x, y) => [y, x],
};
