/** Source of the page's machine-readable zone, for chip readers without optics. */
import type { DeviceError } from '../device/device-error.ts';

export type OpticalZone =
  /** ASCII, lines separated by `\n`, in a buffer of at least 65 bytes; owned by the receiver, who wipes it. */
  | { readonly kind: 'zone'; readonly mrz: Uint8Array<ArrayBuffer> }
  /** No document was shown in time. */
  | { readonly kind: 'no-document' }
  /** The input was not a valid zone. */
  | { readonly kind: 'unreadable' };

export interface ZoneOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface OpticalZoneSource {
  /**
   * Opens the device. Rejects with `DeviceError`: `disconnected`, `aborted`, and the errors of a camera that cannot be
   * opened.
   *
   * @param lost called once when the device is lost after that
   */
  open(lost: (reason: DeviceError) => void, signal: AbortSignal): Promise<void>;
  /**
   * Waits for the next zone; one shown before the call may belong to another traveller and is ignored. Rejects with
   * `DeviceError`: `aborted`, `disconnected`, `not-connected`, `busy`; a camera's also with `timed-out`, `corrupt`.
   */
  awaitZone(options: ZoneOptions): Promise<OpticalZone>;
  /** Never rejects; may be called twice. */
  close(): Promise<void>;
}
