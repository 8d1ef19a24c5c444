/** Two pictures of one invented face: flat grey with a red disc for the right eye and a blue one for the left. */
import sharp from 'sharp';
import { allocateImage, type Image } from '../../../hardware/device/image.ts';
import type { EyePositions } from '../../../server/contract/eye-positions.ts';

const GREY = 0x88;
/** Radius of an eye, share of the distance between the eyes. */
const EYE_RADIUS = 0.15;

export const PORTRAIT_EYES: EyePositions = { right: { x: 0.36, y: 0.44 }, left: { x: 0.64, y: 0.44 } };
/** Further away, to one side and tilted. */
export const FRAME_EYES: EyePositions = { right: { x: 0.5, y: 0.36 }, left: { x: 0.62, y: 0.4 } };

export function paintedFrame(): Image {
  return paint(480, 360, FRAME_EYES);
}

/** A JPEG file. */
export async function paintedPortrait(): Promise<Uint8Array> {
  const { data, width, height } = paint(280, 360, PORTRAIT_EYES);
  return Uint8Array.from(
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer(),
  );
}

function paint(width: number, height: number, { right, left }: EyePositions): Image {
  const image = allocateImage(width, height, 'rgb');
  image.data.fill(GREY);
  const radius = EYE_RADIUS * Math.hypot((left.x - right.x) * width, (left.y - right.y) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 3 * (y * width + x);
      if (Math.hypot(x - right.x * width, y - right.y * height) < radius) image.data.set([220, 30, 30], at);
      if (Math.hypot(x - left.x * width, y - left.y * height) < radius) image.data.set([30, 30, 220], at);
    }
  }
  return image;
}
