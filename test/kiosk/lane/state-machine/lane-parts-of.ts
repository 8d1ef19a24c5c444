import type { FaceAnalysis } from '../../../../kiosk/biometrics/face/analysis.ts';
import { paceRates } from '../../../../kiosk/biometrics/face/pace.ts';
import { createPaceBoard, type PaceBoard } from '../../../../kiosk/biometrics/face/pace-board.ts';
import type { FingerAnalysis } from '../../../../kiosk/biometrics/finger/finger-analysis.ts';
import type {
  LaneInspection,
  LaneParts,
  LaneReporting,
  LaneRules,
  LaneScreen,
  LaneStores,
} from '../../../../kiosk/lane/state-machine/lane-parts.ts';
import { NO_PARTNERS } from './no-partners.ts';

type FlatParts = Pick<LaneParts, 'clock' | 'log' | 'devices'> &
  LaneRules &
  Omit<LaneInspection, 'watchlists' | 'partners' | 'areReleasesTooOld'> &
  Partial<Pick<LaneInspection, 'watchlists' | 'partners' | 'areReleasesTooOld'>> &
  Omit<LaneStores, 'fleetAttempts'> &
  Partial<Pick<LaneStores, 'fleetAttempts'>> &
  LaneScreen &
  LaneReporting & {
    readonly pace?: PaceBoard;
    readonly analysis: FaceAnalysis;
    readonly fingerAnalysis: FingerAnalysis;
  };

/** The parts of a lane by subject, from a flat list in which a test can replace single parts. */
export function lanePartsOf(flat: FlatParts): LaneParts {
  return {
    ...flat,
    pace: flat.pace ?? createPaceBoard(flat.clock, () => paceRates({ light: 'skipped', headTurn: 'required' })),
    rules: flat,
    inspection: {
      ...flat,
      watchlists: flat.watchlists ?? { ask: async () => [] },
      partners: flat.partners ?? NO_PARTNERS,
      areReleasesTooOld: flat.areReleasesTooOld ?? (() => false),
    },
    stores: { ...flat, fleetAttempts: flat.fleetAttempts ?? { reserve: async () => ({ kind: 'granted' }) } },
    analyses: { face: flat.analysis, finger: flat.fingerAnalysis },
    screen: flat,
    reporting: flat,
  };
}
