import type { DeviceError } from './device-error.ts';

/** Derived from the caller's signal. Its reason is the `DeviceError` to reject with, and the device can fire it too. */
export interface EndingSignal {
  readonly controller: AbortController;
  /** Stops listening to the caller's signal. */
  readonly unhook: () => void;
}

export function endingSignal(signal: AbortSignal, cancelled: () => DeviceError): EndingSignal {
  const controller = new AbortController();
  const onAbort = () => controller.abort(cancelled());
  signal.addEventListener('abort', onAbort, { once: true });
  return { controller, unhook: () => signal.removeEventListener('abort', onAbort) };
}
