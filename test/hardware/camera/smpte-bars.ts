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
