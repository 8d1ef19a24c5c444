import { GraphBuilder } from '../../onnx/graph-builder.ts';
import { int } from '../../onnx/attribute.ts';
import type { ModelDescription } from '../../runtime/session.ts';
import { CELL_PX, CELLS_PER_BLOCK, GABOR, GABOR_PATCH, GABOR_PERIODS, RIDGE_PERIOD } from '../constants.ts';

const TAPS = GABOR_PATCH * GABOR_PATCH;
const PIXELS = CELL_PX * CELL_PX;
/**
 * Weights are multiples of this step, so that differences in the last bit of `exp` and `cos` between platforms do not
 * change the graph's digest.
 */
const WEIGHT_STEP = 2 ** -20;

/** Index of the filter for a ridge direction, radians in 0..pi, and a period, px. */
export function gaborFilterOf(orientation: number, period: number): number {
  const turn = Math.round((orientation / Math.PI) * GABOR.orientations) % GABOR.orientations;
  return (Math.round(period) - RIDGE_PERIOD.least) * GABOR.orientations + turn;
}

/** Filters in the bank. */
export const GABOR_FILTERS = GABOR.orientations * GABOR_PERIODS;

/**
 * The filter graph. `patches` [N, 16, 576]: for each of 16 cells with the same filter the 24 x 24 px around it,
 * row-major; `filters` [N]: index of that filter. `filtered` [N, 16, 16]: the filtered 4 x 4 px of each cell. Each
 * filter is stored as the matrix that maps the patch of a cell to its pixels, so filtering is one matrix product per
 * block.
 */
export function buildGaborGraph(): Uint8Array {
  const graph = new GraphBuilder('finger-gabor');
  const patches = graph.input('patches', ['N', CELLS_PER_BLOCK, TAPS]);
  const filters = graph.input('filters', ['N']);
  const chosen = graph.node('Cast', [filters], { to: int(ONNX_INT64) });
  const bank = graph.floats([GABOR_FILTERS, TAPS, PIXELS], gaborMatrices());
  const matrices = graph.node('Gather', [bank, chosen], { axis: int(0) });
  graph.node('MatMul', [patches, matrices], {}, 'filtered');
  graph.output('filtered', ['N', CELLS_PER_BLOCK, PIXELS]);
  return graph.finish();
}
const ONNX_INT64 = 7;

/** The SHA-256 of the graph makes every change of these constants explicit. */
export const GABOR_GRAPH: ModelDescription = {
  name: 'finger-gabor',
  inputs: [
    { name: 'patches', shape: ['N', CELLS_PER_BLOCK, TAPS] },
    { name: 'filters', shape: ['N'] },
  ],
  outputs: [{ name: 'filtered' }],
  onnx: { sha256: 'aba23d49c23253e508a8712fc079cbe3463ccb2ddaf7be26165a3a48bb6ed065' },
};

/** float32 [filters, taps, pixels] */
function gaborMatrices(): Float32Array {
  const matrices = new Float32Array(GABOR_FILTERS * TAPS * PIXELS);
  const side = 2 * GABOR.radius + 1;
  for (let filter = 0; filter < GABOR_FILTERS; filter++) {
    const turn = filter % GABOR.orientations;
    const kernel = gaborKernel(
      (turn * Math.PI) / GABOR.orientations,
      RIDGE_PERIOD.least + Math.floor(filter / GABOR.orientations),
    );
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      const top = Math.floor(pixel / CELL_PX);
      const left = pixel % CELL_PX;
      for (let tap = 0; tap < kernel.length; tap++) {
        const row = top + Math.floor(tap / side);
        const column = left + (tap % side);
        matrices[(filter * TAPS + row * GABOR_PATCH + column) * PIXELS + pixel] = kernel[tap]!;
      }
    }
  }
  return matrices;
}

/** One even Gabor filter with zero mean and absolute sum 1, float32 [21, 21]. */
export function gaborKernel(orientation: number, period: number): Float32Array {
  const { radius, acrossPeriods, alongPeriods } = GABOR;
  const side = 2 * radius + 1;
  const cosine = Math.cos(orientation);
  const sine = Math.sin(orientation);
  const envelope = new Float64Array(side * side);
  const kernel = new Float64Array(side * side);
  for (let at = 0; at < kernel.length; at++) {
    const x = (at % side) - radius;
    const y = Math.floor(at / side) - radius;
    const along = (x * cosine + y * sine) / (alongPeriods * period);
    const across = -x * sine + y * cosine;
    envelope[at] = Math.exp(-0.5 * (along * along + (across / (acrossPeriods * period)) ** 2));
    kernel[at] = envelope[at]! * Math.cos((2 * Math.PI * across) / period);
  }
  const mean = sum(kernel) / sum(envelope);
  for (let at = 0; at < kernel.length; at++) kernel[at] = kernel[at]! - envelope[at]! * mean;
  const size = kernel.reduce((total, value) => total + Math.abs(value), 0);
  return Float32Array.from(kernel, (value) => Math.round(value / size / WEIGHT_STEP) * WEIGHT_STEP);
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
