import type { Image } from '../../../hardware/device/image.ts';
import { type Affine, scaleOf } from '../affine.ts';
import { alignmentOf } from '../align.ts';
import { ALIGNED_SIDE, FACE_REGION } from '../constants.ts';
import type { FaceWorkspace } from '../face-workspace.ts';
import type { Landmarks } from '../landmarks.ts';
import { REGION_REACH_PX, REGION_SAMPLES_MAX } from './constants.ts';
import { linearLuminance } from './luminance.ts';
import { sampleColour } from './sample-colour.ts';

/**
 * Input of the light measures: the face region of the aligned luminance in the workspace, and its share inside the
 * image.
 */
export interface FaceRegion {
  /**
   * Uint8 [112, 112], perceived brightness 0..255 (ITU-R BT.709 weights on the encoded samples), borrowed from the
   * workspace. Only the region and `REGION_REACH_PX` around it are filled.
   */
  readonly luminance: Uint8Array;
  /** Uint32 [256]: pixels of the region for each linear luminance 0..255 (ISO/IEC 29794-5), borrowed from the workspace. */
  readonly histogram: Uint32Array;
  /** Number of pixels in `histogram`. */
  readonly pixels: number;
  /** Share of the region inside the image, 0..1. */
  readonly insideShare: number;
}

/** Uint8 [112, 112]: 1 for the face pixels of the aligned square, an ellipse from brows to chin. */
export const FACE_MASK = faceMask(0);
/** The pixels that the measures read: the region and the reach of its differences. */
const READ = indicesOf(faceMask(REGION_REACH_PX));

/** Aligns the face as luminance, where measures read it, and computes the histogram. */
export function readFaceRegion(image: Image, landmarks: Landmarks, workspace: FaceWorkspace): FaceRegion {
  const { alignedLuminance, luminanceHistogram } = workspace;
  luminanceHistogram.fill(0);
  alignedLuminance.fill(0);
  const map = alignmentOf(landmarks);
  const { a, b, c, d, e, f } = map;
  const samples = Math.max(1, Math.min(REGION_SAMPLES_MAX, Math.round(scaleOf(map))));
  const [alongX, alongY] = offsetsOf(map, samples);
  const colour = new Float32Array(3);
  let pixels = 0;
  let outside = 0;
  for (const at of READ) {
    const column = at % ALIGNED_SIDE;
    const row = (at - column) / ALIGNED_SIDE;
    const x = a * column + b * row + c;
    const y = d * column + e * row + f;
    const inside = x >= 0 && y >= 0 && x <= image.width - 1 && y <= image.height - 1;
    if (inside) {
      if (samples === 1) sampleColour(image, x, y, colour);
      else averageColour(image, x, y, alongX, alongY, colour);
      alignedLuminance[at] = 0.2126 * colour[0]! + 0.7152 * colour[1]! + 0.0722 * colour[2]! + 0.5;
    }
    if (FACE_MASK[at] === 0) continue;
    if (!inside) {
      outside++;
      continue;
    }
    const value = (linearLuminance(colour[0]!, colour[1]!, colour[2]!) + 0.5) | 0;
    luminanceHistogram[value] = luminanceHistogram[value]! + 1;
    pixels++;
  }
  colour.fill(0);
  return {
    luminance: alignedLuminance,
    histogram: luminanceHistogram,
    pixels,
    insideShare: pixels / (pixels + outside),
  };
}

/** Offsets of the samples of one template pixel from its middle, image px: x and y of each. */
function offsetsOf({ a, b, d, e }: Affine, samples: number): readonly [Float64Array, Float64Array] {
  const x = new Float64Array(samples * samples);
  const y = new Float64Array(samples * samples);
  for (let at = 0; at < x.length; at++) {
    const across = ((at % samples) + 0.5) / samples - 0.5;
    const down = (Math.floor(at / samples) + 0.5) / samples - 0.5;
    x[at] = a * across + b * down;
    y[at] = d * across + e * down;
  }
  return [x, y];
}

/** The mean of the nearest pixels. When a template pixel spans several of them, interpolation gives no gain. */
function averageColour(
  { data, width, height, channelOrder }: Image,
  x: number,
  y: number,
  alongX: Float64Array,
  alongY: Float64Array,
  out: Float32Array,
): void {
  const channels = channelOrder === 'rgb' ? 3 : 1;
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
  let [red, greens, blues] = [0, 0, 0];
  for (let at = 0; at < alongX.length; at++) {
    const column = Math.min(width - 1, Math.max(0, (x + alongX[at]! + 0.5) | 0));
    const row = Math.min(height - 1, Math.max(0, (y + alongY[at]! + 0.5) | 0));
    const from = (row * width + column) * channels;
    red += data[from]!;
    greens += data[from + green]!;
    blues += data[from + blue]!;
  }
  const count = alongX.length;
  out[0] = red / count;
  out[1] = greens / count;
  out[2] = blues / count;
}

function faceMask(reachPx: number): Uint8Array {
  const { centreX, centreY, radiusX, radiusY } = FACE_REGION;
  const mask = new Uint8Array(ALIGNED_SIDE * ALIGNED_SIDE);
  for (let at = 0; at < mask.length; at++) {
    const column = at % ALIGNED_SIDE;
    const row = (at - column) / ALIGNED_SIDE;
    const share = ((column - centreX) / (radiusX + reachPx)) ** 2 + ((row - centreY) / (radiusY + reachPx)) ** 2;
    mask[at] = share <= 1 ? 1 : 0;
  }
  return mask;
}

function indicesOf(mask: Uint8Array): Uint16Array {
  return Uint16Array.from([...mask.keys()].filter((at) => mask[at] === 1));
}
