import type { Image } from '../../../../hardware/device/image.ts';
import { gaussianBlur } from '../../../../models/finger/extraction/gaussian.ts';
import { FULL_ONSET, noiseField, ramp } from './noise-field.ts';
import { extremeAround } from './rank-filter.ts';
import { periodPx, ridgeTones } from './ridge-tones.ts';

/** Sizes in ridge periods. */
const GROWTH_PERIODS = 0.17;
const BLUR_PERIODS = 0.12;
const BRIDGE_GRAIN = 0.3;
const BLOTCH_GRAIN = 2.5;
/** Maximum share of the valley height that moisture fills; some light always passes. */
const MAX_FILLED = 0.93;
/**
 * Wetness at full severity: mean, spread between patches, and the value below which it has no effect; the noise of
 * bridges has a spread of 1.
 */
const WETNESS = 1.8;
const BLOTCHINESS = 0.9;
const DRY_BELOW = 1.8;
/** Noise of the sensor, grey levels. Without it a print with a contrast of a few levels would still be perfect. */
const SENSOR_NOISE = 4;

/**
 * A wet finger: ridges become wide and join across valleys, and moisture fills patches until little contrast remains.
 *
 * @param severity 0 (unchanged) to 1
 */
export function wet(image: Image, resolutionPpi: number, severity: number, random: () => number): Image {
  const { width, height } = image;
  const period = periodPx(resolutionPpi);
  const { ridge, print } = ridgeTones(image, resolutionPpi);
  const grown = extremeAround(
    Float32Array.from(image.data),
    width,
    height,
    severity * GROWTH_PERIODS * period,
    Math.min,
  );
  if (severity > 0) {
    gaussianBlur(grown, width, height, severity * BLUR_PERIODS * period, grown, new Float32Array(grown.length));
  }
  const bridges = noiseField(width, height, BRIDGE_GRAIN * period, random);
  const blotches = noiseField(width, height, BLOTCH_GRAIN * period, random);
  const onset = ramp(severity, 0, FULL_ONSET);
  const data = image.data.map((before, at) => {
    const wetness = severity * (WETNESS + BLOTCHINESS * blotches[at]!) - DRY_BELOW;
    const filled = onset * MAX_FILLED * Math.max(ramp(bridges[at]! + wetness, -0.3, 0.9), ramp(wetness, 0, 1.2));
    const darkened = grown[at]! - filled * Math.max(0, grown[at]! - ridge[at]!);
    const noise = severity * SENSOR_NOISE * (random() + random() - 1);
    return Math.round(Math.max(0, Math.min(255, before + print[at]! * (Math.min(before, darkened) + noise - before))));
  });
  return { ...image, data, ownership: 'owned' };
}
