import type { DeviceError } from './device-error.ts';

/** The caller's signal, turned into one that carries the `DeviceError` to reject with, and that the device can fire itself. */
export interface EndingSignal {
  readonly controller: AbortController;
  /** Stops listening to the caller's. */
  readonly unhook: () => void;
}

export function endingSignal(signal: AbortSignal, cancelled: () => DeviceError): EndingSignal {
  const controller = new AbortController();
  const onAbort = () => controller.abort(cancelled());
  signal.addEventListener('abort', onAbort, { once: true });
  return { controller, unhook: () => signal.removeEventListener('abort', onAbort) };
}
