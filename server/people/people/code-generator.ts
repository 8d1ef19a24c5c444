/** TOTP codes (RFC 6238): six digits, 30 s, SHA-1, as authenticator apps make them. */
import { generateSecret, generateURI, verify } from 'otplib';

/** Accepts one step before and one after, because phones' clocks drift. */
const TOLERANCE_S = 30;
const SECRET_BYTES = 20;

export type CodeJudgement =
  | { readonly kind: 'right'; readonly step: number }
  /** Correct, but already used. */
  | { readonly kind: 'replayed' }
  | { readonly kind: 'wrong' };

/** Base32. */
export function makeCodeSecret(): string {
  return generateSecret({ length: SECRET_BYTES });
}

/** `otpauth:` URI for the QR code of an app. */
export function codeUri(secret: string, personId: string): string {
  return generateURI({ issuer: 'Postern', label: personId, secret });
}

/** @param lastStep time step of the last used code; codes of it and earlier steps are refused */
export async function judgeCode(
  secret: string,
  code: string,
  { now, lastStep }: { readonly now: number; readonly lastStep: number },
): Promise<CodeJudgement> {
  const isCode = /^[0-9]{6}$/.test(code);
  const result = await verify({
    secret,
    // A malformed code takes the same time as a wrong one.
    token: isCode ? code : '000000',
    epoch: Math.floor(now / 1_000),
    epochTolerance: TOLERANCE_S,
  });
  if (!isCode || !result.valid || !('timeStep' in result)) return { kind: 'wrong' };
  return result.timeStep > lastStep ? { kind: 'right', step: result.timeStep } : { kind: 'replayed' };
}
