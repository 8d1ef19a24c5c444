/** Reads the machine-readable zone in a picture of a document's page. */
import type { Image } from '../../image.ts';
import { layoutOf, type MrzLayout } from '../mrz/layouts.ts';
import { align, type AlignedRow, type Alignment, uprightness } from './align.ts';
import { CLASSES, classifier } from './classifier.ts';
import { componentsOf } from './components.ts';
import { ALPHABET } from './glyph-strokes.ts';
import { type GreyPicture, greyOf, isReadable, shrunk, turned } from './grey-picture.ts';
import { inkOf } from './ink.ts';
import { type Place, resolve } from './resolve.ts';
import { textLines } from './text-lines.ts';
import { grammarOf } from './zone-grammar.ts';
import { upsideDown, type ZoneGrid, zoneGrids } from './zone-grid.ts';
import type { ZoneReading } from './zone-reading.ts';

/** Lines are looked for in a picture of about this width; the zone is then read from the picture as it came. */
const SEARCH_WIDTH_PX = 1_400;
/** Ink against the mean of a window of this share of the width: a character is about a fiftieth to a twentieth of it. */
const WINDOW_SHARE = 1 / 70;
const SMALLEST_PITCH_PX = 9;
/** Grids that look less like characters than this are something else. */
const LEAST_LIKENESS = 0.5;

/**
 * Reads the zone of a TD1, TD2 or TD3 document or a visa of either size, ICAO 9303-4 to -7, anywhere in the picture and any way up.
 * The picture stays the caller's and is not written to; copies of it are wiped. Never throws for what is in the picture.
 */
export function readZone(image: Image): ZoneReading {
  if (!isReadable(image)) return { kind: 'not-a-picture' };
  const classes = classifier();
  const upright = greyOf(image);
  const reading = readUpright(upright, classes);
  if (reading.kind !== 'no-zone') {
    upright.data.fill(0);
    return reading;
  }
  const sideways = turned(upright);
  upright.data.fill(0);
  const second = readUpright(sideways, classes);
  sideways.data.fill(0);
  return second;
}

type Classes = ReturnType<typeof classifier>;

function readUpright(picture: GreyPicture, classes: Classes): ZoneReading {
  const factor = Math.max(1, Math.round(picture.width / SEARCH_WIDTH_PX));
  const small = factor === 1 ? picture : shrunk(picture, factor);
  const ink = inkOf(small, Math.max(6, Math.round(small.width * WINDOW_SHARE)));
  const lines = textLines(componentsOf(ink, small.width, small.height));
  ink.fill(0);
  let best: { readonly alignment: Alignment; readonly grid: ZoneGrid } | undefined;
  for (const found of zoneGrids(lines)) {
    const alignment = alignUpright(small, found, classes);
    if (alignment !== undefined && alignment.likeness > (best?.alignment.likeness ?? LEAST_LIKENESS)) {
      best = { alignment, grid: found };
    }
    if (best !== undefined && best.alignment.likeness > 0.85) break;
  }
  if (small !== picture) small.data.fill(0);
  if (best === undefined) return { kind: 'no-zone' };
  if (best.grid.pitchPx * factor < SMALLEST_PITCH_PX) return { kind: 'too-small' };
  return recognise(best.alignment);
}

function alignUpright(picture: GreyPicture, grid: ZoneGrid, classes: Classes): Alignment | undefined {
  const flipped = upsideDown(grid);
  const better = uprightness(picture, grid, classes) >= uprightness(picture, flipped, classes) ? grid : flipped;
  return align(picture, better, classes);
}

/** How much of the difference between two classes' discriminants is believed: measured, see the README. */
const BELIEF = 0.08;

function recognise({ rows, lineLength }: Alignment): ZoneReading {
  const scores = rows.map((row) => scoresOf(row, lineLength));
  const firstLetters = placeOf(scores[0]![0]!, undefined);
  const firstLetter = ALPHABET[firstLetters.find(({ of }) => of < 26)?.of ?? 15]!;
  const layout = layoutOf(rows.length, lineLength, firstLetter);
  if (layout === undefined) return { kind: 'no-zone' };
  return resolve(placesOf(scores, layout), layout);
}

function placesOf(scores: readonly (readonly Float32Array[])[], layout: MrzLayout): Place[][] {
  const grammar = grammarOf(layout);
  return scores.map((row, line) => row.map((of, column) => placeOf(of, grammar[line]![column])));
}

function placeOf(scores: Float32Array, allowed: readonly number[] | undefined): Place {
  const classes = allowed ?? Array.from(scores.keys());
  const top = Math.max(...classes.map((of) => scores[of]!));
  const likely = classes.map((of) => ({ of, probability: Math.exp(BELIEF * (scores[of]! - top)) }));
  const sum = likely.reduce((total, { probability }) => total + probability, 0);
  return likely
    .map(({ of, probability }) => ({ of, probability: probability / sum }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 4);
}

function scoresOf({ matcher, start, dx, dy }: AlignedRow, lineLength: number): Float32Array[] {
  return Array.from({ length: lineLength }, (_, column) => {
    const scores = new Float32Array(CLASSES).fill(Number.NEGATIVE_INFINITY);
    for (let y = -1; y <= 1; y++) {
      for (let x = -1; x <= 1; x++) matcher.discriminate(start + column, dx[column]! + x, dy[column]! + y, scores);
    }
    return scores;
  });
}
