/** The signed-in person, as the server describes them to a console. */
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
  /** Wall ms until which the last proof is fresh; `null` without a proof. */
  readonly steppedUpUntil: number | null;
  readonly duties: readonly DutyView[];
  /** Advice about the person's own ways of signing in. */
  readonly advice: CredentialAdvice | null;
}

/** Answer to `GET /v1/session`, for everyone, signed in or not. */
export interface SessionView {
  readonly mode: 'development' | 'production';
  readonly serverTime: number;
  readonly principal: PrincipalView | null;
  /** Acts that the principal may do somewhere. Consoles build menus from it; the server does not decide by it. */
  readonly acts: readonly string[];
  readonly signIn: {
    /** The server has no administrator yet and has printed codes for the first. */
    readonly firstRun: boolean;
    /** Whether policy allows a password with a code generator. */
    readonly passwords: boolean;
    /** Roles to sign in as in development; empty otherwise. */
    readonly developmentRoles: readonly Role[];
  };
}
