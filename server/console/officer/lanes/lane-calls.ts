import type { LaneState } from '../../../records/kiosks/answers.ts';
import type { IconName } from '../../design/icon.tsx';
import type { Tone } from '../../design/tone.ts';

/** The states in which a lane needs a person, and how they look. */
export const LANE_CALLS: { readonly [State in LaneState]?: { readonly tone: Tone; readonly icon: IconName } } = {
  emergency: { tone: 'bad', icon: 'warning' },
  'out-of-service': { tone: 'bad', icon: 'cross' },
};
