import type { KioskId } from '../contract/field.ts';
import type { EnrolmentCode } from './enrolment-code-table.ts';

/** Closed. */
export type CodeRefusal =
  | 'unknown'
  | 'of-another-kiosk'
  | 'withdrawn'
  | 'over'
  /** With another signing key: two machines know it. */
  | 'used-by-another';

/** `used-by-it`: by the kiosk that brings it again, because its answer was lost on the way. */
export type CodeJudgement = 'open' | 'used-by-it' | CodeRefusal;

/** Whether a code lets in the kiosk that brings it with this signing key. */
export function judgeCode(
  code: EnrolmentCode | undefined,
  kioskId: KioskId,
  publicKey: Uint8Array,
  nowMs: number,
): CodeJudgement {
  if (code === undefined) return 'unknown';
  if (code.kioskId !== kioskId) return 'of-another-kiosk';
  if (code.usedBy !== null) return Buffer.from(code.usedBy).equals(publicKey) ? 'used-by-it' : 'used-by-another';
  if (code.withdrawnAt !== null) return 'withdrawn';
  return nowMs < code.expiresAt ? 'open' : 'over';
}
