/** Determines the format of a grid, the position of its first character, and the offset of each row. */
import type { Classifier } from './classifier.ts';
import { leastSquares } from './fit.ts';
import type { GreyPicture } from './grey-picture.ts';
import { type Matcher, matcher } from './match.ts';
import { straighten } from './straighten.ts';
import type { ZoneGrid } from './zone-grid.ts';

/** A row of cells, each with its best position. */
export interface AlignedRow {
  readonly matcher: Matcher;
  /** Column of the strip at which the row begins. */
  readonly start: number;
  /** px from a cell's nominal place, by column of the zone. */
  readonly dx: readonly number[];
  readonly dy: readonly number[];
}

export interface Alignment {
  readonly rows: readonly AlignedRow[];
  readonly lineLength: number;
  /** Mean correlation of the cells with their best class. */
  readonly likeness: number;
}

/** Columns examined beyond those found. */
const ROOM = 8;
/** Allowance for specks taken for characters next to a line, and for characters missing at its ends. */
const DIRT = 6;
const LOST = 12;
/** Likeness that a row loses when a few empty cells are in it. */
const CUT_OUT = 0.04;
const SHIFTS_X = [-3, 0, 3] as const;
const SHIFTS_Y = [-5, -3, -1, 1, 3, 5] as const;
/** Least likeness of a third row that the line search did not find. */
const THIRD_ROW_LIKENESS = 0.55;

interface ScoredRow {
  readonly matcher: Matcher;
  readonly best: readonly { readonly score: number; readonly dx: number; readonly dy: number }[];
}

/** Likeness to upright characters, from a third of the columns: determines which side is up. */
export function uprightness(picture: GreyPicture, grid: ZoneGrid, classes: Classifier): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < grid.rows; row++) {
    const { matcher: match } = rowOf(picture, grid, row, 0, classes);
    for (let column = 0; column < grid.columns; column += 3) {
      let best = 0;
      for (const dy of [-2, 0, 2]) best = Math.max(best, match.likeness(column, 0, dy).score);
      sum += best;
      count += 1;
    }
  }
  return sum / count;
}

/** The best format for the grid; `undefined` when none fits. */
export function align(picture: GreyPicture, grid: ZoneGrid, classes: Classifier): Alignment | undefined {
  const scored = new Map<number, ScoredRow>();
  const row = (at: number): ScoredRow => {
    const known = scored.get(at) ?? score(rowOf(picture, grid, at, ROOM, classes));
    scored.set(at, known);
    return known;
  };
  const found = Array.from({ length: grid.rows }, (_, at) => at);
  const options: { readonly rows: readonly number[]; readonly lineLength: number }[] = [];
  if (grid.rows === 3) options.push({ rows: found, lineLength: 30 });
  if (grid.rows === 2 && grid.columns <= 30 + DIRT) {
    const [above, below] = [likenessOf([row(-1)], 30), likenessOf([row(2)], 30)];
    const third = above.likeness > below.likeness ? -1 : 2;
    if (Math.max(above.likeness, below.likeness) > THIRD_ROW_LIKENESS) {
      options.push({ rows: third === -1 ? [-1, 0, 1] : [0, 1, 2], lineLength: 30 });
    }
  }
  if (grid.rows === 2 && grid.columns <= 36 + DIRT) options.push({ rows: found, lineLength: 36 });
  if (grid.rows === 2 && grid.columns >= 44 - LOST && grid.columns <= 44 + DIRT)
    options.push({ rows: found, lineLength: 44 });
  let best: Alignment | undefined;
  for (const { rows, lineLength } of options) {
    const these = rows.map(row);
    const { start, likeness } = likenessOf(these, lineLength);
    // Prefer the longest format of nearly equal likeness: a shorter one may be a part of it
    if (best !== undefined && likeness < best.likeness - CUT_OUT) continue;
    best = { rows: these.map((one) => settled(one, start, lineLength)), lineLength, likeness };
  }
  return best;
}

interface RowMatcher {
  readonly matcher: Matcher;
  readonly columns: number;
}

function rowOf(picture: GreyPicture, grid: ZoneGrid, row: number, room: number, classes: Classifier): RowMatcher {
  const columns = grid.columns + 2 * room;
  return { matcher: matcher(straighten(picture, grid, row, room, columns), classes), columns };
}

function score({ matcher: match, columns }: RowMatcher): ScoredRow {
  const best = Array.from({ length: columns }, (_, column) => {
    let cell = { score: -1, dx: 0, dy: 0 };
    for (const dy of SHIFTS_Y) {
      for (const dx of SHIFTS_X) {
        const { score: one } = match.likeness(column, dx, dy);
        if (one > cell.score) cell = { score: one, dx, dy };
      }
    }
    return cell;
  });
  return { matcher: match, best };
}

/** The start at which `lineLength` columns look most like characters, over all rows, because rows are aligned. */
function likenessOf(
  rows: readonly ScoredRow[],
  lineLength: number,
): { readonly start: number; readonly likeness: number } {
  const columns = rows[0]?.best.length ?? 0;
  let best = { start: 0, likeness: -1 };
  for (let start = 0; start + lineLength <= columns; start++) {
    let sum = 0;
    for (const { best: cells } of rows) {
      for (let column = start; column < start + lineLength; column++) sum += cells[column]!.score;
    }
    const likeness = sum / (rows.length * lineLength);
    if (likeness > best.likeness) best = { start, likeness };
  }
  return best;
}

/** The offset of a row comes from cells that look like characters; the other cells follow them. */
function settled({ matcher: match, best }: ScoredRow, start: number, lineLength: number): AlignedRow {
  const cells = best.slice(start, start + lineLength).map((cell, column) => ({ ...cell, column }));
  const scores = cells.map(({ score: one }) => one).sort((a, b) => a - b);
  const good = scores[scores.length >> 1] ?? 0;
  const sure = cells.filter(({ score: one }) => one >= 0.9 * good);
  const smooth = (of: (cell: (typeof cells)[number]) => number): number[] => {
    const half = lineLength / 2;
    const terms = (column: number): [number, number, number] => {
      const t = (column - half) / half;
      return [1, t, t * t];
    };
    const curve = leastSquares(
      sure.map((cell) => [...terms(cell.column), of(cell)]),
      3,
    );
    return cells.map(({ column }) => {
      const [a, b, c] = terms(column);
      return curve === undefined ? 0 : Math.round(curve[0]! * a + curve[1]! * b + curve[2]! * c);
    });
  };
  return { matcher: match, start, dx: smooth(({ dx }) => dx), dy: smooth(({ dy }) => dy) };
}
