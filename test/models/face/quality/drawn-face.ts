import type { Image } from '../../../../hardware/device/image.ts';
import { ALIGNED_FIVE_POINTS, ALIGNED_SIDE } from '../../../../models/face/constants.ts';
import { CHIN, LEFT_EYE, RIGHT_EYE } from '../../../../models/face/landmark-points.ts';
import type { Landmarks } from '../../../../models/face/landmarks.ts';

/** Landmarks with the five points of the template, times `scale`, shifted by `shiftX` and `shiftY` px. */
export function templateLandmarks(scale: number, shiftX = 0, shiftY = 0): Landmarks {
  const landmarks = new Float32Array(3 * 468);
  const put = (point: number, x: number, y: number): void => {
    landmarks[3 * point] = scale * x + shiftX;
    landmarks[3 * point + 1] = scale * y + shiftY;
  };
  for (let point = 0; point < 468; point++)
    put(point, 20 + (72 * (point % 22)) / 21, 30 + (80 * Math.floor(point / 22)) / 21);
  const [rightX, rightY, leftX, leftY, noseX, noseY, mouthRightX, mouthRightY, mouthLeftX, mouthLeftY] =
    ALIGNED_FIVE_POINTS;
  for (const point of RIGHT_EYE) put(point, rightX, rightY);
  for (const point of LEFT_EYE) put(point, leftX, leftY);
  put(1, noseX, noseY);
  put(61, mouthRightX, mouthRightY);
  put(291, mouthLeftX, mouthLeftY);
  put(CHIN, (rightX + leftX) / 2, ALIGNED_SIDE);
  return landmarks;
}

/** A picture painted pixel by pixel. */
export function painted(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => readonly [number, number, number],
): Image {
  const data = new Uint8Array(new ArrayBuffer(width * height * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { width, height, channelOrder: 'rgb', data, ownership: 'owned' };
}
