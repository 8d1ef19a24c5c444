import { codedError } from '../host/coded-error.ts';
import type { DeviceKind } from './device-kind.ts';

/** Closed: a lane turns each of these into a fault code, so a new one is a change of contract. */
export type DeviceErrorCode =
  /** The call needs a connected device and came before `connect` or after `disconnect`. */
  | 'not-connected'
  /** The device was unplugged or stopped answering its bus. */
  | 'disconnected'
  /** One operation at a time: another call is still running, or another program holds the device. */
  | 'busy'
  /** The operating system, the browser or the device's own sign-in refuses the driver. */
  | 'not-permitted'
  /** The device promised data within a time and did not deliver. */
  | 'timed-out'
  /** The caller's AbortSignal fired. */
  | 'aborted'
  /** The moving parts are stuck. */
  | 'jammed'
  /** The device violated its protocol, or a transfer was damaged. */
  | 'corrupt'
  /**
   * A prerequisite of the driver is missing, independent of the connection: a library, a capability of the device, a
   * trusted certificate.
   */
  | 'unsupported'
  /** A wrapped key names a root that the secure element does not have. The element stays usable. */
  | 'unknown-key'
  /** A wrapped key was changed, or belongs to another context or element. The element stays usable. */
  | 'tampered'
  /** The secure element refuses this use of its keys. The element stays usable. */
  | 'refused'
  /** No driver is registered under this name. */
  | 'unknown-driver'
  /** A simulator was requested in `production`. */
  | 'simulator-refused';

/** A dead, absent or misused device. Expected outcomes (no traveller, poor contact) are values, never errors. */
export class DeviceError extends codedError<DeviceErrorCode>('DeviceError') {
  readonly device: DeviceKind;

  constructor(device: DeviceKind, code: DeviceErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
    this.device = device;
  }
}
