/**
 * What every device promises, whatever it is and whoever made it. One suite in `test/contracts` holds each driver and each
 * simulator to it.
 *
 * - **Concurrency.** One operation at a time; a second call while one runs rejects with `busy` and disturbs nothing.
 *   `status`, `descriptor` and listeners may be used at any time.
 * - **Cancellation.** Every call that waits takes an AbortSignal. When it fires the call rejects with `aborted` within
 *   250 ms, the device is idle again and what it had captured is wiped. A signal that has fired already starts nothing.
 * - **Disconnection.** A call in flight rejects with `disconnected`; later ones do too, until `connect` succeeds again.
 * - **Faults.** A device that timed out or answered nonsense is `faulted`; the next operation may be tried, and one that
 *   succeeds makes it `ready` again.
 * - **Status.** Listeners hear each change once, in order, never before `status()` would say the same.
 */
import type { DeviceErrorCode } from './device-error.ts';
import type { DeviceKind } from './device-kind.ts';

export type { DeviceKind } from './device-kind.ts';

export type DeviceStatus =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'faulted'; readonly code: DeviceErrorCode };

/** Who the device is. Each text matches `/^[a-z0-9][a-z0-9.-]{0,31}$/`: it is reported, so it can hold nothing else. */
export interface DeviceDescriptor {
  readonly kind: DeviceKind;
  /** The registry's name of the driver, e.g. `simulator`. */
  readonly driver: string;
  readonly model: string;
  readonly firmware: string;
  readonly simulated: boolean;
}

export type SelfTestResult =
  | { readonly kind: 'passed'; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly code: DeviceErrorCode; readonly durationMs: number };

export interface Device {
  readonly descriptor: DeviceDescriptor;
  /** Opens the device; resolves when it is `ready`. Connecting a connected device does nothing. Rejects with `DeviceError`. */
  connect(signal: AbortSignal): Promise<void>;
  /** Ends whatever runs and lets go of the device. Never rejects; may be called twice. */
  disconnect(): Promise<void>;
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  /** Exercises the device without a person: at most 2 s. Bad health is a value; only `busy`, `aborted` and `not-connected` reject. */
  selfTest(signal: AbortSignal): Promise<SelfTestResult>;
}

export type Unsubscribe = () => void;
