/** Reads the machine-readable zone in a picture of a document's page. */
import type { Image } from '../../device/image.ts';
import { layoutOf } from '../mrz/layouts.ts';
import { type AlignedRow, type Alignment, align, uprightness } from './align.ts';
import { CLASSES, classifier } from './classifier.ts';
import { componentsOf } from './components.ts';
import { PITCH_PX } from './glyph-raster.ts';
import { ALPHABET } from './glyph-strokes.ts';
import { median } from './fit.ts';
import { type GreyPicture, greyOf, isReadable, shrunk, smoothed, turned } from './grey-picture.ts';
import { type InkKind, inkOf } from './ink.ts';
import { type Place, resolve } from './resolve.ts';
import { type TextLine, textLines } from './text-lines.ts';
import { grammarOf } from './zone-grammar.ts';
import { enlarged, upsideDown, withInk, type ZoneGrid, zoneGrids } from './zone-grid.ts';
import type { ZoneReading } from './zone-reading.ts';

/** Lines are searched in a picture of one to two times this width; the zone is then read at full resolution. */
const SEARCH_WIDTH_PX = 1_400;
/** Window for the local mean, as a share of the width. A character is about a fiftieth to a twentieth of the width. */
const WINDOW_SHARE = 1 / 70;
const SMALLEST_PITCH_PX = 8;
/** A grid of lower likeness is not a zone. */
const MIN_LIKENESS = 0.5;
/** A grid of higher likeness needs no further attempt. */
const GOOD_LIKENESS = 0.7;
/**
 * Bonus for three rows. When the third row of a card is worn, the other two alone look more like characters and would be
 * taken for another format.
 */
const PREFERENCE_FOR_THREE_ROWS = 0.15;

/**
 * Reads the zone of a TD1, TD2 or TD3 document or a visa of either size, ICAO 9303-4 to -7, anywhere in the picture and any
 * way up. The picture is not changed and the caller keeps it; copies are wiped. Never throws because of the picture's
 * content.
 */
export function readZone(image: Image): ZoneReading {
  if (!isReadable(image)) return { kind: 'not-a-picture' };
  const classes = classifier();
  const picture = greyOf(image);
  try {
    const found = findZone(picture, ATTEMPTS, classes);
    if (found !== undefined) return readFound(picture, found, classes);
    const sideways = turned(picture);
    try {
      const second = findZone(sideways, ATTEMPTS.slice(0, 1), classes);
      return second === undefined ? { kind: 'no-zone' } : readFound(sideways, second, classes);
    } finally {
      sideways.data.fill(0);
    }
  } finally {
    picture.data.fill(0);
  }
}

type Classes = ReturnType<typeof classifier>;

/** Methods of binarisation, in the order to try. */
const ATTEMPTS: readonly { readonly smooth: boolean; readonly kind: InkKind }[] = [
  { smooth: true, kind: 'faint' },
  { smooth: true, kind: 'dark' },
  { smooth: false, kind: 'faint' },
];

const INK_FACTORS = [0.88, 0.94, 1, 1.06, 1.13] as const;

interface Found {
  /** Grid in the full picture. */
  readonly grid: ZoneGrid;
}

function findZone(picture: GreyPicture, attempts: typeof ATTEMPTS, classes: Classes): Found | undefined {
  const factor = Math.max(1, Math.floor(picture.width / SEARCH_WIDTH_PX));
  const small = factor === 1 ? picture : shrunk(picture, factor);
  let best: { readonly likeness: number; readonly preference: number; readonly grid: ZoneGrid } | undefined;
  for (const { smooth, kind } of attempts) {
    for (const grid of zoneGrids(linesIn(small, smooth, kind))) {
      const flipped = upsideDown(grid);
      const [up, down] = [uprightness(small, grid, classes), uprightness(small, flipped, classes)];
      const likeness = Math.max(up, down);
      if (likeness <= MIN_LIKENESS) continue;
      const preference = likeness + (grid.rows === 3 ? PREFERENCE_FOR_THREE_ROWS : 0);
      if (best === undefined || preference > best.preference) {
        best = { likeness, preference, grid: up >= down ? grid : flipped };
      }
    }
    if (best !== undefined && best.likeness > GOOD_LIKENESS) break;
  }
  const grid = best === undefined ? undefined : fitted(small, best.grid, classes);
  if (small !== picture) small.data.fill(0);
  return grid === undefined ? undefined : { grid: enlarged(grid, factor) };
}

