import type { Device } from '../device.ts';

/** What a lane's lamps and arrows can say. The screen says the same in words; colour is never the only cue. */
export type IndicatorSignal =
  | 'off'
  | 'ready'
  | 'present-document'
  | 'look-here'
  | 'turn-head-left'
  | 'turn-head-right'
  | 'wait'
  | 'proceed'
  | 'go-to-desk'
  | 'out-of-service';

export interface Indicator extends Device {
  /** Shows one signal until the next; the last call wins. Resolves when it is lit. */
  show(signal: IndicatorSignal): Promise<void>;
  shown(): IndicatorSignal;
}
