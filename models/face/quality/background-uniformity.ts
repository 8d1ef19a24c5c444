import type { Image } from '../../../hardware/device/image.ts';
import { alignmentOf } from '../align.ts';
import { ALIGNED_FIVE_POINTS } from '../constants.ts';
import type { Landmarks } from '../landmarks.ts';
import { BACKGROUND } from './constants.ts';
import { linearLuminance } from './luminance.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';
import { sampleColour } from './sample-colour.ts';

const [RIGHT_EYE_X, RIGHT_EYE_Y, LEFT_EYE_X] = ALIGNED_FIVE_POINTS;
const EYES_X = (RIGHT_EYE_X + LEFT_EYE_X) / 2;
const INTER_EYE = LEFT_EYE_X - RIGHT_EYE_X;

/**
 * BackgroundUniformity, for portraits and enrolment. Native: mean luminance gradient (Sobel) of the background, 0 and
 * more, in the standard's picture of 354 x 292 px about the face. ISO/IEC 29794-5 finds the background with a
 * segmentation network, which is not available here. The area outside an ellipse around head and hair is used instead
 * (the picture ends above the shoulders), so long or wide hair lowers the uniformity.
 */
export function backgroundUniformity(image: Image, landmarks: Landmarks): QualityMeasure {
  const { width, height, eyesRow, interEyePx, ellipse } = BACKGROUND;
  const { a, b, c, d, e, f } = alignmentOf(landmarks);
  const luminance = new Float32Array(width * height).fill(Number.NaN);
  const sample = new Float32Array(3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const across = (column - width / 2) / interEyePx;
      const down = (row - eyesRow) / interEyePx;
      const inHead = (across / ellipse.radiusX) ** 2 + ((down - ellipse.centreY) / ellipse.radiusY) ** 2 <= 1;
      if (inHead) continue;
      const x = EYES_X + across * INTER_EYE;
      const y = RIGHT_EYE_Y + down * INTER_EYE;
      if (!sampleColour(image, a * x + b * y + c, d * x + e * y + f, sample)) continue;
      const [red = 0, green = 0, blue = 0] = sample;
      luminance[row * width + column] = linearLuminance(red, green, blue);
    }
  }
  let [sum, count] = [0, 0];
  for (let row = 1; row < height - 1; row++) {
    for (let at = row * width + 1, end = at + width - 2; at < end; at++) {
      const gradient = sobel(luminance, at, width);
      if (Number.isNaN(gradient)) continue;
      sum += gradient;
      count++;
    }
  }
  luminance.fill(0);
  if (count < BACKGROUND.pixelsMin) return notAssessable('no-background');
  const native = sum / count;
  const { height: scale, middle, width: spread } = BACKGROUND.curve;
  return assessed(native, scale * (1 - sigmoid(native, middle, spread)));
}

/** `NaN` where a neighbour is not background. */
function sobel(luminance: Float32Array, at: number, width: number): number {
  const [nw, n, ne] = [luminance[at - width - 1]!, luminance[at - width]!, luminance[at - width + 1]!];
  const [w, e] = [luminance[at - 1]!, luminance[at + 1]!];
  const [sw, s, se] = [luminance[at + width - 1]!, luminance[at + width]!, luminance[at + width + 1]!];
  return Math.hypot(ne + 2 * e + se - nw - 2 * w - sw, sw + 2 * s + se - nw - 2 * n - ne);
}
