/** Signals of a lane's lamps and arrows. The screen shows the same in words; colour is never the only cue. */
export const INDICATOR_SIGNALS = [
  'off',
  'ready',
  'present-document',
  'look-here',
  'turn-head-left',
  'turn-head-right',
  'wait',
  'proceed',
  'go-to-desk',
  'out-of-service',
] as const;
export type IndicatorSignal = (typeof INDICATOR_SIGNALS)[number];
