import type { FaceQuality } from './face-quality.ts';
import type { QualityMeasure } from './quality-measure.ts';

/** The measures that decide which frame is compared: what an embedder suffers from. */
const DECISIVE = [
  'interEyeDistance',
  'sharpness',
  'headPoseYaw',
  'headPosePitch',
  'luminanceMean',
  'underExposurePrevention',
  'overExposurePrevention',
  'leftwardCropOfTheFaceImage',
  'rightwardCropOfTheFaceImage',
  'marginBelowOfTheFaceImage',
] as const satisfies readonly (keyof FaceQuality)[];

/**
 * One number, 0..100, to choose the best of several frames by: the product of the decisive components, so that one bad
 * measure cannot be bought off by the others. Larger is better. What could not be assessed counts as 0. It is not
 * ISO/IEC 29794-5's UnifiedQualityScore, which a network computes, and has no meaning across cameras.
 */
export function unifiedQuality(quality: FaceQuality): number {
  return 100 * DECISIVE.reduce((product, name) => product * (componentOf(quality[name]) / 100), 1);
}

/** The component 0..100; 0 where the measure could not be assessed. */
export function componentOf(measure: QualityMeasure): number {
  return measure.kind === 'assessed' ? measure.component : 0;
}
