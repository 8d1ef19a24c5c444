/** Codes of a generator: TOTP (RFC 6238), six digits, 30 s, SHA-1, as every app makes them. */
import { generateSecret, generateURI, verify } from 'otplib';

/** One step before and one after now: phones' clocks drift. */
const TOLERANCE_S = 30;
const SECRET_BYTES = 20;

export type CodeJudgement =
  | { readonly kind: 'right'; readonly step: number }
  /** Right, and used before. */
  | { readonly kind: 'replayed' }
  | { readonly kind: 'wrong' };

/** Base32. */
export function makeCodeSecret(): string {
  return generateSecret({ length: SECRET_BYTES });
}

/** What an app reads from a QR code. */
export function codeUri(secret: string, personId: string): string {
  return generateURI({ issuer: 'Postern', label: personId, secret });
}

/** `lastStep`: the time step of the last code used; that one and those before it are spent. */
export async function judgeCode(
  secret: string,
  code: string,
  { now, lastStep }: { readonly now: number; readonly lastStep: number },
): Promise<CodeJudgement> {
  const isCode = /^[0-9]{6}$/.test(code);
  const result = await verify({
    secret,
    // What is no code costs as much as one that is wrong.
    token: isCode ? code : '000000',
    epoch: Math.floor(now / 1_000),
    epochTolerance: TOLERANCE_S,
  });
  if (!isCode || !result.valid || !('timeStep' in result)) return { kind: 'wrong' };
  return result.timeStep > lastStep ? { kind: 'right', step: result.timeStep } : { kind: 'replayed' };
}
