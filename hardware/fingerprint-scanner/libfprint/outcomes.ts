/** Maps libfprint's error codes to outcomes of the contract. Values: `fp-device.h` of libfprint 1.94. */
import type { ReaderFailure, ReaderRetry } from './reader-messages.ts';

export type CaptureEnd =
  | { readonly kind: 'retry'; readonly retry: ReaderRetry }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly code: ReaderFailure };

/** FP_DEVICE_RETRY_*. */
const RETRIES: readonly ReaderRetry[] = [
  /** GENERAL: the scan did not succeed. */
  'poor-contact',
  /** TOO_SHORT: the swipe was too short. */
  'poor-contact',
  /** CENTER_FINGER. */
  'off-centre',
  /** REMOVE_FINGER: lift the finger and try again. */
  'lift-first',
  /** TOO_FAST: the swipe was too fast. */
  'poor-contact',
];

const G_IO_ERROR_CANCELLED = 19;
const FP_DEVICE_ERROR_NOT_SUPPORTED = 1;
const FP_DEVICE_ERROR_REMOVED = 0x100;

/** @param quark the error domain's name, e.g. `fp-device-retry-quark`; libfprint 1.94 writes its own with spaces */
export function captureEnd(quark: string, code: number): CaptureEnd {
  const domain = quark.replaceAll(' ', '');
  if (domain === 'fp-device-retry-quark') return { kind: 'retry', retry: RETRIES[code] ?? 'poor-contact' };
  if (domain === 'g-io-error-quark' && code === G_IO_ERROR_CANCELLED) return { kind: 'cancelled' };
  if (domain === 'fp-device-error-quark') {
    if (code === FP_DEVICE_ERROR_REMOVED) return { kind: 'failed', code: 'disconnected' };
    if (code === FP_DEVICE_ERROR_NOT_SUPPORTED) return { kind: 'failed', code: 'unsupported' };
  }
  return { kind: 'failed', code: 'corrupt' };
}
