import type { Device } from '../device/device.ts';
import type { IndicatorSignal } from '../device/indicator-signal.ts';

export interface Indicator extends Device {
  /** Shows a signal until the next call. Resolves when it is lit. */
  show(signal: IndicatorSignal): Promise<void>;
  shown(): IndicatorSignal;
}
