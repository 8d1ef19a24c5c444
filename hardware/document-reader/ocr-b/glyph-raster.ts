/** Draws characters as they appear in a straightened zone: ink is 1, paper is 0. */
import { MIDDLE_UNITS, PITCH_UNITS, STROKE_UNITS, type Segment, strokesOf } from './glyph-strokes.ts';

/** Pitch of a straightened zone. At 20 to 30 px strokes are three to four pixels wide; more does not improve the result. */
export const PITCH_PX = 24;
/** Width of the examined part of a cell. It excludes neighbours that are up to a seventh of the pitch off their place. */
export const CELL_WIDTH = 20;
export const CELL_HEIGHT = 28;
export const CELL_PIXELS = CELL_WIDTH * CELL_HEIGHT;
export const UNITS_A_PX = PITCH_UNITS / PITCH_PX;

/** Variation of a printed character. */
export interface GlyphLook {
  /** Stroke width, relative to nominal. */
  readonly stroke: number;
  /** Standard deviation of the blur, px. */
  readonly blurPx: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly scaleX: number;
  readonly scaleY: number;
  /** Change of x per unit of y. */
  readonly shear: number;
}

export const PLAIN_LOOK: GlyphLook = { stroke: 1, blurPx: 0.8, shiftX: 0, shiftY: 0, scaleX: 1, scaleY: 1, shear: 0 };

const MARGIN = 6;
const CANVAS_WIDTH = CELL_WIDTH + 2 * MARGIN;
const CANVAS_HEIGHT = CELL_HEIGHT + 2 * MARGIN;

/** Ink of one character, 0 to 1, `CELL_WIDTH` x `CELL_HEIGHT`, row-major. */
export function rasterOf(character: string, look: GlyphLook): Float32Array {
  const strokes = Float64Array.from(strokesOf(character).flatMap((segment) => placed(segment, look)));
  const halfPx = (STROKE_UNITS * look.stroke) / 2 / UNITS_A_PX;
  const canvas = new Float32Array(CANVAS_WIDTH * CANVAS_HEIGHT);
  for (let at = 0; at < strokes.length; at += 4) {
    ink(canvas, halfPx, strokes[at]!, strokes[at + 1]!, strokes[at + 2]!, strokes[at + 3]!);
  }
  blur(canvas, look.blurPx);
  const cell = new Float32Array(CELL_PIXELS);
  for (let y = 0; y < CELL_HEIGHT; y++) {
    const from = (y + MARGIN) * CANVAS_WIDTH + MARGIN;
    cell.set(canvas.subarray(from, from + CELL_WIDTH), y * CELL_WIDTH);
  }
  return cell;
}

function placed([x1, y1, x2, y2]: Segment, look: GlyphLook): Segment {
  const across = (x: number, y: number): number =>
    ((x + look.shear * (y - MIDDLE_UNITS)) * look.scaleX) / UNITS_A_PX + look.shiftX + (CANVAS_WIDTH - 1) / 2;
  const down = (y: number): number =>
    ((MIDDLE_UNITS - y) * look.scaleY) / UNITS_A_PX + look.shiftY + (CANVAS_HEIGHT - 1) / 2;
  return [across(x1, y1), down(y1), across(x2, y2), down(y2)];
}

/** Draws one straight piece of a stroke, with round ends and an edge one pixel wide. */
function ink(canvas: Float32Array, halfPx: number, x1: number, y1: number, x2: number, y2: number): void {
  const reach = halfPx + 0.5;
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy || 1;
  const left = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
  const right = Math.min(CANVAS_WIDTH - 1, Math.ceil(Math.max(x1, x2) + reach));
  const top = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
  const bottom = Math.min(CANVAS_HEIGHT - 1, Math.ceil(Math.max(y1, y2) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
      const [offX, offY] = [x - x1 - along * dx, y - y1 - along * dy];
      const cover = Math.min(1, reach - Math.sqrt(offX * offX + offY * offY));
      const at = y * CANVAS_WIDTH + x;
      if (cover > canvas[at]!) canvas[at] = cover;
    }
  }
}

function blur(canvas: Float32Array, sigma: number): void {
  const radius = Math.min(MARGIN, Math.ceil(2.5 * sigma));
  const kernel = Float32Array.from({ length: 2 * radius + 1 }, (_, at) =>
    Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const pass = (length: number, count: number, step: number, stride: number): void => {
    const line = new Float32Array(length);
    for (let row = 0; row < count; row++) {
      for (let at = 0; at < length; at++) {
        let total = 0;
        for (let tap = -radius; tap <= radius; tap++) {
          const from = Math.min(length - 1, Math.max(0, at + tap));
          total += canvas[row * stride + from * step]! * kernel[tap + radius]!;
        }
        line[at] = total / sum;
      }
      for (let at = 0; at < length; at++) canvas[row * stride + at * step] = line[at]!;
    }
  };
  pass(CANVAS_WIDTH, CANVAS_HEIGHT, 1, CANVAS_WIDTH);
  pass(CANVAS_HEIGHT, CANVAS_WIDTH, CANVAS_WIDTH, 1);
}
