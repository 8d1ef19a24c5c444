import type { Device } from '../device/device.ts';
import type { Image } from '../device/image.ts';

/** ISO/IEC 19794-4 finger positions: 1 right thumb … 5 right little, 6 left thumb … 10 left little. */
export type FingerPosition = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** Result of a capture. Each kind leads to a different instruction for the traveller. */
export type FingerCapture =
  | {
      readonly kind: 'captured';
      /** Grey with dark ridges, owned by the receiver. */
      readonly image: Image;
      /** Pixels per inch, equal in both directions. */
      readonly resolutionPpi: number;
      readonly capturedAtMs: number;
    }
  /**
   * The device returns a record in a standard format instead of pixels. Its signature is verified; its content is not
   * parsed.
   */
  | { readonly kind: 'captured-record'; readonly record: FingerRecord; readonly capturedAtMs: number }
  /** No finger touched the platen in time. */
  | { readonly kind: 'no-finger' }
  /** The finger lifted or slid before the image was complete, or the image was too faint. */
  | { readonly kind: 'poor-contact' }
  /** The finger is too far from the middle of the platen. */
  | { readonly kind: 'off-centre' }
  /** Something on the platen must be removed before a capture can start, usually the finger of the previous capture. */
  | { readonly kind: 'lift-first' }
  /** The device reports a different finger from the one requested. Few devices can. */
  | { readonly kind: 'wrong-finger' };

/** One finger, as encoded by the device. */
export interface FingerRecord {
  /** `iso19794-4`: a finger image record of ISO/IEC 19794-4, any edition and any compression inside. */
  readonly format: 'iso19794-4';
  /** A separate buffer, which the receiver owns and wipes. Unparsed input: parse it with bounds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface FingerCaptureOptions {
  readonly position: FingerPosition;
  /** How long to wait for a finger. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A live-scan device for one finger at a time. The image is delivered in the event-loop turn of its arrival. */
export interface FingerprintScanner extends Device {
  capture(options: FingerCaptureOptions): Promise<FingerCapture>;
}
