import type { FaceSeen } from '../../../models/face/face-observation.ts';
import { assessed } from '../../../models/face/quality/quality-measure.ts';

/** The same face in a good position for a gate. In a photograph it may be small, or near the edges. */
export function wellPlaced(seen: FaceSeen): FaceSeen {
  return {
    ...seen,
    box: { left: 0.4, top: 0.3, width: 0.2, height: 0.3 },
    interEyeDistancePx: 120,
    quality: {
      ...seen.quality,
      leftwardCropOfTheFaceImage: assessed(2, 100),
      rightwardCropOfTheFaceImage: assessed(2, 100),
      marginAboveOfTheFaceImage: assessed(2, 100),
      marginBelowOfTheFaceImage: assessed(3, 100),
    },
  };
}
