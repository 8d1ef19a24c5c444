/** Which request of the portal is which act. */
import type { PortalAction } from './portal-actions.ts';

export interface PortalRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** For the log. */
  readonly name: string;
  readonly path: RegExp;
  readonly action: PortalAction;
}

/** @param name as the log has it: `:id` is the parameter */
function route(method: PortalRoute['method'], name: string, action: PortalAction): PortalRoute {
  const pattern = name.replace(':id', String.raw`([A-Za-z0-9_-]{1,1400})`);
  return { method, name, path: new RegExp(`^${pattern}$`), action };
}

export const PORTAL_ROUTES: readonly PortalRoute[] = [
  route('GET', '/v1/session', 'session'),
  route('DELETE', '/v1/session', 'sign-out'),
  route('DELETE', '/v1/session/everywhere', 'sign-out-everywhere'),
  route('POST', '/v1/session/passkey/options', 'sign-in-options'),
  route('POST', '/v1/session/passkey', 'sign-in'),
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
  route('GET', '/v1/session/ledger-policy', 'ledger-policy'),
];
