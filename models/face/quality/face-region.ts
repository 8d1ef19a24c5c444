import type { Image } from '../../../hardware/image.ts';
import { align, alignmentOf } from '../align.ts';
import { ALIGNED_SIDE, FACE_REGION } from '../constants.ts';
import type { FaceWorkspace } from '../face-workspace.ts';
import type { Landmarks } from '../landmarks.ts';

/** What the light measures read: the face of the workspace's aligned luminance, and how much of it the image shows. */
export interface FaceRegion {
  /** Uint8 [112, 112], luminance 0..255 (ITU-R BT.709 weights on the encoded samples), borrowed from the workspace. */
  readonly luminance: Uint8Array;
  /** Uint32 [256]: pixels of the region for each luminance, borrowed from the workspace. */
  readonly histogram: Uint32Array;
  /** Pixels counted in `histogram`. */
  readonly pixels: number;
  /** Share of the region that lies inside the image, 0..1. */
  readonly insideShare: number;
}

/** 1 for the pixels of the aligned square that show a face: an ellipse from brows to chin. Uint8 [112, 112]. */
export const FACE_MASK = faceMask();

/** Aligns the face once more, as luminance, and counts it. */
export function readFaceRegion(image: Image, landmarks: Landmarks, workspace: FaceWorkspace): FaceRegion {
  const { alignedColour, alignedLuminance, luminanceHistogram } = workspace;
  align(image, landmarks, { offset: 0, divisor: 1 }, alignedColour);
  luminanceHistogram.fill(0);
  const { a, b, c, d, e, f } = alignmentOf(landmarks);
  let pixels = 0;
  let outside = 0;
  for (let at = 0; at < alignedLuminance.length; at++) {
    const luma =
      0.2126 * alignedColour[3 * at]! + 0.7152 * alignedColour[3 * at + 1]! + 0.0722 * alignedColour[3 * at + 2]!;
    alignedLuminance[at] = luma + 0.5;
    if (FACE_MASK[at] === 0) continue;
    const column = at % ALIGNED_SIDE;
    const row = (at - column) / ALIGNED_SIDE;
    const x = a * column + b * row + c;
    const y = d * column + e * row + f;
    if (x < 0 || y < 0 || x > image.width - 1 || y > image.height - 1) {
      outside++;
      continue;
    }
    const value = alignedLuminance[at]!;
    luminanceHistogram[value] = luminanceHistogram[value]! + 1;
    pixels++;
  }
  return {
    luminance: alignedLuminance,
    histogram: luminanceHistogram,
    pixels,
    insideShare: pixels / (pixels + outside),
  };
}

function faceMask(): Uint8Array {
  const { centreX, centreY, radiusX, radiusY } = FACE_REGION;
  const mask = new Uint8Array(ALIGNED_SIDE * ALIGNED_SIDE);
  for (let at = 0; at < mask.length; at++) {
    const column = at % ALIGNED_SIDE;
    const row = (at - column) / ALIGNED_SIDE;
    mask[at] = ((column - centreX) / radiusX) ** 2 + ((row - centreY) / radiusY) ** 2 <= 1 ? 1 : 0;
  }
  return mask;
}
