/**
 * The 37 characters of a machine-readable zone in OCR-B, as centre lines drawn for this project. No font is included.
 *
 * Units are 0.1 mm of OCR-B size I (ISO 1073-2, required by ICAO 9303-3 §4.2): x from the middle of the character's cell, y
 * upwards from the baseline of capitals. `M` and `L` are straight, `C` is a cubic Bézier curve, as in SVG paths.
 */

/** The zone's alphabet. A character's index is its class. */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';

/** Distance between the middles of characters: ten characters per inch. */
export const PITCH_UNITS = 25.4;
/** Nominal width of the stroke, ISO 1073-2. */
export const STROKE_UNITS = 3.5;
/** Middle height, between that of capitals and that of the slightly taller digits. */
export const MIDDLE_UNITS = 12.9;
/** Median height of the ink, including the stroke. */
export const INK_HEIGHT_UNITS = 25.2;

const STROKES: Readonly<Record<string, string>> = {
  A: 'M-7 1.7 L-1 23 L1 23 L7 1.7 M-4.9 8.8 L4.9 8.8',
  B: 'M-7 1.8 L-7 23 L0.5 23 C4.5 23 6.6 21 6.6 18 C6.6 15 4.5 13 0.5 13 L-7 13 M0.5 13 C5 13 7.1 10.5 7.1 7.4 C7.1 4 4.5 1.8 0.5 1.8 L-7 1.8',
  C: 'M5.4 20.6 C4.4 22.8 3 23.5 1.2 23.5 C-3 23.5 -5.2 18.5 -5.2 12.5 C-5.2 6.5 -3 1.4 1.2 1.4 C3 1.4 4.4 2.2 5.4 4.4',
  D: 'M-5.2 1.8 L-5.2 23 C2 23 6.2 18.5 6.2 12.4 C6.2 6 2 1.8 -5.2 1.8',
  E: 'M6.7 23 L-5.5 23 L-5.5 1.8 L6.7 1.8 M-5.5 13 L5.1 13',
  F: 'M-3.6 1.7 L-3.6 23 L6.2 23 M-3.6 13 L4.7 13',
  G: 'M6.2 21 C4.6 22.7 3 23.5 0.9 23.5 C-4 23.5 -6.5 18.5 -6.5 12.5 C-6.5 6 -4.4 1.3 1 1.3 C3 1.3 5 1.9 6.5 3 L6.5 11.6 L0.7 11.6',
  H: 'M-6.1 1.5 L-6.1 23.2 M6.1 1.5 L6.1 23.2 M-6.1 12.7 L6.1 12.7',
  I: 'M-4.4 23 L4.4 23 M0 23 L0 1.8 M-5 1.8 L5 1.8',
  J: 'M2.8 23.2 L2.8 6 C2.8 3 1 1.3 -1.8 1.3 C-4.6 1.3 -6.5 3 -6.4 6.7',
  K: 'M-6.5 1.5 L-6.5 23.3 M6.4 23.3 L-4.6 12.8 L7.2 1.4',
  L: 'M-6.1 23.3 L-6.1 1.8 L7.1 1.8',
  M: 'M-6.8 1.5 L-6.8 23.2 L-4.4 23.2 L0 9 L4.4 23.2 L7 23.2 L7 1.5',
  N: 'M-6.5 1.5 L-6.5 23.2 L-4.9 23.2 L5 1.7 L6.7 1.7 L6.7 23.3',
  O: 'M0 23.7 C4.2 23.7 7 18.6 7 12.5 C7 6.4 4.2 1.3 0 1.3 C-4.2 1.3 -6.9 6.4 -6.9 12.5 C-6.9 18.6 -4.2 23.7 0 23.7',
  P: 'M-6 1.5 L-6 23.2 L1 23.2 C5 23.2 7.1 21 7.1 17.6 C7.1 14 5 11.9 1 11.9 L-6 11.9',
  Q: 'M-0.4 23.5 C4 23.5 6 19.5 6 13.3 C6 7 4 3 -0.4 3 C-4.8 3 -6.8 7 -6.8 13.3 C-6.8 19.5 -4.8 23.5 -0.4 23.5 M-0.3 11 L7.2 1.4',
  R: 'M-5.6 1.5 L-5.6 23 L0.5 23 C3.5 23 5.9 21.5 6.1 19.5 C6.3 16 5 11.9 0.5 11.9 L-5.6 11.9 M0.8 11.9 L6.4 1.4',
  S: 'M5.5 20 C5 22.4 3 23.6 0.3 23.6 C-3.2 23.6 -5.5 21.6 -5.5 18.7 C-5.5 13.5 6 13.5 6 7 C6 3.6 3.4 1.3 0 1.3 C-3.4 1.3 -5.2 3 -5.7 6',
  T: 'M-7 23 L7.1 23 M0 23 L0 1.5',
  U: 'M-6.5 23.3 L-6.5 8 C-6.5 3.5 -4 1.4 0 1.4 C4 1.4 6.6 3.5 6.6 8 L6.6 23.3',
  V: 'M-7 23.3 L-1.1 1.6 L1.1 1.6 L7.1 23.3',
  W: 'M-6.8 23.3 C-6.6 14 -5.5 6 -4.6 1.7 L-3.6 1.7 L-0.8 13.5 L0.8 13.5 L3.8 1.7 L5 1.7 C6 6 6.8 14 7 23.3',
  X: 'M-6.2 23.3 L6.4 1.4 M6.2 23.3 L-6.3 1.4',
  Y: 'M-6.3 23.3 L0 12 L6.4 23.3 M0 12 L0 1.4',
  Z: 'M-5.9 22.9 L5 22.9 L-5.7 1.8 L6.2 1.8',
  '0': 'M0 25.4 C5 25.4 6.9 23.5 7 17.5 L7 9.3 C6.9 3.4 5 1.4 0 1.4 C-5 1.4 -6.8 3.4 -6.9 9.3 L-6.9 17.5 C-6.8 23.5 -5 25.4 0 25.4',
  '1': 'M-6.1 20 L0.6 25.2 L1.7 25.2 L1.7 1.4',
  '2': 'M-6.4 23.7 C-4.5 25 -2.5 25.6 -0.2 25.6 C4 25.6 6.3 23 6.3 19.6 C6.3 11.5 -6 11.5 -6 4 L-6 1.8 L6.7 1.8',
  '3': 'M-7 24.9 L6 24.9 L-2 15.3 C4 15.3 7 12.5 7 8.4 C7 4 3.5 1.3 -1.5 1.3 C-3.5 1.3 -5.5 1.7 -7 2.5',
  '4': 'M0.8 25.3 C-2.5 21 -6 13 -6.9 7.6 L7.2 7.6 M3.6 13.3 L3.6 1.4',
  '5': 'M5.5 24.9 L-4.6 24.9 L-5.3 16.3 L-1.5 16.3 C3 16.3 5.8 13.5 5.8 9.3 C5.8 4.5 2 1.5 -6.1 1.4',
  '6': 'M2.7 25.4 C-2 19.5 -6.9 14 -6.9 8.4 C-6.9 4 -4 1.4 0 1.4 C4 1.4 7 4 7 8.4 C7 13 4 15.4 0.2 15.4 C-2.5 15.4 -4.5 14 -5.5 12.2',
  '7': 'M-7 24.8 L7 24.8 C5.5 18.5 -1.9 14.5 -2.4 1.4',
  '8': 'M0 15 C-3.5 16.6 -5.8 17.8 -5.8 20.8 C-5.8 24 -3 25.6 0 25.6 C3 25.6 5.9 24 5.9 20.8 C5.9 17.8 3.5 16.6 0 15 C-4 13 -7 11.5 -7 7.8 C-7 4 -4 1.4 0 1.4 C4 1.4 7 4 7 7.8 C7 11.5 4 13 0 15',
  '9': 'M5.6 14.3 C4.5 12.4 2.5 11.4 0 11.4 C-4 11.4 -7 14 -7 18.4 C-7 23 -4 25.6 0 25.6 C4 25.6 7 23 7 18.6 C7 13 2 6.5 -2.6 1.4',
  '<': 'M7.2 22.8 L-7 13.3 L7.2 3.9',
};

/** A straight piece of a stroke: x and y of both ends. */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

const PIECES_A_CURVE = 8;

/** The strokes of one character of the alphabet as straight pieces. */
export function strokesOf(character: string): readonly Segment[] {
  const segments: Segment[] = [];
  let [x, y] = [0, 0];
  const lineTo = (nextX: number, nextY: number): void => {
    segments.push([x, y, nextX, nextY]);
    [x, y] = [nextX, nextY];
  };
  for (const [, command, list = ''] of (STROKES[character] ?? '').matchAll(/([MLC])([^MLC]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = list.trim().split(/\s+/).map(Number);
    if (command === 'M') [x, y] = [a, b];
    if (command === 'L') lineTo(a, b);
    if (command !== 'C') continue;
    const [startX, startY] = [x, y];
    for (let piece = 1; piece <= PIECES_A_CURVE; piece++) {
      const t = piece / PIECES_A_CURVE;
      const at = (p0: number, p1: number, p2: number, p3: number): number =>
        (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t * t * p2 + t ** 3 * p3;
      lineTo(at(startX, a, c, e), at(startY, b, d, f));
    }
  }
  return segments;
}
