/** Rectifies a row of the zone to constant pitch and height, upright. */
import { CELL_HEIGHT, PITCH_PX, UNITS_A_PX } from './glyph-raster.ts';
import { INK_HEIGHT_UNITS } from './glyph-strokes.ts';
import type { GreyPicture } from './grey-picture.ts';
import type { ZoneGrid } from './zone-grid.ts';

export interface Strip {
  readonly width: number;
  readonly height: number;
  /** Darkness, 0 to 255, row-major. */
  readonly ink: Float32Array;
  /** Number of columns left of the grid's first. */
  readonly before: number;
  /** Columns in the strip. */
  readonly columns: number;
}

/** Margin above and below a cell for vertical offsets. */
const ROOM_PX = 7;
export const STRIP_HEIGHT = CELL_HEIGHT + 2 * ROOM_PX;

/**
 * Rectifies row `row` of the grid, which may be one above or below those found, starting `before` columns to its left, for
 * `columns` columns.
 */
export function straighten(picture: GreyPicture, grid: ZoneGrid, row: number, before: number, columns: number): Strip {
  const width = columns * PITCH_PX;
  const ink = new Float32Array(width * STRIP_HEIGHT);
  const rowsAPx = (UNITS_A_PX / INK_HEIGHT_UNITS) * grid.inkShare;
  const h = grid.toPicture;
  for (let y = 0; y < STRIP_HEIGHT; y++) {
    const v = row + (y - (STRIP_HEIGHT - 1) / 2) * rowsAPx;
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / PITCH_PX - 0.5 - before;
      const depth = h[6]! * u + h[7]! * v + h[8]!;
      const px = (h[0]! * u + h[1]! * v + h[2]!) / depth;
      const py = (h[3]! * u + h[4]! * v + h[5]!) / depth;
      ink[y * width + x] = 255 - sample(picture, px, py);
    }
  }
  return { width, height: STRIP_HEIGHT, ink, before, columns };
}

/** Bilinear interpolation; beyond the edge, edge pixels repeat. */
function sample({ width, height, data }: GreyPicture, x: number, y: number): number {
  const left = Math.min(Math.max(x, 0), width - 1.001);
  const top = Math.min(Math.max(y, 0), height - 1.001);
  if (!(left >= 0 && top >= 0)) return 255;
  const [column, row] = [Math.floor(left), Math.floor(top)];
  const [fx, fy] = [left - column, top - row];
  const at = row * width + column;
  const above = data[at]! * (1 - fx) + data[at + 1]! * fx;
  const below = data[at + width]! * (1 - fx) + data[at + width + 1]! * fx;
  return above * (1 - fy) + below * fy;
}
