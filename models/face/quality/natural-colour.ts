import type { CheekZones } from './cheek-zones.ts';
import { CHEEK_ZONE_INSIDE_MIN, NATURAL_COLOUR } from './constants.ts';
import { linearLight } from './luminance.ts';
import { assessed, notAssessable, type QualityMeasure, sigmoid } from './quality-measure.ts';

/**
 * NaturalColour. Native: distance of the cheeks' mean colour from the range of skin in CIELAB's a* and b*, 0 and more. A
 * grey picture has no colour to assess (OFIQ calls it natural).
 */
export function naturalColour({ meanColour, coloured, insideShare }: CheekZones): QualityMeasure {
  if (insideShare < CHEEK_ZONE_INSIDE_MIN) return notAssessable('face-outside-image');
  if (!coloured) return notAssessable('no-colour');
  const { aMin, aMax, bMin, bMax, beyond, width } = NATURAL_COLOUR;
  const [a, b] = chromaOf(meanColour);
  const outside = (value: number, least: number, most: number): number => Math.max(0, least - value, value - most);
  const native = a >= 0 && b >= 0 ? Math.hypot(outside(a, aMin, aMax), outside(b, bMin, bMax)) : beyond;
  return assessed(native, 200 * (1 - sigmoid(native, 0, width)));
}

/** CIELAB a* and b* under D50 (ICC) of an encoded sRGB colour 0..255. */
function chromaOf([red, green, blue]: readonly [number, number, number]): readonly [number, number] {
  const [r, g, b] = [linearLight(red), linearLight(green), linearLight(blue)];
  const x = cubic((0.43605 * r + 0.38508 * g + 0.14309 * b) / 0.964221);
  const y = cubic(0.22249 * r + 0.71689 * g + 0.06062 * b);
  const z = cubic((0.01393 * r + 0.0971 * g + 0.71419 * b) / 0.825211);
  return [500 * (x - y), 200 * (y - z)];
}

function cubic(value: number): number {
  return value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
}
