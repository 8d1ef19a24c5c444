import { BLOCKS_PER_RUN, CELL_PX, CELLS_PER_BLOCK, GABOR, GABOR_PATCH } from '../constants.ts';

/**
 * The buffers of the extraction. They are reused for each image, grow to the largest image and are wiped by one
 * function. Not shared between concurrent calls. Planes are row-major; `pixels` is the number of pixels of the working
 * image, `cells` that of its grid.
 */
export interface ExtractionWorkspace {
  width: number;
  height: number;
  columns: number;
  rows: number;
  /** float32 [height, width]: grey levels 0..255 at the working resolution. */
  image: Float32Array;
  /** float32 [height, width]: zero mean, unit spread, clipped. */
  normalised: Float32Array;
  /** float32 [height, width]: `normalised`, blurred. */
  smooth: Float32Array;
  /** float32 [height + 2 radius, width + 2 radius]: `normalised` with a border of zeros for the filters. */
  bordered: Float32Array;
  /** float32 [height, width]: the filtered print, negative on ridges, 0 outside the mask. */
  enhanced: Float32Array;
  /** float32 [height, width] each, scratch of a single step. */
  scratch: [Float32Array, Float32Array];
  /** uint8 [height, width]: ridge and valley skeletons. */
  ridges: Uint8Array;
  valleys: Uint8Array;
  /** float64 [width] */
  sums: Float64Array;
  /** float32 [rows, columns] each. */
  cells: {
    /** Local standard deviation, grey levels. */
    spread: Float32Array;
    /** Ridge direction, radians in 0..pi, counter-clockwise from the x axis with y downwards. */
    orientation: Float32Array;
    /** Coherence of gradients at the fine and at the coarse scale, 0..1. */
    coherence: Float32Array;
    coarseCoherence: Float32Array;
    /** Ridge period, px. */
    period: Float32Array;
    /** Root mean square of the filtered print. */
    amplitude: Float32Array;
  };
  cellScratch: [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  /** uint8 [rows, columns]: 1 on the print. */
  mask: Uint8Array;
  /** uint8 [rows, columns] each. */
  maskScratch: [Uint8Array, Uint8Array];
  /** int32 [rows, columns] each: lists of cells. */
  lists: [Int32Array, Int32Array];
  /** float32 [BLOCKS_PER_RUN, CELLS_PER_BLOCK, GABOR_PATCH ** 2]: input of the filter graph. */
  readonly patches: Float32Array;
  /** float32 [BLOCKS_PER_RUN]: the filter of each block. */
  readonly filters: Float32Array;
}

export function createExtractionWorkspace(): ExtractionWorkspace {
  const none = (): Float32Array => new Float32Array(0);
  return {
    width: 0,
    height: 0,
    columns: 0,
    rows: 0,
    image: none(),
    normalised: none(),
    smooth: none(),
    bordered: none(),
    enhanced: none(),
    scratch: [none(), none()],
    ridges: new Uint8Array(0),
    valleys: new Uint8Array(0),
    sums: new Float64Array(0),
    cells: {
      spread: none(),
      orientation: none(),
      coherence: none(),
      coarseCoherence: none(),
      period: none(),
      amplitude: none(),
    },
    cellScratch: [none(), none(), none(), none(), none(), none(), none(), none()],
    mask: new Uint8Array(0),
    maskScratch: [new Uint8Array(0), new Uint8Array(0)],
    lists: [new Int32Array(0), new Int32Array(0)],
    patches: new Float32Array(BLOCKS_PER_RUN * CELLS_PER_BLOCK * GABOR_PATCH ** 2),
    filters: new Float32Array(BLOCKS_PER_RUN),
  };
}

/** Allocates arrays for an image; arrays that are large enough are kept. */
export function reserve(workspace: ExtractionWorkspace, width: number, height: number): void {
  const columns = Math.floor(width / CELL_PX);
  const rows = Math.floor(height / CELL_PX);
  Object.assign(workspace, { width, height, columns, rows });
  const border = 2 * GABOR.radius;
  if (workspace.bordered.length < (width + border) * (height + border)) {
    workspace.bordered.fill(0);
    workspace.bordered = new Float32Array((width + border) * (height + border));
  }
  if (workspace.sums.length < width) workspace.sums = new Float64Array(width);
  const pixels = width * height;
  if (workspace.image.length < pixels) {
    wipePictures(workspace);
    const plane = (): Float32Array => new Float32Array(pixels);
    workspace.image = plane();
    workspace.normalised = plane();
    workspace.smooth = plane();
    workspace.enhanced = plane();
    workspace.scratch = [plane(), plane()];
    workspace.ridges = new Uint8Array(pixels);
    workspace.valleys = new Uint8Array(pixels);
  }
  const cells = columns * rows;
  if (workspace.mask.length < cells) {
    wipeCells(workspace);
    const plane = (): Float32Array => new Float32Array(cells);
    workspace.cells = {
      spread: plane(),
      orientation: plane(),
      coherence: plane(),
      coarseCoherence: plane(),
      period: plane(),
      amplitude: plane(),
    };
    workspace.cellScratch = [plane(), plane(), plane(), plane(), plane(), plane(), plane(), plane()];
    workspace.mask = new Uint8Array(cells);
    workspace.maskScratch = [new Uint8Array(cells), new Uint8Array(cells)];
    workspace.lists = [new Int32Array(cells), new Int32Array(cells)];
  }
}

/** Overwrites every buffer with zeros. */
export function wipeExtractionWorkspace(workspace: ExtractionWorkspace): void {
  wipePictures(workspace);
  wipeCells(workspace);
  workspace.bordered.fill(0);
  workspace.sums.fill(0);
  workspace.patches.fill(0);
  workspace.filters.fill(0);
}

function wipePictures({ image, normalised, smooth, enhanced, scratch, ridges, valleys }: ExtractionWorkspace): void {
  for (const plane of [image, normalised, smooth, enhanced, ...scratch, ridges, valleys]) plane.fill(0);
}

function wipeCells({ cells, cellScratch, mask, maskScratch, lists }: ExtractionWorkspace): void {
  for (const plane of [...Object.values(cells), ...cellScratch, mask, ...maskScratch, ...lists]) plane.fill(0);
}
