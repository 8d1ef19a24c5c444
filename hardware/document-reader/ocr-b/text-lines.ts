/** Finds rows of characters with constant pitch, which distinguishes the zone's lines from other text. */
import type { Component } from './components.ts';
import { leastSquares, median } from './fit.ts';

/** A character of a line: `column` counts from the first one found, gaps included. */
export interface Placed {
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

export interface TextLine {
  readonly characters: readonly Placed[];
  /** px. */
  readonly pitch: number;
  /** Height of the ink across the line, px. */
  readonly height: number;
  /** dy/dx. */
  readonly slope: number;
  /** Columns from the first character to the last, both included. */
  readonly columns: number;
}

/** All lengths are shares of a character's height. */
const REACH = 1.75;
const NEAREST = 0.4;
const STEEPEST = 0.6;
const BAND = 0.38;
const HEIGHT_RATIO = 0.68;
const MIN_PITCH = 0.72;
const MAX_PITCH = 1.5;
/** Tolerance of a step at the ends of a line, relative to the usual. */
const MAX_STEP = 1.5;
/** Tolerance of a character's position, as a share of the pitch. */
const OFF_PLACE = 0.3;
const FEWEST_CHARACTERS = 12;
/** A wider gap, in characters, ends a line. */
const WIDEST_GAP = 9;
/** More components than this are noise. */
const MAX_COMPONENTS = 12_000;
const MAX_LINES = 24;
const MAX_CHAINS = 200;

/** The lines with the most characters first. */
export function textLines(components: readonly Component[]): TextLine[] {
  if (components.length > MAX_COMPONENTS) return [];
  const lines: TextLine[] = [];
  const used = new Set<Component>();
  const grid = gridOf(components);
  const chains = chainsOf(components, grid).filter((chain) => chain.length >= 4);
  chains.sort((a, b) => b.length - a.length);
  for (const chain of chains.slice(0, MAX_CHAINS)) {
    if (lines.length === MAX_LINES) break;
    if (chain.filter((component) => used.has(component)).length * 2 > chain.length) continue;
    const line = lineThrough(chain, components);
    if (line === undefined) continue;
    for (const member of line.members) used.add(member);
    if (line.text !== undefined) lines.push(line.text);
  }
  return lines.sort((a, b) => b.characters.length - a.characters.length);
}

const GRID_PX = 32;
type Grid = ReadonlyMap<number, readonly Component[]>;
const cellOf = (x: number, y: number): number => Math.floor(y / GRID_PX) * 4_096 + Math.floor(x / GRID_PX);

function gridOf(components: readonly Component[]): Grid {
  const grid = new Map<number, Component[]>();
  for (const component of components) {
    const cell = cellOf(component.x, component.y);
    const there = grid.get(cell);
    if (there === undefined) grid.set(cell, [component]);
    else there.push(component);
  }
  return grid;
}

/** Chains of characters, each linked to its nearest neighbour on the right. */
function chainsOf(components: readonly Component[], grid: Grid): Component[][] {
  const next = new Map<Component, Component>();
  const hasPrevious = new Set<Component>();
  for (const component of components) {
    const right = nearestToTheRight(component, grid);
    if (right === undefined || hasPrevious.has(right)) continue;
    next.set(component, right);
    hasPrevious.add(right);
  }
  return components
    .filter((component) => !hasPrevious.has(component))
    .map((start) => {
      const chain = [start];
      for (let at = next.get(start); at !== undefined; at = next.get(at)) chain.push(at);
      return chain;
    });
}

function nearestToTheRight(from: Component, grid: Grid): Component | undefined {
  const reach = REACH * from.height;
  let nearest: Component | undefined;
  let distance = reach;
  for (let y = from.y - reach; y <= from.y + reach + GRID_PX; y += GRID_PX) {
    for (let x = from.x; x <= from.x + reach + GRID_PX; x += GRID_PX) {
      for (const to of grid.get(cellOf(x, y)) ?? []) {
        const [dx, dy] = [to.x - from.x, to.y - from.y];
        if (dx < NEAREST * from.height || Math.abs(dy) > STEEPEST * dx || !alike(from.height, to.height)) continue;
        const length = Math.hypot(dx, 2 * dy);
        if (length >= distance) continue;
        distance = length;
        nearest = to;
      }
    }
  }
  return nearest;
}

function alike(a: number, b: number): boolean {
  return a >= HEIGHT_RATIO * b && b >= HEIGHT_RATIO * a;
}

interface Line {
  readonly members: readonly Component[];
  readonly text: TextLine | undefined;
}

/** All characters on the line through the chain, if their pitch is constant. */
function lineThrough(chain: readonly Component[], components: readonly Component[]): Line | undefined {
  let members = chain;
  for (let round = 0; round < 3; round++) {
    const curve = curveThrough(members);
    if (curve === undefined) return undefined;
    const height = median(members.map((component) => component.height));
    members = components
      .filter(
        (component) => Math.abs(component.y - curve(component.x)) < BAND * height && alike(component.height, height),
      )
      .sort((a, b) => a.x - b.x);
  }
  members = longestRun(members);
  return { members, text: atOnePitch(members) };
}

/** A straight line, or a slight curve when there are enough characters. */
function curveThrough(members: readonly Component[]): ((x: number) => number) | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  const bent = members.length >= 24;
  const scale = 1_000;
  const rows = members.map(({ x, y }) => {
    const t = (x - first.x) / scale;
    return bent ? [1, t, t * t, y] : [1, t, y];
  });
  const [a = 0, b = 0, c = 0] = leastSquares(rows, bent ? 3 : 2) ?? [Number.NaN];
  if (Number.isNaN(a)) return undefined;
  return (x) => {
    const t = (x - first.x) / scale;
    return a + b * t + c * t * t;
  };
}

