import { channelsOf, type Image } from '../../../hardware/device/image.ts';
import type { Landmarks } from '../landmarks.ts';
import { BLOCKINESS } from './constants.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * NoCompressionArtifacts, for a picture that was decoded from a JPEG and not resized since. Native: the natural
 * logarithm of the mean curvature of brightness across the borders of the 8 x 8 blocks divided by that within them;
 * about 0 when no blocks are visible. ISO/IEC 29794-5 defines this measure by a network, so the value is not
 * comparable with OFIQ's. JPEG 2000 and resized or cropped pictures have no blocks at these positions.
 */
export function noCompressionArtifacts(image: Image, landmarks: Landmarks): QualityMeasure {
  const { left, top, right, bottom } = boundsOf(landmarks, image);
  const channels = channelsOf(image.channelOrder);
  const stride = image.width * channels;
  const sums = [0, 0];
  const counts = [0, 0];
  const green = channels === 3 ? 1 : 0;
  const bend = (at: number, step: number): number => {
    const { data } = image;
    // The step at the border minus the step expected from the slopes on both sides.
    const jump = data[at]! - data[at - step]!;
    return Math.abs(jump - (data[at + step]! - data[at]! + data[at - step]! - data[at - 2 * step]!) / 2);
  };
  for (let y = Math.max(2, top); y < Math.min(image.height - 1, bottom); y++) {
    for (let x = Math.max(2, left); x < Math.min(image.width - 1, right); x++) {
      const at = y * stride + x * channels + green;
      const acrossBorder = x % BLOCKINESS.side === 0 ? 1 : 0;
      const downBorder = y % BLOCKINESS.side === 0 ? 1 : 0;
      sums[acrossBorder]! += bend(at, channels);
      sums[downBorder]! += bend(at, stride);
      counts[acrossBorder]!++;
      counts[downBorder]!++;
    }
  }
  const [within = 0, borders = 0] = counts;
  if (Math.min(within, borders) < BLOCKINESS.samplesMin) return notAssessable('face-too-small');
  const floor = BLOCKINESS.bendFloor;
  const native = Math.log((sums[1]! / borders + floor) / (sums[0]! / within + floor));
  return assessed(native, 100 * (1 - sigmoid(native, BLOCKINESS.middle, BLOCKINESS.width)));
}

function boundsOf(landmarks: Landmarks, { width, height }: Image) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let at = 0; at < landmarks.length; at += 3) {
    left = Math.min(left, landmarks[at]!);
    right = Math.max(right, landmarks[at]!);
    top = Math.min(top, landmarks[at + 1]!);
    bottom = Math.max(bottom, landmarks[at + 1]!);
  }
  return { left: Math.floor(left), top: Math.floor(top), right: Math.ceil(right), bottom: Math.ceil(bottom) };
}
