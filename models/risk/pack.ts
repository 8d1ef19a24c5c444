/** Trees and tables as text in a JSON file: base64 of little-endian arrays and of variable-length numbers. */
import type { LineMemory } from './encode/features.ts';
import { History } from './encode/history.ts';
import type { Counts } from './encode/rate-tables.ts';
import { type Ensemble, LEAF_UNIT } from './trees/ensemble.ts';

export interface PackedTrees {
  readonly base: number;
  /** Numbers of nodes of the trees. */
  readonly sizes: string;
  /** Feature + 1, or 0 for a leaf. */
  readonly features: string;
  readonly thresholds: string;
  /** Distance to the left child. */
  readonly lefts: string;
  /** In units of `LEAF_UNIT`, zigzag. */
  readonly leaves: string;
  readonly covers: string;
}

export interface PackedHistory {
  /** One for each grouping: by rising key, the difference from the previous key, lines and frauds. */
  readonly groups: readonly string[];
  /** By rising key, the difference, declarations, frauds, and first and last disposition as two bits. */
  readonly lines: string;
}

/** The packed content is damaged. */
export class PackError extends Error {
  override readonly name = 'PackError';
}

export function packTrees({ base, roots, features, thresholds, lefts, leaves, covers }: Ensemble): PackedTrees {
  return {
    base,
    sizes: packNumbers(Array.from(roots, (root, at) => (roots[at + 1] ?? features.length) - root)),
    features: packNumbers(Array.from(features, (feature) => feature + 1)),
    thresholds: packFloats(thresholds),
    lefts: packNumbers(Array.from(lefts, (left, at) => (features[at]! < 0 ? 0 : left - at))),
    leaves: packNumbers(Array.from(leaves, (leaf) => zigzag(leaf / LEAF_UNIT))),
    covers: packFloats(covers),
  };
}

/** @throws PackError */
export function unpackTrees(packed: PackedTrees, width: number): Ensemble {
  let next = 0;
  const roots = unpackNumbers(packed.sizes).map((size) => (next += size) - size);
  const features = Int16Array.from(unpackNumbers(packed.features), (feature) => feature - 1);
  const lefts = unpackNumbers(packed.lefts).map((distance, at) => (features[at]! < 0 ? 0 : at + distance));
  const ensemble: Ensemble = {
    base: packed.base,
    roots: Uint32Array.from(roots),
    features,
    thresholds: unpackFloats(packed.thresholds),
    lefts: Uint32Array.from(lefts),
    leaves: Float32Array.from(unpackNumbers(packed.leaves), (units) => unzigzag(units) * LEAF_UNIT),
    covers: unpackFloats(packed.covers),
  };
  const { length } = features;
  const isWhole =
    next === length &&
    [ensemble.thresholds, ensemble.lefts, ensemble.leaves, ensemble.covers].every((array) => array.length === length);
  if (!isWhole || !features.every((feature) => feature < width) || !childrenFollow(ensemble)) {
    throw new PackError('the trees are damaged');
  }
  return ensemble;
}

/** Each child stands after its parent in the same tree, so that every walk ends. */
function childrenFollow({ roots, features, lefts }: Ensemble): boolean {
  return Array.from(roots).every((root, tree) => {
    const end = roots[tree + 1] ?? features.length;
    for (let node = root; node < end; node++) {
      if (features[node]! >= 0 && !(lefts[node]! > node && lefts[node]! + 1 < end)) return false;
    }
    return end > root;
  });
}

export function packHistory({ rates, lines }: History): PackedHistory {
  return {
    groups: rates.groups.map((group) => packTable(group, ({ lines: count, frauds }) => [count, frauds])),
    lines: packTable(lines, ({ declarations, frauds, first, last }) => [
      declarations,
      frauds,
      2 * Number(first) + Number(last),
    ]),
  };
}

/** @throws PackError */
export function unpackHistory(packed: PackedHistory): History {
  const history = new History();
  if (packed.groups.length !== history.rates.groups.length)
    throw new PackError('the groups are not those of this program');
  history.rates.groups.forEach((group, at) => {
    for (const [key, count = 0, frauds = 0] of unpackTable(packed.groups[at]!, 2)) {
      group.set(key!, { lines: count, frauds } satisfies Counts);
    }
  });
  for (const [key, declarations = 0, frauds = 0, bits = 0] of unpackTable(packed.lines, 3)) {
    const memory: LineMemory = { declarations, frauds, first: bits >= 2, last: bits % 2 === 1 };
    history.lines.set(key!, memory);
    history.rates.total.lines += 1;
    history.rates.total.frauds += Number(memory.first);
  }
  return history;
}

function packTable<T>(table: ReadonlyMap<number, T>, values: (entry: T) => readonly number[]): string {
  let before = 0;
  return packNumbers(
    [...table]
      .sort(([one], [other]) => one - other)
      .flatMap(([key, entry]) => {
        const step = key - before;
        before = key;
        return [step, ...values(entry)];
      }),
  );
}

function* unpackTable(text: string, width: number): Generator<readonly number[]> {
  const numbers = unpackNumbers(text);
  if (numbers.length % (width + 1) !== 0) throw new PackError('a table is damaged');
  let key = 0;
  for (let at = 0; at < numbers.length; at += width + 1) {
    key += numbers[at]!;
    const [count = 0, frauds = 0, bits = 0] = numbers.slice(at + 1, at + width + 1);
    if (key > 0xff_ff_ff_ff || count < 1 || frauds > count || bits > 3) throw new PackError('a table is damaged');
    yield [key, ...numbers.slice(at + 1, at + width + 1)];
  }
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** Whole numbers from 0 to 2^32 - 1, seven bits a byte, the lowest first. */
function packNumbers(numbers: readonly number[]): string {
  const bytes: number[] = [];
  for (const number of numbers) {
    let rest = number;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
    bytes.push(rest);
  }
  return Buffer.from(bytes).toString('base64');
}

function unpackNumbers(text: string): number[] {
  const numbers: number[] = [];
  let [number, scale] = [0, 1];
  for (const byte of Buffer.from(text, 'base64')) {
    number += (byte % 128) * scale;
    scale *= 128;
    if (scale > 2 ** 35) throw new PackError('a number is too long');
    if (byte >= 128) continue;
    numbers.push(number);
    [number, scale] = [0, 1];
  }
  if (scale !== 1) throw new PackError('the last number is incomplete');
  return numbers;
}

function packFloats(values: Float32Array): string {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes.toString('base64');
}

function unpackFloats(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) throw new PackError('an array is damaged');
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}
