import type { FaceAnalysis } from '../../../kiosk/face/analysis.ts';
import type { FingerAnalysis } from '../../../kiosk/finger/finger-analysis.ts';
import type {
  LaneInspection,
  LaneParts,
  LaneReporting,
  LaneRules,
  LaneScreen,
  LaneStores,
} from '../../../kiosk/lane/lane-parts.ts';

type FlatParts = Pick<LaneParts, 'clock' | 'log' | 'devices'> &
  LaneRules &
  LaneInspection &
  LaneStores &
  LaneScreen &
  LaneReporting & { readonly analysis: FaceAnalysis; readonly fingerAnalysis: FingerAnalysis };

/** The parts of a lane by subject, from a flat list in which a test can replace single parts. */
export function lanePartsOf(flat: FlatParts): LaneParts {
  return {
    ...flat,
    rules: flat,
    inspection: flat,
    stores: flat,
    analyses: { face: flat.analysis, finger: flat.fingerAnalysis },
    screen: flat,
    reporting: flat,
  };
}
