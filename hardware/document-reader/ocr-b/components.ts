/** Connected components of ink that could be characters. */

export interface Component {
  /** Middle of its box, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Largest number of ink runs: a page of text has 30,000; a picture full of noise has no zone. */
const MAX_RUNS = 400_000;
/** Shorter characters cannot be recognised; 30 longer ones would not fit in the picture. */
const SHORTEST_PX = 6;
const LONGEST_PX = 110;
/** Least width as a share of the height: `I` and `1` are narrow, two touching characters are wide. */
const SLIMMEST = 0.08;
const WIDEST = 1.5;
/** Ink over box. */
const MIN_FILL = 0.08;

/** Finds 8-connected components of plausible size, in one pass over runs with union-find. */
export function componentsOf(ink: Uint8Array, width: number, height: number): Component[] {
  const capacity = Math.min(MAX_RUNS, (width * height + 1) >> 1);
  const parent = new Int32Array(capacity);
  const starts = new Int32Array(capacity);
  const ends = new Int32Array(capacity);
  const rows = new Int32Array(capacity);
  let runs = 0;
  let aboveFrom = 0;
  let aboveTo = 0;
  const root = (run: number): number => {
    let at = run;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (let y = 0; y < height; y++) {
    const rowFrom = runs;
    let above = aboveFrom;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (ink[at] === 0) continue;
      const start = x;
      while (x + 1 < width && ink[at + 1] === 1) {
        x += 1;
        at += 1;
      }
      if (runs === capacity) return [];
      starts[runs] = start;
      ends[runs] = x;
      rows[runs] = y;
      parent[runs] = runs;
      while (above < aboveTo && ends[above]! < start - 1) above += 1;
      for (let other = above; other < aboveTo && starts[other]! <= x + 1; other++) {
        const [a, b] = [root(other), root(runs)];
        parent[Math.max(a, b)] = Math.min(a, b);
      }
      runs += 1;
    }
    aboveFrom = rowFrom;
    aboveTo = runs;
  }
  return boxes();

  function boxes(): Component[] {
    const left = new Int32Array(runs).fill(width);
    const right = new Int32Array(runs);
    const bottom = new Int32Array(runs);
    const area = new Int32Array(runs);
    for (let run = 0; run < runs; run++) {
      const of = root(run);
      left[of] = Math.min(left[of]!, starts[run]!);
      right[of] = Math.max(right[of]!, ends[run]!);
      bottom[of] = rows[run]!;
      area[of]! += ends[run]! - starts[run]! + 1;
    }
    const found: Component[] = [];
    for (let run = 0; run < runs; run++) {
      if (parent[run] !== run) continue;
      const boxWidth = right[run]! - left[run]! + 1;
      const boxHeight = bottom[run]! - rows[run]! + 1;
      if (boxHeight < SHORTEST_PX || boxHeight > LONGEST_PX) continue;
      if (boxWidth < SLIMMEST * boxHeight || boxWidth > WIDEST * boxHeight) continue;
      if (area[run]! < MIN_FILL * boxWidth * boxHeight) continue;
      found.push({
        x: (left[run]! + right[run]!) / 2,
        y: (rows[run]! + bottom[run]!) / 2,
        width: boxWidth,
        height: boxHeight,
      });
    }
    return found;
  }
}
