import type { Fault } from '../contract/fault.ts';
import type { WireErrorCode } from '../contract/wire-error.ts';

/** The answer to a request that was refused, without a framework. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: WireErrorCode;
  readonly faults: readonly Fault[];
  /** Seconds, beside `rate-limited`. */
  readonly retryAfterS?: number;
}

export function refuse(code: WireErrorCode, message: string, path = ''): Refusal {
  return { kind: 'refused', code, faults: [{ path, message }] };
}
