import type { RoomContext } from '../../records/context/room-context.ts';
import type { Work } from '../../platform/database/write-queue.ts';
import type { People } from '../people/people.ts';
import type { RelyingParty } from '../people/webauthn.ts';
import type { Signals } from '../../records/signals/signals.ts';
import type { Portal, PortalPerson } from './portal-person.ts';
import type { PortalSessions } from './portal-sessions.ts';

/** The parts of one portal with which its people enrol, sign in and manage their passkeys. */
export interface PortalPeopleParts<P extends PortalPerson> {
  readonly context: RoomContext;
  readonly people: Pick<People, 'ceremonies' | 'rateLimit' | 'sealer' | 'sessionCodes'> & {
    readonly config: Pick<People['config'], 'mode'>;
  };
  readonly signals: Signals;
  readonly portal: Portal<P>;
  readonly sessions: PortalSessions<P>;
  /** The portal's origin is known when it listens. */
  readonly party: () => RelyingParty;
  /** Runs a transaction and waits until the ledger holds its entries. */
  commit<T>(work: Work<T>): Promise<T>;
}

/** Where a request comes from. */
export interface PortalClient {
  readonly remoteAddress: string;
  readonly userAgent: string;
}

export interface PortalDone {
  readonly kind: 'done';
  /** Absent: no content. */
  readonly value?: unknown;
  /** The new token of the session; `null`: the session has ended. */
  readonly token?: string | null;
}

export type PortalRefusal =
  | 'sign-in-required'
  | 'sign-in-failed'
  | 'invitation-refused'
  | 'proof-required'
  | 'too-many'
  | 'last-passkey'
  | 'not-found'
  | 'rate-limited';

export interface PortalRefused {
  readonly kind: 'refused';
  readonly code: PortalRefusal;
  readonly retryAfterS?: number;
}

export type PortalAnswer = PortalDone | PortalRefused;

export const refused = (code: PortalRefusal): PortalRefused => ({ kind: 'refused', code });
export const done = (value?: unknown): PortalDone => ({ kind: 'done', ...(value !== undefined && { value }) });
