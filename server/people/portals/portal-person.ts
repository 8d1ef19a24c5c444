/** People of another organisation, whom two people of this server let into a portal: traders' people and partners' people. */
import type { Mode } from '../../../hardware/host/mode.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { developmentPersonId } from '../people/development.ts';
import type { CeremonyAbout } from '../people/ceremony.ts';
import type { RateLimitKind } from '../people/rate-limit-rule.ts';
import type { SignalKind } from '../../platform/base/signal-kinds.ts';
import type { PasskeyTable } from './passkey-table.ts';
import type { SessionTable } from './session-table.ts';

/** An invitation code makes a passkey for this long after the approval. */
export const CODE_MS = 7 * 86_400_000;

export interface PortalPerson {
  /** SHA-256 of the invitation code, hex. The person makes the code in the portal, so that no one here can enrol in their place. */
  readonly id: string;
  readonly name: string;
  /** 32 random bytes in base64url. */
  readonly userHandle: string;
  /** Wall ms until which the invitation code makes a passkey. */
  readonly codeUntil: number;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly madeAt: number;
  readonly enrolledAt: number | null;
  readonly endedAt: number | null;
}

/** Named in place of the two administrators who let a real person in. */
export const LET_IN_BY = developmentPersonId('administrator');

/** Whether a person has access in the server's mode. In production, a person whom an invented administrator let in has none. */
export function isPresent(
  { endedAt, proposedBy, approvedBy }: Pick<PortalPerson, 'endedAt' | 'proposedBy' | 'approvedBy'>,
  mode: Mode,
): boolean {
  return endedAt === null && (mode === 'development' || (proposedBy !== LET_IN_BY && approvedBy !== LET_IN_BY));
}

export type PortalUse = 'signed-in' | 'enrolled' | 'passkey-added';

/** One portal: its tables, its words, and the people in it. */
export interface Portal<P extends PortalPerson> {
  readonly passkeys: PasskeyTable;
  readonly sessions: SessionTable;
  readonly ceremonies: {
    readonly signIn: Extract<CeremonyAbout['kind'], 'trader-sign-in' | 'partner-sign-in'>;
    readonly enrol: Extract<CeremonyAbout['kind'], 'trader-enrol' | 'partner-enrol'>;
    readonly addPasskey: Extract<CeremonyAbout['kind'], 'trader-add-passkey' | 'partner-add-passkey'>;
  };
  readonly signals: { readonly refused: SignalKind; readonly code: SignalKind; readonly throttled: SignalKind };
  /** Counts guesses of invitation codes. */
  readonly address: RateLimitKind;
  /** The organisation for which the person uses the portal. */
  organisationOf(person: P): string;
  find(database: Connection, id: string): Promise<P | undefined>;
  /** Whether the person may use the portal now. */
  isPresent(database: Connection, person: P): Promise<boolean>;
  /** Uses up the invitation. `false` when it was used before. */
  markEnrolled(transaction: Transaction, id: string, at: number): Promise<boolean>;
  /** Records a use, in the transaction in which it happens. */
  used(transaction: Transaction, use: UseOf<P>): Promise<void>;
}

export interface UseOf<P extends PortalPerson> {
  readonly what: PortalUse;
  readonly person: P;
  readonly remoteAddress: string;
  readonly at: number;
}
