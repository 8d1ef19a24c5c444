import type { LaneStatus } from '../contract/status.ts';
import type { LanePhase } from '../contract/vocabulary.ts';

/**
 * What a lane is doing, as consoles know it. Which step its traveller is at is not told: beside the queue it would tell a test of attention, of
 * which no lane hears, from a traveller whom this lane has just referred.
 */
export const LANE_STATES = ['starting', 'free', 'in-use', 'emergency', 'out-of-service'] as const;
export type LaneState = (typeof LANE_STATES)[number];

export function laneStateOf(phase: LanePhase): LaneState {
  switch (phase) {
    case 'starting':
    case 'emergency':
    case 'out-of-service':
      return phase;
    case 'idle':
      return 'free';
    case 'notice':
    case 'document':
    case 'token':
    case 'face':
    case 'finger':
    case 'declaration':
    case 'deciding':
    case 'opening':
    case 'passage':
    case 'referred':
      return 'in-use';
  }
}

/** A lane as a console shows it: who stands where, and the latest it said of itself. */
export interface LaneView {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly disabled: boolean;
  /** `null` until the lane has spoken. Times are the server's. */
  readonly heard:
    | ({ readonly receivedAt: number; readonly state: LaneState } & Pick<LaneStatus, 'devices' | 'undelivered'>)
    | null;
}
