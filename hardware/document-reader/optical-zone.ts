/** The page's machine-readable zone, for document readers whose chip reader cannot see. */
import type { DeviceError } from '../device-error.ts';

export type OpticalZone =
  /** ASCII, lines separated by `\n`, in a buffer of at least 65 bytes; owned by the receiver, who wipes it. */
  | { readonly kind: 'zone'; readonly mrz: Uint8Array<ArrayBuffer> }
  /** Nothing was shown in time. */
  | { readonly kind: 'no-document' }
  /** Something was shown that is no zone. */
  | { readonly kind: 'unreadable' };

export interface ZoneOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface OpticalZoneSource {
  /**
   * Opens the device. Rejects with `DeviceError`: `disconnected`, `aborted`, and what else a camera says that cannot be opened.
   *
   * @param lost told once when the device goes away after that
   */
  open(lost: (reason: DeviceError) => void, signal: AbortSignal): Promise<void>;
  /**
   * The zone that is shown from now on; what was shown before the call belongs to somebody else. Rejects with `DeviceError`:
   * `aborted`, `disconnected`, `not-connected`, `busy`; a camera's also with `timed-out`, `corrupt`.
   */
  awaitZone(options: ZoneOptions): Promise<OpticalZone>;
  /** Never rejects; may be called twice. */
  close(): Promise<void>;
}
