/** Which request of the portal is which act. */
import { DRAFT_BYTES } from '../api/vocabulary.ts';
import type { PortalAction } from './portal-actions.ts';

/** The longest body has a new passkey. */
const BODY_BYTES = 16_384;
/** A sealed draft in base64url, and what is beside it. */
const DRAFT_BODY_BYTES = Math.ceil((DRAFT_BYTES * 4) / 3) + 2_048;

export interface PortalRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** For the log. */
  readonly name: string;
  readonly path: RegExp;
  readonly action: PortalAction;
  /** The longest body. */
  readonly bodyBytes: number;
}

/** @param name as the log has it: `:id` is the parameter */
function route(method: PortalRoute['method'], name: string, action: PortalAction, bodyBytes = BODY_BYTES): PortalRoute {
  const pattern = name.replace(':id', String.raw`([A-Za-z0-9_-]{1,1400})`);
  return { method, name, path: new RegExp(`^${pattern}$`), action, bodyBytes };
}

export const PORTAL_ROUTES: readonly PortalRoute[] = [
  route('GET', '/v1/session', 'session'),
  route('DELETE', '/v1/session', 'sign-out'),
  route('DELETE', '/v1/session/everywhere', 'sign-out-everywhere'),
  route('POST', '/v1/session/passkey/options', 'sign-in-options'),
  route('POST', '/v1/session/passkey', 'sign-in'),
  route('POST', '/v1/session/development', 'development-sign-in'),
  route('POST', '/v1/people/enrolment', 'invitation'),
  route('POST', '/v1/people/enrolment/passkey/options', 'enrol-options'),
  route('POST', '/v1/people/enrolment/passkey', 'enrol'),
  route('GET', '/v1/session/account', 'account'),
  route('POST', '/v1/session/passkeys/options', 'passkey-options'),
  route('POST', '/v1/session/passkeys', 'passkey'),
  route('DELETE', '/v1/session/passkeys/:id', 'remove-passkey'),
  route('GET', '/v1/session/keys', 'keys'),
  route('POST', '/v1/session/keys', 'make-key'),
  route('DELETE', '/v1/session/keys/:id', 'end-key'),
  route('GET', '/v1/session/mandates', 'mandates'),
  route('POST', '/v1/session/mandates', 'give-mandate'),
  route('POST', '/v1/session/mandates/:id', 'accept-mandate'),
  route('DELETE', '/v1/session/mandates/:id', 'end-mandate'),
  route('GET', '/v1/session/drafts', 'drafts'),
  route('POST', '/v1/session/drafts', 'make-draft', DRAFT_BODY_BYTES),
  route('GET', '/v1/session/drafts/:id', 'draft'),
  route('POST', '/v1/session/drafts/:id', 'save-draft', DRAFT_BODY_BYTES),
  route('DELETE', '/v1/session/drafts/:id', 'remove-draft'),
  route('POST', '/v1/session/goods-codes/:id', 'goods-code'),
  route('GET', '/v1/session/ledger-policy', 'ledger-policy'),
];
