import type { Image } from '../../../../hardware/device/image.ts';
import { boxMean } from '../../../../models/finger/extraction/box-mean.ts';

/** Local grey levels: the tone of ridges and of valleys around each pixel, and the area of the print. */
export interface RidgeTones {
  /** float32 [height, width] each, grey levels. */
  readonly ridge: Float32Array;
  readonly valley: Float32Array;
  /** float32 [height, width]: 1 on print, 0 on the bare platen. */
  readonly print: Float32Array;
}

/** Side of the neighbourhood, ridge periods. */
const PERIODS_AROUND = 3;
/** Usual ridge period, mm. */
const PERIOD_MM = 0.46;
const MM_PER_INCH = 25.4;
/** Local spread, grey levels, at which a pixel begins to count as print, and from which it fully counts. */
const PRINT_SPREAD = { from: 8, to: 20 } as const;

export const periodPx = (resolutionPpi: number): number => (PERIOD_MM * resolutionPpi) / MM_PER_INCH;

export function ridgeTones({ width, height, data }: Image, resolutionPpi: number): RidgeTones {
  const pixels = width * height;
  const [work, sums] = [new Float32Array(pixels), new Float64Array(width)];
  const radius = Math.round((PERIODS_AROUND * periodPx(resolutionPpi)) / 2);
  const mean = Float32Array.from(data);
  const squares = Float32Array.from(data, (value) => value * value);
  boxMean(mean, width, height, radius, mean, work, sums);
  boxMean(squares, width, height, radius, squares, work, sums);
  const spread = squares.map((square, at) => Math.sqrt(Math.max(0, square - mean[at]! ** 2)));
  const { from, to } = PRINT_SPREAD;
  return {
    // The crests of a wave are sqrt 2 standard deviations from its mean.
    ridge: mean.map((level, at) => Math.max(0, level - Math.SQRT2 * spread[at]!)),
    valley: mean.map((level, at) => Math.min(255, level + Math.SQRT2 * spread[at]!)),
    print: spread.map((value) => Math.max(0, Math.min(1, (value - from) / (to - from)))),
  };
}
