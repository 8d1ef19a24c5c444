/** Converts luma and chroma planes to RGB, in fixed point with 16 fractional bits. */
import type { FrameHeader } from './frame-message.ts';

type Colour = Pick<FrameHeader, 'fullRange' | 'matrix'>;

interface Tables {
  readonly luma: Int32Array;
  readonly redOfV: Int32Array;
  readonly greenOfU: Int32Array;
  readonly greenOfV: Int32Array;
  readonly blueOfU: Int32Array;
}

/** Share of red and of blue in luma: ITU-R BT.601-7 §2.5.1, BT.709-6 §3.2. */
const SHARES = { bt601: { red: 0.299, blue: 0.114 }, bt709: { red: 0.2126, blue: 0.0722 } } as const;
const ONE = 65_536;
const made = new Map<string, Tables>();

function tablesFor({ fullRange, matrix }: Colour): Tables {
  const key = `${matrix} ${fullRange}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const { red, blue } = SHARES[matrix];
  const green = 1 - red - blue;
  const lumaScale = fullRange ? 1 : 255 / 219;
  const chromaScale = fullRange ? 1 : 255 / 224;
  const table = (from: number, factor: number) =>
    Int32Array.from({ length: 256 }, (_, value) => Math.round((value - from) * factor * ONE));
  const tables = {
    // Add one half, so that truncation rounds.
    luma: table(fullRange ? 0 : 16, lumaScale).map((value) => value + ONE / 2),
    redOfV: table(128, 2 * (1 - red) * chromaScale),
    greenOfU: table(128, (-2 * (1 - blue) * blue * chromaScale) / green),
    greenOfV: table(128, (-2 * (1 - red) * red * chromaScale) / green),
    blueOfU: table(128, 2 * (1 - blue) * chromaScale),
  };
  made.set(key, tables);
  return tables;
}

/**
 * @param planes `width * height` luma samples, then the chroma at half the size: all U then all V (I420), or U and V
 * interleaved (NV12)
 * @param rgb output, `width * height * 3` bytes
 */
export function planesToRgb(planes: Uint8Array, header: FrameHeader, rgb: Uint8ClampedArray): void {
  const { width, height, layout } = header;
  const { luma, redOfV, greenOfU, greenOfV, blueOfU } = tablesFor(header);
  const chromaWidth = width / 2;
  const chromaAt = width * height;
  const step = layout === 'I420' ? 1 : 2;
  const vOffset = layout === 'I420' ? chromaWidth * (height / 2) : 1;
  for (let row = 0; row < height; row += 1) {
    let lumaAt = row * width;
    let out = lumaAt * 3;
    let u = chromaAt + (row >> 1) * chromaWidth * step;
    for (let column = 0; column < chromaWidth; column += 1, u += step) {
      const uValue = planes[u]!;
      const vValue = planes[u + vOffset]!;
      const red = redOfV[vValue]!;
      const green = greenOfU[uValue]! + greenOfV[vValue]!;
      const blue = blueOfU[uValue]!;
      const first = luma[planes[lumaAt]!]!;
      const second = luma[planes[lumaAt + 1]!]!;
      rgb[out] = (first + red) >> 16;
      rgb[out + 1] = (first + green) >> 16;
      rgb[out + 2] = (first + blue) >> 16;
      rgb[out + 3] = (second + red) >> 16;
      rgb[out + 4] = (second + green) >> 16;
      rgb[out + 5] = (second + blue) >> 16;
      lumaAt += 2;
      out += 6;
    }
  }
}
