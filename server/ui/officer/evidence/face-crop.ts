/**
 * The part of a picture that shows the face, so that a chip portrait and a live picture stand side by side at the same scale. Pure.
 *
 * Neither carries the positions of the eyes to this page. A chip portrait follows ISO/IEC 19794-5: the head fills two thirds to three quarters of its
 * height. In a picture of the lane's camera the head is where the lane's mirror asks for it (`kiosk/ui/pictures/face-outline.ts`), because the
 * lane keeps a frame only when the face is there. A traveller who stood closer or further away appears larger or smaller.
 */
import type { Modality } from '../../../contract/sealed-capture.ts';

/** Width for height, of a passport photograph of 35 by 45 mm. */
export const FACE_ASPECT = 35 / 45;
/** Shares of the height that is shown: the head, and its centre from the top. */
const HEAD_SHARE = 0.68;
const HEAD_CENTRE = 0.48;
/** The same, of the height of a camera's picture. */
const FRAME_HEAD_SHARE = 0.624;
const FRAME_HEAD_CENTRE = 0.47;

export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Always within the picture, in pixels, and of the aspect of a passport photograph. */
export function faceCrop(
  modality: Modality,
  { width, height }: { readonly width: number; readonly height: number },
): Crop {
  const isFrame = modality === 'face-frame' && width > height;
  const wanted = isFrame ? (height * FRAME_HEAD_SHARE) / HEAD_SHARE : height;
  const cropHeight = Math.min(wanted, height, width / FACE_ASPECT);
  const cropWidth = cropHeight * FACE_ASPECT;
  const centre = height * (isFrame ? FRAME_HEAD_CENTRE : HEAD_CENTRE);
  const top = Math.min(Math.max(0, centre - cropHeight * HEAD_CENTRE), height - cropHeight);
  return { left: (width - cropWidth) / 2, top, width: cropWidth, height: cropHeight };
}

/** How much neighbouring pixels differ: more in a sharper picture of the same face. @param pixels RGBA rows */
export function sharpnessOf(pixels: Uint8ClampedArray, width: number): number {
  let sum = 0;
  let count = 0;
  const rowBytes = 4 * width;
  for (let at = rowBytes; at + rowBytes + 4 < pixels.length; at += 4) {
    const laplacian =
      4 * (pixels[at + 1] ?? 0) -
      (pixels[at - 3] ?? 0) -
      (pixels[at + 5] ?? 0) -
      (pixels[at + 1 - rowBytes] ?? 0) -
      (pixels[at + 1 + rowBytes] ?? 0);
    sum += laplacian * laplacian;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
