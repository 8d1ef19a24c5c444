/** Who is signed in at a console, as the server answers it. */
import type { Role } from '../../access/vocabulary.ts';

export const SIGN_IN_METHODS = ['passkey', 'password', 'development'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export type CredentialAdvice = 'add-a-passkey' | 'add-a-second-passkey';

export interface DutyView {
  readonly role: Role;
  readonly sites: readonly string[] | 'all';
  readonly lanes: readonly string[] | 'all';
  readonly validUntil: number;
  readonly trainingValidUntil: number;
}

/** Times are the server's wall time, ms. */
export interface PrincipalView {
  readonly personId: string;
  readonly displayName: string;
  readonly sessionId: string;
  readonly method: SignInMethod;
  readonly signedInAt: number;
  readonly endsAt: number;
  /** Until when the last proof counts as fresh; `null` when there was none. */
  readonly steppedUpUntil: number | null;
  readonly duties: readonly DutyView[];
  /** What the person should do about their own ways of signing in. */
  readonly advice: CredentialAdvice | null;
}

/** `GET /v1/session`: asked by everybody, signed in or not. */
export interface SessionView {
  readonly mode: 'development' | 'production';
  readonly serverTime: number;
  readonly principal: PrincipalView | null;
  /** What the principal may do somewhere: menus are built from it, rights are not. */
  readonly acts: readonly string[];
  readonly signIn: {
    /** Nobody administers this server: it has printed codes for those who will. */
    readonly firstRun: boolean;
    /** Whether policy allows a password with a code generator. */
    readonly passwords: boolean;
    /** Roles to sign in as in development; empty otherwise. */
    readonly developmentRoles: readonly Role[];
  };
}
