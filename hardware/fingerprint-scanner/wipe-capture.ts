import { wipeImage } from '../device/image.ts';
import type { FingerCapture } from './fingerprint-scanner.ts';

/** Overwrites the data of a capture, if it has any. */
export function wipeCapture(capture: FingerCapture): void {
  if (capture.kind === 'captured') wipeImage(capture.image);
  if (capture.kind === 'captured-record') capture.record.bytes.fill(0);
}
