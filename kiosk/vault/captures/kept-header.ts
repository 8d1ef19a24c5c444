import { type CaptureHeader, captureHeaderOf, splitCapture } from '../../../server/contract/sealed-capture.ts';
import { type KeptClass, LONGEST_REFERRAL_MS } from './kept-class.ts';
import { VaultError } from './vault-error.ts';

/** Parses the header, which is only authenticated when the capture opens. Throws `VaultError` `corrupt`. */
export function headerOf(sealed: Uint8Array): CaptureHeader {
  const header = readHeader(sealed);
  if (header === undefined) throw new VaultError('corrupt', 'a stored capture has no header');
  return header;
}

/**
 * Whether a referral's capture is older than any policy allows. The capture time is authenticated, so a row with a later
 * end does not extend access.
 */
export function isPastAnyLimit(capture: { keptAs: KeptClass; sealed: Uint8Array }, nowMs: number): boolean {
  const header = capture.keptAs === 'referred' ? readHeader(capture.sealed) : undefined;
  return header !== undefined && nowMs >= header.capturedAt + LONGEST_REFERRAL_MS;
}

function readHeader(sealed: Uint8Array): CaptureHeader | undefined {
  const parts = splitCapture(sealed);
  return parts.kind === 'split' ? captureHeaderOf(parts.additionalData) : undefined;
}
