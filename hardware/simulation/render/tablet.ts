import type { RgbFrame } from './draw-mesh.ts';

/** Position of a tablet's bezel in a frame, as shares of its sides, and its thickness as a share of the height. */
const OUTER = { left: 0.28, right: 0.72, top: 0.04, bottom: 0.96, bezel: 0.05 } as const;
const BEZEL_SAMPLE = 22;

/** Draws the bezel of a tablet around the displayed face. */
export function drawBezel({ width, height, rgb }: RgbFrame): void {
  const [left, right] = [Math.round(OUTER.left * width), Math.round(OUTER.right * width)];
  const [top, bottom] = [Math.round(OUTER.top * height), Math.round(OUTER.bottom * height)];
  const thick = Math.round(OUTER.bezel * height);
  for (let y = top; y < bottom; y++) {
    const whole = y < top + thick || y >= bottom - thick;
    for (const [from, to] of whole
      ? [[left, right] as const]
      : ([
          [left, left + thick],
          [right - thick, right],
        ] as const)) {
      rgb.fill(BEZEL_SAMPLE, 3 * (y * width + from), 3 * (y * width + to));
    }
  }
}
