import type { DeviceKind } from './device-kind.ts';

/** Closed: a lane turns each of these into a fault code, so a new one is a change of contract. */
export type DeviceErrorCode =
  /** A call that needs a connected device came before `connect` or after `disconnect`. */
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
  /** Moving parts do not move. */
  | 'jammed'
  /** The device answered something its protocol does not allow, or a transfer arrived damaged. */
  | 'corrupt'
  /** What the driver needs is not there, whatever is plugged in: a library, a capability of the device, a trusted certificate. */
  | 'unsupported'
  /** A wrapped key names a root that the secure element does not have. The element is well. */
  | 'unknown-key'
  /** A wrapped key was changed, or belongs to another context or element. The element is well. */
  | 'tampered'
  /** The secure element does not do this with its keys. The element is well. */
  | 'refused'
  /** A driver name that nothing is registered under. */
  | 'unknown-driver'
  /** A simulator was asked for where `production` is set. */
  | 'simulator-refused';

/** A dead, absent or misused device. Expected outcomes (nobody there, poor contact) are values, never this. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly code: DeviceErrorCode;
  readonly device: DeviceKind;

  constructor(device: DeviceKind, code: DeviceErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.device = device;
    this.code = code;
  }
}
