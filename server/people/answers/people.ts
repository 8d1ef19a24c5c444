/** People, their ways of signing in, and their sessions, as consoles show them. Times are the server's wall time, ms. */
import type { SignInMethod } from './session.ts';

export const ENROLMENT_PURPOSES = ['first-administrator', 'invitation', 'recovery'] as const;
export type EnrolmentPurpose = (typeof ENROLMENT_PURPOSES)[number];

/** Purpose of a code, shown to its holder. */
export interface EnrolmentView {
  readonly purpose: EnrolmentPurpose;
  /** `null` for a first administrator, who chooses a name. */
  readonly person: { readonly id: string; readonly displayName: string } | null;
  readonly expiresAt: number;
}

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly synced: boolean;
  readonly addedAt: number;
  readonly usedAt: number | null;
  /** Blocked because its counter decreased; it no longer signs in. */
  readonly blocked: boolean;
}

export interface OwnSessionView {
  readonly id: string;
  readonly method: SignInMethod;
  readonly device: string;
  readonly signedInAt: number;
  readonly seenAt: number;
  readonly endsAt: number;
  readonly isThisOne: boolean;
}

/** Answer to `GET /v1/session/account`. */
export interface AccountView {
  readonly personId: string;
  readonly displayName: string;
  readonly passkeys: readonly PasskeyView[];
  /** `null` without a password and code generator. */
  readonly passwordSetAt: number | null;
  readonly sessions: readonly OwnSessionView[];
}

export interface PersonView {
  readonly id: string;
  readonly displayName: string;
  /** `invited`: holds a code and cannot sign in yet. `expired`: the code has expired as well. */
  readonly state: 'active' | 'invited' | 'expired' | 'disabled';
  readonly createdAt: number;
  readonly passkeys: number;
  readonly hasPassword: boolean;
}

export interface RecoveryView {
  readonly id: string;
  readonly personId: string;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly expiresAt: number;
}

/** The part of a code that one administrator sees; for halves, another administrator sees the other. */
export const CODE_PARTS = ['whole', 'first-half', 'second-half'] as const;

/** A one-time code, or half of one, shown once. */
export interface IssuedCode {
  readonly code: string;
  readonly part: (typeof CODE_PARTS)[number];
  readonly personId: string;
  readonly expiresAt: number;
}

/** A requested recovery, with the half of the code for the administrator who asked. */
export interface AskedRecovery extends RecoveryView {
  readonly half: IssuedCode;
}
