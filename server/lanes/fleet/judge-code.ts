import type { KioskId } from '../../contract/field.ts';
import type { EnrolmentCode } from './enrolment-code-table.ts';

/** Closed list. */
export type CodeRefusal =
  | 'unknown'
  | 'of-another-kiosk'
  | 'withdrawn'
  | 'over'
  /** Used with another signing key, so two machines have the code. */
  | 'used-by-another';

/** `used-by-it`: the same kiosk sends the code again, because the answer was lost. */
export type CodeJudgement = 'open' | 'used-by-it' | CodeRefusal;

/** Whether a code admits the kiosk that sends it with this signing key. */
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