function longestRun(members: readonly Component[]): readonly Component[] {
  const height = median(members.map((component) => component.height));
  let best: readonly Component[] = [];
  let from = 0;
  for (let at = 1; at <= members.length; at++) {
    const gap = at === members.length ? Number.POSITIVE_INFINITY : members[at]!.x - members[at - 1]!.x;
    if (gap < WIDEST_GAP * height) continue;
    if (at - from > best.length) best = members.slice(from, at);
    from = at;
  }
  return best;
}

function atOnePitch(members: readonly Component[]): TextLine | undefined {
  if (members.length < FEWEST_CHARACTERS) return undefined;
  const [first, last] = [members[0]!, members.at(-1)!];
  const slope = (last.y - first.y) / (last.x - first.x);
  const height = median(members.map((component) => uprightHeight(component, slope)));
  const stepAlong = stepsAlong(members, height);
  if (stepAlong === undefined) return undefined;
  let placed = walk(members, (_, x) => stepAlong(x));
  for (let round = 0; round < 2; round++) {
    const curve = leastSquares(
      placed.map(({ column, x }) => [1, column, column * column, x]),
      3,
    );
    if (curve === undefined) return undefined;
    const [a = 0, b = 0, c = 0] = curve;
    const step = (column: number): number => Math.max(MIN_PITCH * height, b + 2 * c * column);
    placed = walk(members, step).filter(
      ({ column, x }) => Math.abs(x - (a + b * column + c * column * column)) < OFF_PLACE * step(column),
    );
    if (placed.length < FEWEST_CHARACTERS) return undefined;
  }
  const start = placed[0]!.column;
  const characters = placed.map(({ column, x, y }) => ({ column: column - start, x, y }));
  const columns = characters.at(-1)!.column + 1;
  return { characters, pitch: (characters.at(-1)!.x - characters[0]!.x) / (columns - 1), height, slope, columns };
}

/** The pitch at each x. It changes steadily along a line in perspective. */
function stepsAlong(members: readonly Component[], height: number): ((x: number) => number) | undefined {
  const steps = members
    .slice(1)
    .map(({ x }, at) => ({ step: x - members[at]!.x, x: (x + members[at]!.x) / 2 }))
    .filter(({ step }) => step > MIN_PITCH * height && step < MAX_PITCH * height);
  const usual = median(steps.map(({ step }) => step));
  if (!(usual > 0)) return undefined;
  const [first] = members;
  const line = leastSquares(
    steps.map(({ step, x }) => [1, x - first!.x, step]),
    2,
  );
  const [a = usual, b = 0] = steps.length < FEWEST_CHARACTERS ? [] : (line ?? []);
  return (x) => Math.min(MAX_STEP * usual, Math.max(usual / MAX_STEP, a + b * (x - first!.x)));
}

/** Assigns columns by steps between characters; skips components between two columns. */
function walk(members: readonly Component[], stepAt: (column: number, x: number) => number): Placed[] {
  const placed: Placed[] = [];
  let [column, x] = [0, members[0]!.x];
  for (const member of members) {
    const steps = (member.x - x) / stepAt(column, x);
    const whole = Math.round(steps);
    if (placed.length > 0 && (whole < 1 || Math.abs(steps - whole) > OFF_PLACE)) continue;
    column += whole;
    x = member.x;
    placed.push({ column, x, y: member.y });
  }
  return placed;
}

/** Height of the upright box inside the slanted one. */
function uprightHeight({ width, height }: Component, slope: number): number {
  const angle = Math.atan(slope);
  const [c, s] = [Math.cos(angle), Math.abs(Math.sin(angle))];
  return Math.max(0.5 * height, (height * c - width * s) / (c * c - s * s));
}
