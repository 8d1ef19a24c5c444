/** People, their ways of signing in, and their sessions, as consoles show them. Times are the server's wall time, ms. */
import type { SignInMethod } from './session.ts';

export const ENROLMENT_PURPOSES = ['first-administrator', 'invitation', 'recovery'] as const;
export type EnrolmentPurpose = (typeof ENROLMENT_PURPOSES)[number];

/** What a code is for, told to whoever holds it. */
export interface EnrolmentView {
  readonly purpose: EnrolmentPurpose;
  /** `null` for a first administrator, who says who they are. */
  readonly person: { readonly id: string; readonly displayName: string } | null;
  readonly expiresAt: number;
}

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly synced: boolean;
  readonly addedAt: number;
  readonly usedAt: number | null;
  /** Its counter went back; it opens nothing any more. */
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

/** `GET /v1/session/account`. */
export interface AccountView {
  readonly personId: string;
  readonly displayName: string;
  readonly passkeys: readonly PasskeyView[];
  /** When a password and a code generator were set; `null` when they were not. */
  readonly passwordSetAt: number | null;
  readonly sessions: readonly OwnSessionView[];
}

export interface PersonView {
  readonly id: string;
  readonly displayName: string;
  /** `invited`: holds a code and no way to sign in yet. `expired`: neither. */
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

/** What of a code one administrator is shown: the other half is another's. */
export const CODE_PARTS = ['whole', 'first-half', 'second-half'] as const;

/** A one-time code, or half of one, shown once. */
export interface IssuedCode {
  readonly code: string;
  readonly part: (typeof CODE_PARTS)[number];
  readonly personId: string;
  readonly expiresAt: number;
}

/** A recovery that was asked for, with the half of the code that is shown to the administrator who asked. */
export interface AskedRecovery extends RecoveryView {
  readonly half: IssuedCode;
}
