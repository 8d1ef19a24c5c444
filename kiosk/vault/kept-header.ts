import { type CaptureHeader, captureHeaderOf, splitCapture } from '../../server/contract/sealed-capture.ts';
import { type KeptClass, LONGEST_REFERRAL_MS } from './kept-class.ts';
import { VaultError } from './vault-error.ts';

/** Believed as far as its key opens the capture that it heads. Throws `VaultError` `corrupt`. */
export function headerOf(sealed: Uint8Array): CaptureHeader {
  const header = readHeader(sealed);
  if (header === undefined) throw new VaultError('corrupt', 'a kept capture has no header');
  return header;
}

/**
 * Whether a capture of a referral was made longer ago than any policy keeps one. It opens under nothing but the time at which it was made, so a
 * row that was given a later end gives nobody a longer look.
 */
export function isPastAnyLimit(capture: { keptAs: KeptClass; sealed: Uint8Array }, nowMs: number): boolean {
  const header = capture.keptAs === 'referred' ? readHeader(capture.sealed) : undefined;
  return header !== undefined && nowMs >= header.capturedAt + LONGEST_REFERRAL_MS;
}

function readHeader(sealed: Uint8Array): CaptureHeader | undefined {
  const parts = splitCapture(sealed);
  return parts.kind === 'split' ? captureHeaderOf(parts.additionalData) : undefined;
}
