import type { Tensor } from '../../runtime/session.ts';
import { BLOCKS_PER_RUN, CELL_PX, CELLS_PER_BLOCK, ENERGY_SMOOTH_CELLS, GABOR, GABOR_PATCH } from '../constants.ts';
import { FingerError } from '../finger-error.ts';
import { GABOR_FILTERS, gaborFilterOf } from './gabor-graph.ts';
import { gaussianBlur } from './gaussian.ts';
import type { ExtractionWorkspace } from './workspace.ts';

const TAPS = GABOR_PATCH * GABOR_PATCH;
const PIXELS = CELL_PX * CELL_PX;
const NO_CELL = -1;

/** Runs the filter graph. See `buildGaborGraph` for its tensors. */
export interface GaborSession {
  run(inputs: { patches: Tensor; filters: Tensor }): Promise<Record<string, Tensor>>;
}

/**
 * Filters each cell of the print along its own ridges. Cells are sorted by filter and packed into blocks, because a
 * matrix product of sixteen cells costs little more than that of one cell. Reads `normalised`, `orientation`,
 * `period`, `mask`; writes `enhanced` and `amplitude`.
 *
 * @throws FingerError `model-output`
 */
export async function enhance(workspace: ExtractionWorkspace, session: GaborSession): Promise<void> {
  const { width, height, columns, rows, lists, enhanced } = workspace;
  enhanced.fill(0, 0, width * height);
  fillBordered(workspace);
  const blocks = packBlocks(workspace);
  for (let first = 0; first < blocks.length; first += BLOCKS_PER_RUN) {
    const run = blocks.slice(first, first + BLOCKS_PER_RUN);
    run.forEach(({ filter, start, end }, block) => {
      workspace.filters[block] = filter;
      for (let slot = 0; slot < CELLS_PER_BLOCK; slot++) {
        const cell = start + slot < end ? lists[0][start + slot]! : NO_CELL;
        if (cell !== NO_CELL) copyPatch(workspace, cell, (block * CELLS_PER_BLOCK + slot) * TAPS);
      }
    });
    const filtered = await filterBlocks(workspace, session, run.length);
    run.forEach(({ start, end }, block) => {
      for (let at = start; at < end; at++) {
        placeCell(workspace, lists[0][at]!, filtered, (block * CELLS_PER_BLOCK + at - start) * PIXELS);
      }
    });
    filtered.fill(0);
  }
  const [energy, work] = workspace.cellScratch;
  energyOfCells(workspace, energy);
  gaussianBlur(energy, columns, rows, ENERGY_SMOOTH_CELLS, energy, work);
  for (let cell = 0; cell < columns * rows; cell++) workspace.cells.amplitude[cell] = Math.sqrt(energy[cell]!);
}

interface Block {
  readonly filter: number;
  /** Range in the sorted list of cells, at most 16 cells. */
  readonly start: number;
  readonly end: number;
}

/** Sorts the print's cells by filter into the first list. */
function packBlocks({ columns, rows, mask, cells, lists }: ExtractionWorkspace): Block[] {
  const [sorted, filterOf] = lists;
  const starts = new Int32Array(GABOR_FILTERS + 1);
  const count = columns * rows;
  for (let cell = 0; cell < count; cell++) {
    if (mask[cell] === 0) continue;
    const filter = gaborFilterOf(cells.orientation[cell]!, cells.period[cell]!);
    filterOf[cell] = filter;
    starts[filter + 1] = starts[filter + 1]! + 1;
  }
  for (let filter = 0; filter < GABOR_FILTERS; filter++) starts[filter + 1] = starts[filter + 1]! + starts[filter]!;
  const next = starts.slice(0, GABOR_FILTERS);
  for (let cell = 0; cell < count; cell++) {
    if (mask[cell] === 0) continue;
    const filter = filterOf[cell]!;
    sorted[next[filter]!] = cell;
    next[filter] = next[filter]! + 1;
  }
  const blocks: Block[] = [];
  for (let filter = 0; filter < GABOR_FILTERS; filter++) {
    const end = starts[filter + 1]!;
    for (let start = starts[filter]!; start < end; start += CELLS_PER_BLOCK) {
      blocks.push({ filter, start, end: Math.min(end, start + CELLS_PER_BLOCK) });
    }
  }
  return blocks;
}

async function filterBlocks(
  { patches, filters }: ExtractionWorkspace,
  session: GaborSession,
  blocks: number,
): Promise<Float32Array> {
  const outputs = await session.run({
    patches: { data: patches.subarray(0, blocks * CELLS_PER_BLOCK * TAPS), dims: [blocks, CELLS_PER_BLOCK, TAPS] },
    filters: { data: filters.subarray(0, blocks), dims: [blocks] },
  });
  const filtered = outputs['filtered']?.data;
  if (filtered?.length !== blocks * CELLS_PER_BLOCK * PIXELS) {
    throw new FingerError('model-output', 'the filter graph returned a tensor of the wrong shape');
  }
  return filtered;
}

function fillBordered({ width, height, normalised, bordered }: ExtractionWorkspace): void {
  const stride = width + 2 * GABOR.radius;
  bordered.fill(0, 0, stride * (height + 2 * GABOR.radius));
  for (let y = 0; y < height; y++) {
    bordered.set(normalised.subarray(y * width, (y + 1) * width), (y + GABOR.radius) * stride + GABOR.radius);
  }
}

function copyPatch({ width, columns, bordered, patches }: ExtractionWorkspace, cell: number, to: number): void {
  const stride = width + 2 * GABOR.radius;
  const column = cell % columns;
  let from = ((cell - column) / columns) * CELL_PX * stride + column * CELL_PX;
  let at = to;
  for (let row = 0; row < GABOR_PATCH; row++) {
    for (let tap = 0; tap < GABOR_PATCH; tap++) patches[at++] = bordered[from + tap]!;
    from += stride;
  }
}

function placeCell(
  { width, columns, enhanced }: ExtractionWorkspace,
  cell: number,
  filtered: Float32Array,
  from: number,
): void {
  const column = cell % columns;
  const top = ((cell - column) / columns) * CELL_PX;
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    enhanced[(top + (pixel >> 2)) * width + column * CELL_PX + (pixel & 3)] = filtered[from + pixel]!;
  }
}

function energyOfCells({ width, columns, rows, enhanced }: ExtractionWorkspace, energy: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let squares = 0;
      for (let y = row * CELL_PX; y < (row + 1) * CELL_PX; y++) {
        const start = y * width + column * CELL_PX;
        for (let x = start; x < start + CELL_PX; x++) squares += enhanced[x]! ** 2;
      }
      energy[row * columns + column] = squares / PIXELS;
    }
  }
}
