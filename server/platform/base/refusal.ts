import type { Fault } from '../../contract/fault.ts';
import type { WireErrorCode } from '../../contract/wire-error.ts';

/** A refusal, independent of the HTTP framework. */
export interface Refusal {
  readonly kind: 'refused';
  readonly code: WireErrorCode;
  readonly faults: readonly Fault[];
  /** Seconds, with `rate-limited`. */
  readonly retryAfterS?: number;
}

export function refuse(code: WireErrorCode, message: string, path = ''): Refusal {
  return { kind: 'refused', code, faults: [{ path, message }] };
}
