import sharp from 'sharp';
import { photographPath } from '../specimen-photographs.ts';
import type { Point, SpecimenPhotograph } from '../specimens.ts';

/** A photograph's pixels and its coordinate system in inter-eye distances. */
export interface DecodedPhotograph {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
  readonly eyesMiddle: Point;
  /** One inter-eye distance along the line from the right eye to the left, px. */
  readonly across: Point;
}

export async function decodePhotograph(photograph: SpecimenPhotograph): Promise<DecodedPhotograph> {
  const { data, info } = await sharp(photographPath(photograph))
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { rightEye, leftEye } = photograph;
  return {
    width: info.width,
    height: info.height,
    rgb: data,
    eyesMiddle: [(rightEye[0] + leftEye[0]) / 2, (rightEye[1] + leftEye[1]) / 2],
    across: [leftEye[0] - rightEye[0], leftEye[1] - rightEye[1]],
  };
}

/** The photograph's red, green and blue, 0..255, at a place given in inter-eye distances; 0 outside. Into `into`. */
export function sampleAt(photograph: DecodedPhotograph, x: number, y: number, into: Float32Array): void {
  const { width, height, rgb, eyesMiddle, across } = photograph;
  const sourceX = eyesMiddle[0] + x * across[0] - y * across[1];
  const sourceY = eyesMiddle[1] + x * across[1] + y * across[0];
  const x0 = Math.floor(sourceX);
  const y0 = Math.floor(sourceY);
  if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) {
    into.fill(0);
    return;
  }
  const fx = sourceX - x0;
  const fy = sourceY - y0;
  const p = (y0 * width + x0) * 3;
  const q = p + width * 3;
  for (let c = 0; c < 3; c++) {
    const above = (rgb[p + c] ?? 0) * (1 - fx) + (rgb[p + 3 + c] ?? 0) * fx;
    const below = (rgb[q + c] ?? 0) * (1 - fx) + (rgb[q + 3 + c] ?? 0) * fx;
    into[c] = above * (1 - fy) + below * fy;
  }
}
