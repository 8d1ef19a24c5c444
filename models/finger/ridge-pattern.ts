import { CELL_PX, PATTERN } from './constants.ts';
import type { ExtractionWorkspace } from './extraction/workspace.ts';

/**
 * The data of the filtered print that a comparison needs besides minutiae: a picture of half the resolution in four
 * levels, and the ridge directions of a coarse grid, which also mark the area of the print.
 */
export interface RidgePattern {
  /** Sides of the picture, px; the grid's are `ceil(side / 4)`. */
  readonly width: number;
  readonly height: number;
  /** Two bits per pixel, row-major, lowest bits first: strong ridge, ridge, valley, strong valley. */
  readonly levels: Uint8Array;
  /** One byte per grid cell: 0 outside the print, otherwise 1 + direction in steps of 180/255 degrees. */
  readonly directions: Uint8Array;
}

/** Picture px per grid cell. */
export const GRID_SPAN = PATTERN.gridPx / PATTERN.scale;
export const gridSide = (pixels: number): number => Math.ceil(pixels / GRID_SPAN);
export const levelBytes = (width: number, height: number): number => Math.ceil((width * height) / 4);

/** Reads `enhanced`, `amplitude`, `orientation` and `mask`. */
export function ridgePatternOf(workspace: ExtractionWorkspace): RidgePattern {
  const width = Math.floor(workspace.width / PATTERN.scale);
  const height = Math.floor(workspace.height / PATTERN.scale);
  const levels = new Uint8Array(levelBytes(width, height));
  const { enhanced, cells, columns, rows } = workspace;
  for (let y = 0; y < height; y++) {
    const row = Math.min(rows - 1, Math.floor((y * PATTERN.scale) / CELL_PX)) * columns;
    for (let x = 0; x < width; x++) {
      const at = y * PATTERN.scale * workspace.width + x * PATTERN.scale;
      const sum =
        enhanced[at]! + enhanced[at + 1]! + enhanced[at + workspace.width]! + enhanced[at + workspace.width + 1]!;
      const strong =
        4 *
        PATTERN.strongFrom *
        cells.amplitude[row + Math.min(columns - 1, Math.floor((x * PATTERN.scale) / CELL_PX))]!;
      const level = sum < 0 ? (sum < -strong ? 0 : 1) : sum > strong ? 3 : 2;
      const pixel = y * width + x;
      levels[pixel >> 2] = levels[pixel >> 2]! | (level << (2 * (pixel & 3)));
    }
  }
  return { width, height, levels, directions: gridDirections(workspace, gridSide(width), gridSide(height)) };
}

/** A grid cell whose 2 x 2 cells are all print has their mean direction. */
function gridDirections(
  { columns, rows, cells, mask }: ExtractionWorkspace,
  gridColumns: number,
  gridRows: number,
): Uint8Array {
  const directions = new Uint8Array(gridColumns * gridRows);
  for (let row = 0; row < Math.min(gridRows, rows >> 1); row++) {
    for (let column = 0; column < Math.min(gridColumns, columns >> 1); column++) {
      const first = 2 * row * columns + 2 * column;
      const four = [first, first + 1, first + columns, first + columns + 1];
      if (four.some((cell) => mask[cell] === 0)) continue;
      let cosine = 0;
      let sine = 0;
      for (const cell of four) {
        cosine += Math.cos(2 * cells.orientation[cell]!);
        sine += Math.sin(2 * cells.orientation[cell]!);
      }
      const half = 0.5 * Math.atan2(sine, cosine);
      const turn = (half < 0 ? half + Math.PI : half) / Math.PI;
      directions[row * gridColumns + column] = 1 + (Math.round(turn * PATTERN.directionSteps) % PATTERN.directionSteps);
    }
  }
  return directions;
}

export function wipeRidgePattern({ levels, directions }: RidgePattern): void {
  levels.fill(0);
  directions.fill(0);
}
