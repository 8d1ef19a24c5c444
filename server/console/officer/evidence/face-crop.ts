/**
 * How a picture is drawn so that faces stand side by side at the same scale, level, with the eyes at the same places. Pure.
 *
 * The lane sends the positions of the eyes with each picture in which it found a face (`contract/eye-positions.ts`). A picture without them
 * is cropped where the head usually is: a chip portrait follows ISO/IEC 19794-5, in which the head fills two thirds to three quarters of the
 * height, and the lane's mirror asks travellers to a certain place (`kiosk/ui/pictures/face-outline.ts`).
 */
import type { EyePositions } from '../../../contract/eye-positions.ts';
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

/**
 * The eyes in what is shown, in shares of its width: as far apart and as far from the top as in the token image of ISO/IEC 19794-5 §9.2.
 */
const EYES_APART = 0.25;
const EYES_FROM_TOP = 0.6;
/** Positions that are further from a picture of a person who looks ahead are not used. */
const LARGEST_SCALE = 12;
const LARGEST_ROLL = Math.PI / 4;

/** A canvas transform: `setTransform(a, b, -b, a, e, f)`. */
export interface Alignment {
  readonly a: number;
  readonly b: number;
  readonly e: number;
  readonly f: number;
}

/** Moves, turns and scales a picture of this size so that the eyes come to their places in a width of `shownWidth`; `undefined` where implausible. */
export function alignmentOf(
  { right, left }: EyePositions,
  { width, height }: { readonly width: number; readonly height: number },
  shownWidth: number,
): Alignment | undefined {
  const [x, y] = [right.x * width, right.y * height];
  const across = left.x * width - x;
  const down = left.y * height - y;
  const squared = across * across + down * down;
  if (squared === 0 || Math.abs(Math.atan2(down, across)) > LARGEST_ROLL) return undefined;
  const apart = EYES_APART * shownWidth;
  if (apart > LARGEST_SCALE * Math.sqrt(squared)) return undefined;
  const a = (apart * across) / squared;
  const b = (-apart * down) / squared;
  const rightEyeX = ((1 - EYES_APART) / 2) * shownWidth;
  return { a, b, e: rightEyeX - a * x + b * y, f: EYES_FROM_TOP * shownWidth - b * x - a * y };
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
