import type { Device } from '../device.ts';
import type { Image } from '../image.ts';

/** ISO/IEC 19794-4 finger positions: 1 right thumb … 5 right little, 6 left thumb … 10 left little. */
export type FingerPosition = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** What a capture came to. Kinds differ where a traveller would be told something different. */
export type FingerCapture =
  | {
      readonly kind: 'captured';
      /** Grey, ridges dark, owned by the receiver. */
      readonly image: Image;
      /** Pixels per inch, the same in both directions. */
      readonly resolutionPpi: number;
      readonly capturedAtMs: number;
    }
  /** The device hands out a record in a standard's format instead of pixels. Its signature was checked, its content was not looked at. */
  | { readonly kind: 'captured-record'; readonly record: FingerRecord; readonly capturedAtMs: number }
  /** No finger touched the platen in time. */
  | { readonly kind: 'no-finger' }
  /** A finger touched, and lifted or slid before an image was complete, or was too faint to be one. */
  | { readonly kind: 'poor-contact' }
  /** A finger lies too far from the middle of the platen. */
  | { readonly kind: 'off-centre' }
  /** Something lies on the platen and has to go before a capture can start: usually the finger of the capture before. */
  | { readonly kind: 'lift-first' }
  /** The device itself says that it saw another finger than the one asked for. Few devices can tell. */
  | { readonly kind: 'wrong-finger' };

/** One finger as the device encoded it. */
export interface FingerRecord {
  /** `iso19794-4`: a finger image record of ISO/IEC 19794-4, any edition and any compression inside. */
  readonly format: 'iso19794-4';
  /** A buffer of its own, owned by the receiver, who wipes it. Unread input: parse it with bounds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface FingerCaptureOptions {
  readonly position: FingerPosition;
  /** How long to wait for a finger. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A live-scan device for one finger at a time. The image is handed over in the event-loop turn in which it arrived. */
export interface FingerprintScanner extends Device {
  capture(options: FingerCaptureOptions): Promise<FingerCapture>;
}
