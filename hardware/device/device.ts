/**
 * The contract of every device. One suite in `test/contracts` verifies it for each driver and simulator.
 *
 * - **Concurrency.** One operation at a time; a second call while one runs rejects with `busy` and disturbs nothing.
 *   `status`, `descriptor` and listeners may be used at any time.
 * - **Cancellation.** Every call that waits takes an AbortSignal. When it fires the call rejects with `aborted` within 250
 *   ms, the device is idle again and captured data is wiped. A call whose signal has already fired starts nothing.
 * - **Disconnection.** The running call and all later ones reject with `disconnected` until `connect` succeeds again.
 * - **Faults.** A device that timed out or sent invalid data is `faulted`. Operations may still be tried; one that succeeds
 *   makes it `ready` again.
 * - **Status.** Listeners receive each change once, in order, and never before `status()` returns it.
 */
import type { DeviceErrorCode } from './device-error.ts';
import type { DeviceKind } from './device-kind.ts';

export type { DeviceKind } from './device-kind.ts';

export type DeviceStatus =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'faulted'; readonly code: DeviceErrorCode };

/** Identity of the device. Each text matches `/^[a-z0-9][a-z0-9.-]{0,31}$/`, because it is sent to the server. */
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
  /** Ends the running operation and releases the device. Never rejects; may be called twice. */
  disconnect(): Promise<void>;
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  /**
   * Tests the device without a person, within 2 s. A failure is a value; only `busy`, `aborted` and `not-connected` reject.
   */
  selfTest(signal: AbortSignal): Promise<SelfTestResult>;
}

export type Unsubscribe = () => void;
