import { GROUPINGS, type LineKeys } from './goods-line.ts';

/** Distinct lines of a group, and those of them with fraud. */
export interface Counts {
  frauds: number;
  lines: number;
}

/** Distinct goods lines and frauds of each group. */
export class RateTables {
  readonly total: Counts = { frauds: 0, lines: 0 };
  /** By grouping, then by key. */
  readonly groups: readonly Map<number, Counts>[] = GROUPINGS.map(() => new Map<number, Counts>());

  /** Counts a line that was not counted before. */
  add(keys: LineKeys, fraud: boolean): void {
    count(this.total, fraud);
    this.groups.forEach((group, at) => {
      const key = keys[at]!;
      let counts = group.get(key);
      if (counts === undefined) group.set(key, (counts = { frauds: 0, lines: 0 }));
      count(counts, fraud);
    });
  }

  counts(grouping: number, keys: LineKeys): Readonly<Counts> {
    return this.groups[grouping]!.get(keys[grouping]!) ?? NONE;
  }
}

const NONE: Readonly<Counts> = { frauds: 0, lines: 0 };

function count(counts: Counts, fraud: boolean): void {
  counts.lines += 1;
  if (fraud) counts.frauds += 1;
}
