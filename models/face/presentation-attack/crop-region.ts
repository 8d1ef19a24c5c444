import type { Image } from '../../../hardware/device/image.ts';
import { channelsOf } from '../../../hardware/device/image.ts';
import type { FaceSeen } from '../face-observation.ts';
import { fivePoints } from '../five-points.ts';
import { CROP_INTER_EYE_PX, CROP_SAMPLES_MAX, CROP_SIDE } from './constants.ts';

/** An upright square of the frame that is fixed for a whole sequence: `image px = origin + scale * crop px`. */
export interface CropRegion {
  readonly originX: number;
  readonly originY: number;
  /** Image px per crop px. */
  readonly scale: number;
}

/** The region around a face, scaled so that its eyes are `CROP_INTER_EYE_PX` apart. */
export function cropRegionOf({ landmarks, interEyeDistancePx }: FaceSeen): CropRegion {
  const scale = interEyeDistancePx / CROP_INTER_EYE_PX;
  const [rightX = 0, rightY = 0, leftX = 0, leftY = 0, noseX = 0, noseY = 0] = fivePoints(landmarks);
  const half = ((CROP_SIDE - 1) / 2) * scale;
  return { originX: (rightX + leftX + noseX) / 3 - half, originY: (rightY + leftY + noseY) / 3 - half, scale };
}

/**
 * Reads the region into float32 [320, 320], grey 0..255. Only the green samples of a colour frame are used: they
 * contain most of the luminance and the least noise. Pixels outside the frame are black.
 */
export function readCrop(image: Image, { originX, originY, scale }: CropRegion, out: Float32Array): void {
  const { data, width, height, channelOrder } = image;
  const step = channelsOf(channelOrder);
  const green = step === 3 ? 1 : 0;
  const samples = Math.max(1, Math.min(CROP_SAMPLES_MAX, Math.round(scale)));
  const weight = 1 / (samples * samples);
  out.fill(0);
  for (let sub = 0; sub < samples * samples; sub++) {
    const shiftX = originX + (((sub % samples) + 0.5) / samples - 0.5) * scale;
    const shiftY = originY + ((Math.floor(sub / samples) + 0.5) / samples - 0.5) * scale;
    for (let row = 0; row < CROP_SIDE; row++) {
      const y = shiftY + row * scale;
      if (!(y >= 0 && y < height - 1)) continue;
      const top = y | 0;
      const v = y - top;
      const line = top * width * step + green;
      const next = line + width * step;
      for (let column = 0, at = row * CROP_SIDE; column < CROP_SIDE; column++, at++) {
        const x = shiftX + column * scale;
        if (!(x >= 0 && x < width - 1)) continue;
        const left = x | 0;
        const u = x - left;
        const p = left * step;
        const above = data[line + p]! * (1 - u) + data[line + p + step]! * u;
        const below = data[next + p]! * (1 - u) + data[next + p + step]! * u;
        out[at] = out[at]! + (above * (1 - v) + below * v) * weight;
      }
    }
  }
}
