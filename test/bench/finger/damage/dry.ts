import type { Image } from '../../../../hardware/device/image.ts';
import { FULL_ONSET, noiseField, ramp } from './noise-field.ts';
import { extremeAround } from './rank-filter.ts';
import { periodPx, ridgeTones } from './ridge-tones.ts';

/** Sizes in ridge periods. */
const EROSION_PERIODS = 0.13;
const CONTACT_GRAIN = 0.22;
const PATCH_GRAIN = 3;
const PORE_RADIUS = 0.12;
/** Pores per square ridge period at full severity. */
const PORES = 0.25;
/** Share of the ridge height that is lost without contact. */
const LOSS = 0.95;
/**
 * Dryness at full severity: mean, spread between patches, and the value below which it has no effect; the contact
 * noise has a spread of 1.
 */
const DRYNESS = 2.6;
const PATCHINESS = 0.9;
const MOIST_BELOW = 2.2;

/**
 * A dry finger: ridges become thin and touch the platen in dots instead of lines, to a varying degree, and pores open.
 * No pixel becomes darker.
 *
 * @param severity 0 (unchanged) to 1
 */
export function dry(image: Image, resolutionPpi: number, severity: number, random: () => number): Image {
  const { width, height } = image;
  const period = periodPx(resolutionPpi);
  const { ridge, valley, print } = ridgeTones(image, resolutionPpi);
  const grey = Float32Array.from(image.data);
  const thin = extremeAround(grey, width, height, severity * EROSION_PERIODS * period, Math.max);
  const contact = noiseField(width, height, CONTACT_GRAIN * period, random);
  const patches = noiseField(width, height, PATCH_GRAIN * period, random);
  const pores = poresOf(width, height, period, severity, random);
  const onset = ramp(severity, 0, FULL_ONSET);
  const data = image.data.map((before, at) => {
    const dryness = severity * (DRYNESS + PATCHINESS * patches[at]!) - MOIST_BELOW;
    const lost = onset * Math.max(LOSS * ramp(contact[at]! + dryness, -0.4, 0.4), pores[at]!);
    const lightened = thin[at]! + lost * Math.max(0, valley[at]! - thin[at]!);
    const kept = Math.max(before, Math.min(lightened, Math.max(before, valley[at]!)));
    return Math.round(before + print[at]! * (ridge[at]! < valley[at]! ? kept - before : 0));
  });
  return { ...image, data, ownership: 'owned' };
}

function poresOf(width: number, height: number, period: number, severity: number, random: () => number): Float32Array {
  const pores = new Float32Array(width * height);
  const count = Math.round((severity * PORES * width * height) / period ** 2);
  const sigma = PORE_RADIUS * period;
  const reach = Math.ceil(3 * sigma);
  for (let pore = 0; pore < count; pore++) {
    const [px, py] = [random() * width, random() * height];
    for (let y = Math.max(0, Math.floor(py) - reach); y <= Math.min(height - 1, Math.floor(py) + reach); y++) {
      for (let x = Math.max(0, Math.floor(px) - reach); x <= Math.min(width - 1, Math.floor(px) + reach); x++) {
        const at = y * width + x;
        pores[at] = Math.max(pores[at]!, Math.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * sigma * sigma)));
      }
    }
  }
  return pores;
}
