import type { Image } from '../../../../hardware/device/image.ts';
import type { Landmarks } from '../../landmarks.ts';
import { BACKGROUND_HEIGHT, BACKGROUND_WIDTH, LINEAR_MIN, REGION_GRID, REGION_RADIUS } from './constants.ts';
import { FACE_REGIONS, regionCentres } from './face-regions.ts';
import { linearOfSample } from './light-state.ts';

const LINEAR = Float32Array.from({ length: 256 }, (_, sample) => linearOfSample(sample));

/**
 * The light of each region of a face in one frame relative to the background, which cancels exposure and white
 * balance.
 *
 * @returns float64 [16, 3]: natural logarithm of linear red, green and blue, minus the background's
 */
export function sampleLight(image: Image, landmarks: Landmarks, interEyePx: number): Float64Array {
  const centres = regionCentres(landmarks);
  const background = logarithmOf(backgroundOf(image));
  const out = new Float64Array(3 * FACE_REGIONS.length);
  for (let region = 0; region < FACE_REGIONS.length; region++) {
    const mean = discMean(image, centres[3 * region]!, centres[3 * region + 1]!, REGION_RADIUS * interEyePx);
    const log = logarithmOf(mean);
    for (let channel = 0; channel < 3; channel++) out[3 * region + channel] = log[channel]! - background[channel]!;
  }
  return out;
}

type Colour = readonly [number, number, number];

function logarithmOf([red, green, blue]: Colour): Colour {
  const log = (value: number): number => Math.log(Math.max(LINEAR_MIN, value));
  return [log(red), log(green), log(blue)];
}

/** Mean linear colour of a grid of 3 x 3 px blocks over a square. Blocks outside the frame are ignored. */
function discMean({ data, width, height }: Image, x: number, y: number, radius: number): Colour {
  let [red, green, blue, count] = [0, 0, 0, 0];
  const step = Math.max(1, (2 * radius) / (REGION_GRID - 1));
  for (let dy = -radius; dy <= radius; dy += step) {
    for (let dx = -radius; dx <= radius; dx += step) {
      const left = Math.round(x + dx) - 1;
      const top = Math.round(y + dy) - 1;
      if (left < 0 || top < 0 || left + 3 > width || top + 3 > height) continue;
      for (let row = top; row < top + 3; row++) {
        for (let column = left, at = 3 * (row * width + left); column < left + 3; column++, at += 3) {
          red += LINEAR[data[at]!]!;
          green += LINEAR[data[at + 1]!]!;
          blue += LINEAR[data[at + 2]!]!;
          count++;
        }
      }
    }
  }
  return count === 0 ? [0, 0, 0] : [red / count, green / count, blue / count];
}

/** Mean linear colour of the frame's upper corners, every third pixel. */
function backgroundOf({ data, width, height }: Image): Colour {
  let [red, green, blue, count] = [0, 0, 0, 0];
  const wide = Math.floor(width * BACKGROUND_WIDTH);
  for (let y = 2; y < height * BACKGROUND_HEIGHT; y += 3) {
    for (const from of [0, width - wide]) {
      for (let x = from; x < from + wide; x += 3) {
        const at = 3 * (y * width + x);
        red += LINEAR[data[at]!]!;
        green += LINEAR[data[at + 1]!]!;
        blue += LINEAR[data[at + 2]!]!;
        count++;
      }
    }
  }
  return count === 0 ? [0, 0, 0] : [red / count, green / count, blue / count];
}
