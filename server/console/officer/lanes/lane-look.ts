/** The shape and word of a lane on the plan, by its state, and whether it needs a person. Pure. */
import { LANE_STALE_MS } from '../../../contract/timing.ts';
import type { LaneView } from '../../../records/kiosks/answers.ts';
import type { Tone } from '../../design/tone.ts';
import { translated } from '../../languages/text.ts';

/** `silent`: the lane has sent nothing for some seconds, or nothing yet, so its state is not known. */
export const LANE_LOOKS = ['starting', 'free', 'in-use', 'emergency', 'out-of-service', 'silent', 'disabled'] as const;
export type LaneLook = (typeof LANE_LOOKS)[number];

export function lookOf({ heard, disabled }: LaneView, nowMs: number): LaneLook {
  if (disabled) return 'disabled';
  return heard === null || nowMs - heard.receivedAt > LANE_STALE_MS ? 'silent' : heard.state;
}

/** Whether a device of the lane does not work, or reports wait in it. */
export function hasTrouble({ heard }: LaneView): boolean {
  return heard !== null && (heard.undelivered > 0 || heard.devices.some(({ health }) => health !== 'ready'));
}

/** Short, because they stand below a shape. The lane's dialog has the full words. */
export const LOOK_WORDS: { readonly [Look in LaneLook]: string } = translated({
  starting: 'Starting',
  free: 'Free',
  'in-use': 'In use',
  emergency: 'Emergency',
  'out-of-service': 'Closed ## lane out of service',
  silent: 'Silent ## lane that sends nothing',
  disabled: 'Disabled',
});

export const LOOK_TONES: { readonly [Look in LaneLook]: Tone } = {
  starting: 'note',
  free: 'good',
  'in-use': 'plain',
  emergency: 'bad',
  'out-of-service': 'bad',
  silent: 'caution',
  disabled: 'bad',
};

interface Shape {
  /** On a grid of 32 by 24. */
  readonly outline: string;
  readonly mark: string;
  readonly isFilled?: true;
  readonly isDashed?: true;
}

const SQUARE = 'M6 2h20v20H6z';
const CIRCLE = 'M26 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0z';

/** Each look has a shape of its own, so that none depends on its colour. */
export const LOOK_SHAPES: { readonly [Look in LaneLook]: Shape } = {
  starting: { outline: CIRCLE, mark: 'M16 7v5l3.5 2', isDashed: true },
  free: { outline: CIRCLE, mark: 'M11.5 12.5l3 3 6-7' },
  'in-use': { outline: CIRCLE, mark: 'M16 8.5v.1M12.5 17c0-5 7-5 7 0', isFilled: true },
  emergency: { outline: 'M16 1 28 22H4z', mark: 'M16 9v6M16 18.5v.1', isFilled: true },
  'out-of-service': { outline: SQUARE, mark: 'M11 7l10 10M21 7 11 17', isFilled: true },
  silent: { outline: SQUARE, mark: 'M13 9a3 3 0 1 1 4.3 2.7c-1 .5-1.3 1-1.3 2M16 17.4v.1', isDashed: true },
  disabled: { outline: SQUARE, mark: 'M8 4l16 16' },
};
