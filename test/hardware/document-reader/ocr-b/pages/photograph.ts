/** Simulates the photograph of a page: position, light, lens and sensor. */
import type { Image } from '../../../../../hardware/device/image.ts';
import type { Sheet } from './print-page.ts';

export interface Photograph {
  /** Width of the picture, px; the page fills nine tenths of it when it lies square. */
  readonly widthPx: number;
  readonly rotationDegrees: number;
  /** Deviation of the corners from a rectangle, share of the page's width. */
  readonly perspective: number;
  /** Standard deviation, px. */
  readonly blurPx: number;
  /** Standard deviation, grey levels. */
  readonly noise: number;
  /** Brightness at the darkest side of the picture, share of that at the lightest. */
  readonly darkSide: number;
  /** Whiteness of the middle of a reflection over the zone, 0 to 1. */
  readonly glare: number;
}

export const GOOD_PHOTOGRAPH: Photograph = {
  widthPx: 1200,
  rotationDegrees: 0,
  perspective: 0,
  blurPx: 0.5,
  noise: 2,
  darkSide: 1,
  glare: 0,
};

/** Grey. Turned about the page's middle; directions of light and corners are drawn by lot. */
export function photograph(page: Sheet, options: Photograph, random: () => number): Image {
  const { widthPx: width } = options;
  const height = Math.round((width * page.height) / page.width);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const angle = ((random() < 0.5 ? -1 : 1) * options.rotationDegrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  // A turned page takes more room
  const room = Math.max(width * Math.abs(c) + height * Math.abs(s), 1) / width;
  const scale = 0.9 / Math.max(room, (width * Math.abs(s) + height * Math.abs(c)) / height);
  const corners = [
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ].map(([x = 0, y = 0]) => {
    const [px, py] = [x * width * scale, y * height * scale];
    const off = options.perspective * width;
    return [
      width / 2 + c * px - s * py - Math.sign(x) * between(0, off),
      height / 2 + s * px + c * py - Math.sign(y) * between(0, off),
    ] as const;
  });
  const warped = warp(page, corners, width, height, between(30, 90));
  light(warped, width, height, options, between(0, 2 * Math.PI), [between(0.25, 0.75), between(0.72, 0.9)]);
  blur(warped, width, height, options.blurPx);
  const data = new Uint8Array(new ArrayBuffer(width * height));
  for (let at = 0; at < data.length; at++) {
    const grain = options.noise * (random() + random() + random() + random() - 2) * Math.sqrt(3);
    data[at] = Math.min(255, Math.max(0, Math.round(warped[at]! + grain)));
  }
  return { width, height, channelOrder: 'grey', data, ownership: 'owned' };
}

type Corner = readonly [x: number, y: number];

/** Each pixel from the mean of four places of the page, so that nothing is lost between. */
function warp(page: Sheet, corners: readonly Corner[], width: number, height: number, table: number): Float32Array {
  const toPage = pageFromPicture(corners, page);
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [dx, dy] of [
        [-0.25, -0.25],
        [0.25, -0.25],
        [-0.25, 0.25],
        [0.25, 0.25],
      ] as const) {
        const [u, v] = toPage(x + dx, y + dy);
        const [column, row] = [Math.floor(u), Math.floor(v)];
        if (column < 0 || row < 0 || column >= page.width - 1 || row >= page.height - 1) {
          sum += table;
          continue;
        }
        const [fx, fy] = [u - column, v - row];
        const at = row * page.width + column;
        const above = page.data[at]! * (1 - fx) + page.data[at + 1]! * fx;
        const below = page.data[at + page.width]! * (1 - fx) + page.data[at + page.width + 1]! * fx;
        sum += above * (1 - fy) + below * fy;
      }
      out[y * width + x] = sum / 4;
    }
  }
  return out;
}

/** Heckbert, "Fundamentals of texture mapping", 1989: the projective map of a quadrilateral to the unit square, inverted. */
function pageFromPicture(corners: readonly Corner[], page: Sheet): (x: number, y: number) => readonly [number, number] {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = corners as [Corner, Corner, Corner, Corner];
  const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
  const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  const [a, b, c] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0];
  const [d, e, f] = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0];
  const m = [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  return (x, y) => {
    const w = m[6]! * x + m[7]! * y + m[8]!;
    return [((m[0]! * x + m[1]! * y + m[2]!) / w) * page.width, ((m[3]! * x + m[4]! * y + m[5]!) / w) * page.height];
  };
}

function light(
  picture: Float32Array,
  width: number,
  height: number,
  { darkSide, glare }: Photograph,
  direction: number,
  [glareX, glareY]: readonly [number, number],
): void {
  const [c, s] = [Math.cos(direction), Math.sin(direction)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const along =
        0.5 + (0.5 * ((c * (2 * x - width)) / width + (s * (2 * y - height)) / height)) / (Math.abs(c) + Math.abs(s));
      const distance = ((x / width - glareX) / 0.09) ** 2 + ((y / height - glareY) / 0.06) ** 2;
      const white = glare * Math.exp(-distance);
      const at = y * width + x;
      const lit = picture[at]! * (darkSide + (1 - darkSide) * along);
      picture[at] = lit + (250 - lit) * white;
    }
  }
}

function blur(picture: Float32Array, width: number, height: number, sigma: number): void {
  if (sigma <= 0) return;
  const radius = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, at) =>
    Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const line = new Float32Array(Math.max(width, height));
  const pass = (length: number, count: number, step: number, stride: number): void => {
    for (let row = 0; row < count; row++) {
      for (let at = 0; at < length; at++) {
        let sum = 0;
        for (let tap = -radius; tap <= radius; tap++) {
          sum += picture[row * stride + Math.min(length - 1, Math.max(0, at + tap)) * step]! * kernel[tap + radius]!;
        }
        line[at] = sum / total;
      }
      for (let at = 0; at < length; at++) picture[row * stride + at * step] = line[at]!;
    }
  };
  pass(width, height, 1, width);
  pass(height, width, width, 1);
}
