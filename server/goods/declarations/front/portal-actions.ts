/** The acts of people of traders in the portal: the front passes each on, and the server judges it. */

export const PORTAL_ACTIONS = [
  'session',
  'sign-in-options',
  'sign-in',
  'development-sign-in',
  'sign-out',
  'sign-out-everywhere',
  'invitation',
  'enrol-options',
  'enrol',
  'account',
  'passkey-options',
  'passkey',
  'remove-passkey',
  'keys',
  'make-key',
  'end-key',
  'mandates',
  'give-mandate',
  'accept-mandate',
  'end-mandate',
  'drafts',
  'draft',
  'make-draft',
  'save-draft',
  'remove-draft',
  'goods-code',
  'ledger-policy',
] as const;
export type PortalAction = (typeof PORTAL_ACTIONS)[number];

export interface PortalAsked {
  readonly action: PortalAction;
  /** The request's JSON, not judged yet. */
  readonly body: unknown;
  /** Last part of the address, where the action has one. */
  readonly parameter: string;
  readonly remoteAddress: string;
  readonly userAgent: string;
}

export interface PortalAnswered {
  readonly kind: 'done';
  /** Absent: no content. */
  readonly value?: unknown;
  /** The new token of the session; `null`: the session has ended. */
  readonly token?: string | null;
}