/** Chooses the ink height at which the zone looks most like characters, because fillers are lower than digits. */
function fitted(picture: GreyPicture, grid: ZoneGrid, classes: Classes): ZoneGrid {
  const heights = INK_FACTORS.map((factor) => withInk(grid, factor));
  const likeness = heights.map((one) => uprightness(picture, one, classes));
  return heights[likeness.indexOf(Math.max(...likeness))]!;
}

function linesIn(picture: GreyPicture, smooth: boolean, kind: InkKind): readonly TextLine[] {
  const looked = smooth ? smoothed(picture) : picture;
  const ink = inkOf(looked, Math.max(6, Math.round(picture.width * WINDOW_SHARE)), kind);
  const lines = textLines(componentsOf(ink, picture.width, picture.height));
  ink.fill(0);
  if (smooth) looked.data.fill(0);
  return lines;
}

function readFound(picture: GreyPicture, { grid }: Found, classes: Classes): ZoneReading {
  if (grid.pitchPx < SMALLEST_PITCH_PX) return { kind: 'too-small' };
  const factor = Math.max(1, Math.round(grid.pitchPx / PITCH_PX));
  const near = factor === 1 ? picture : shrunk(picture, factor);
  const alignment = align(near, enlarged(grid, 1 / factor), classes);
  if (near !== picture) near.data.fill(0);
  return alignment === undefined ? { kind: 'no-zone' } : recognise(alignment);
}

/** Scale of the discriminants' differences, below 1 because they assume that pixels are independent. */
const BELIEF = 0.14;
/** Correlations with the chosen class: below the first a cell is empty, above the second it is a character. */
const NOTHING = 0.35;
const CHARACTER = 0.65;

function recognise({ rows, lineLength }: Alignment): ZoneReading {
  const cells = rows.map((row) => cellsOf(row, lineLength));
  const first = placeOf(cells[0]![0]!, LETTER_CLASSES);
  const layout = layoutOf(rows.length, lineLength, ALPHABET[first[0]!.of]!);
  if (layout === undefined) return { kind: 'no-zone' };
  const grammar = grammarOf(layout);
  const places = cells.map((row, line) => row.map((cell, column) => placeOf(cell, grammar[line]![column]!)));
  const reading = resolve(places, layout);
  if (reading.kind === 'read') return reading;
  const blurredness = cells.flatMap((row, line) =>
    row.map((cell, column) => cell.blurredness(places[line]![column]![0]!.of)),
  );
  return median(blurredness) > 0 ? { ...reading, because: 'blur' } : reading;
}

const LETTER_CLASSES = Array.from({ length: 26 }, (_, of) => of);
const MAX_ALTERNATIVES = 4;

interface Cell {
  readonly scores: Float32Array;
  readonly likeness: (of: number) => number;
  readonly blurredness: (of: number) => number;
}

/** The probabilities of a cell that resembles no class stay low, even if one class is much nearer than the others. */
function placeOf({ scores, likeness }: Cell, allowed: readonly number[]): Place {
  const top = Math.max(...allowed.map((of) => scores[of]!));
  const likely = allowed.map((of) => ({ of, probability: Math.exp(BELIEF * (scores[of]! - top)) }));
  const sum = likely.reduce((total, { probability }) => total + probability, 0);
  const sorted = likely.sort((a, b) => b.probability - a.probability).slice(0, MAX_ALTERNATIVES);
  const seen = Math.min(1, Math.max(0, (likeness(sorted[0]!.of) - NOTHING) / (CHARACTER - NOTHING)));
  return sorted.map(({ of, probability }) => ({ of, probability: (seen * probability) / sum }));
}

const NEARBY = [-1, 0, 1] as const;

function cellsOf({ matcher, start, dx, dy }: AlignedRow, lineLength: number): Cell[] {
  return Array.from({ length: lineLength }, (_, column) => {
    const scores = new Float32Array(CLASSES).fill(Number.NEGATIVE_INFINITY);
    const around = NEARBY.flatMap((y) => NEARBY.map((x) => [dx[column]! + x, dy[column]! + y] as const));
    for (const [x, y] of around) matcher.discriminate(start + column, x, y, scores);
    return {
      scores,
      blurredness: (of) => matcher.blurredness(start + column, dx[column]!, dy[column]!, of),
      likeness: (of) => Math.max(...around.map(([x, y]) => matcher.correlation(start + column, x, y, of))),
    };
  });
}
