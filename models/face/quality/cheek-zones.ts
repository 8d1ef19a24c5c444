import type { Image } from '../../../hardware/device/image.ts';
import { alignmentOf } from '../align.ts';
import { ALIGNED_FIVE_POINTS } from '../constants.ts';
import type { Landmarks } from '../landmarks.ts';
import { CHEEK_ZONE_SAMPLES, CHEEK_ZONE_SIDE } from './constants.ts';
import { linearLuminance } from './luminance.ts';
import { sampleColour } from './sample-colour.ts';

/** Samples of ISO/IEC 29794-5's two squares on the cheeks, half-way between eyes and mouth. */
export interface CheekZones {
  /** Uint16 [256] each: histogram of the linear luminance 0..255 in the person's right and left zone. */
  readonly right: Uint16Array;
  readonly left: Uint16Array;
  /** Mean red, green and blue of both zones, encoded, 0..255. */
  readonly meanColour: readonly [number, number, number];
  /** Whether any sample has unequal channels. */
  readonly coloured: boolean;
  /** Share of samples inside the image, 0..1, of the zone with the lower share. */
  readonly insideShare: number;
}

const [RIGHT_EYE_X, RIGHT_EYE_Y, LEFT_EYE_X, LEFT_EYE_Y, , , RIGHT_MOUTH_X, RIGHT_MOUTH_Y, LEFT_MOUTH_X, LEFT_MOUTH_Y] =
  ALIGNED_FIVE_POINTS;
const EYES_TO_MOUTH = Math.hypot(
  (RIGHT_MOUTH_X + LEFT_MOUTH_X - RIGHT_EYE_X - LEFT_EYE_X) / 2,
  (RIGHT_MOUTH_Y + LEFT_MOUTH_Y - RIGHT_EYE_Y - LEFT_EYE_Y) / 2,
);
const SIDE = CHEEK_ZONE_SIDE * (LEFT_EYE_X - RIGHT_EYE_X);
const STEP = SIDE / CHEEK_ZONE_SAMPLES;

/** Reads the zones at OFIQ's resolution and at their positions in the aligned template. */
export function readCheekZones(image: Image, landmarks: Landmarks): CheekZones {
  const { a, b, c, d, e, f } = alignmentOf(landmarks);
  const sums = [0, 0, 0] as [number, number, number];
  const sample = new Float32Array(3);
  let coloured = false;
  let counted = 0;
  const read = (left: number, top: number): { histogram: Uint16Array; inside: number } => {
    const histogram = new Uint16Array(256);
    let inside = 0;
    for (let row = 0; row < CHEEK_ZONE_SAMPLES; row++) {
      for (let column = 0; column < CHEEK_ZONE_SAMPLES; column++) {
        const x = left + column * STEP;
        const y = top + row * STEP;
        if (!sampleColour(image, a * x + b * y + c, d * x + e * y + f, sample)) continue;
        const [red = 0, green = 0, blue = 0] = sample;
        const luminance = (linearLuminance(red, green, blue) + 0.5) | 0;
        histogram[luminance] = histogram[luminance]! + 1;
        sums[0] += red;
        sums[1] += green;
        sums[2] += blue;
        coloured ||= red !== green || red !== blue;
        inside++;
      }
    }
    counted += inside;
    return { histogram, inside };
  };
  const right = read(RIGHT_EYE_X - SIDE, RIGHT_EYE_Y + EYES_TO_MOUTH / 2);
  const left = read(LEFT_EYE_X, LEFT_EYE_Y + EYES_TO_MOUTH / 2);
  const samples = Math.max(1, counted);
  return {
    right: right.histogram,
    left: left.histogram,
    meanColour: [sums[0] / samples, sums[1] / samples, sums[2] / samples],
    coloured,
    insideShare: Math.min(right.inside, left.inside) / CHEEK_ZONE_SAMPLES ** 2,
  };
}
