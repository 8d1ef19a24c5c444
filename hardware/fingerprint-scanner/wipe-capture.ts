import { wipeImage } from '../image.ts';
import type { FingerCapture } from './fingerprint-scanner.ts';

/** Overwrites what a capture holds, if it holds anything. */
export function wipeCapture(capture: FingerCapture): void {
  if (capture.kind === 'captured') wipeImage(capture.image);
  if (capture.kind === 'captured-record') capture.record.bytes.fill(0);
}
