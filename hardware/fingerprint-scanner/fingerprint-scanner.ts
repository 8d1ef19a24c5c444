import type { Device } from '../device.ts';
import type { Image } from '../image.ts';

/** ISO/IEC 19794-4 finger positions: 1 right thumb … 5 right little, 6 left thumb … 10 left little. */
export type FingerPosition = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

export type FingerCapture =
  | {
      readonly kind: 'captured';
      /** Grey, ridges dark, owned by the receiver. */
      readonly image: Image;
      /** Pixels per inch, the same in both directions. */
      readonly resolutionPpi: number;
      readonly capturedAtMs: number;
    }
  /** No finger touched the platen in time. */
  | { readonly kind: 'no-finger' }
  /** A finger touched, and lifted or slid before an image was complete. */
  | { readonly kind: 'poor-contact' };

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
