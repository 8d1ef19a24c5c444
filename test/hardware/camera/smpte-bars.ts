import type { Image } from '../../../hardware/device/image.ts';

/** SMPTE EG 1 bars at 75 %, left to right, top of the picture: as ffmpeg's `smptebars` paints them. RGB. */
export const BARS: readonly (readonly [number, number, number])[] = [
  [191, 191, 191],
  [191, 191, 0],
  [0, 191, 191],
  [0, 191, 0],
  [191, 0, 191],
  [191, 0, 0],
  [0, 0, 191],
];

/** The largest difference of a channel from the bars, in the middle of each bar. */
export function differenceFromBars({ data, width }: Image): number {
  const differences = BARS.flatMap((bar, index) => {
    const at = (60 * width + Math.round(((index + 0.5) * width) / BARS.length)) * 3;
    return bar.map((value, channel) => Math.abs((data[at + channel] ?? Number.NaN) - value));
  });
  return Math.max(...differences);
}
