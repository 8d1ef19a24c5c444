/** Closed words and limits of the traders' API. */
import { z } from 'zod';
import type { MessageFormat } from '../read-declaration.ts';
import { REFUSAL_CODES, type RefusalCode } from '../message/refusal.ts';

/** Drafts of one person. */
export const MAX_DRAFTS = 20;
/** Sealed bytes of one draft. */
export const DRAFT_BYTES = 65_536;

export const TRADER_SCOPES = ['declarations.submit', 'declarations.read', 'viewings.read'] as const;
export type TraderScope = (typeof TRADER_SCOPES)[number];

/** Refusals with their HTTP status; the others are faults of the message. */
const REQUEST_REFUSALS = {
  'malformed-request': 400,
  'submission-key-required': 400,
  'key-required': 401,
  'key-refused': 401,
  'sign-in-required': 401,
  'sign-in-failed': 401,
  'invitation-refused': 401,
  'proof-required': 403,
  'origin-not-allowed': 403,
  'key-paused': 403,
  'scope-missing': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-slow': 408,
  'submission-key-used': 409,
  'last-passkey': 409,
  'too-many': 409,
  'draft-changed': 409,
  'number-refused': 409,
  'unsupported-media-type': 415,
  'envelope-refused': 422,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
} as const;
type RequestRefusal = keyof typeof REQUEST_REFUSALS;
export type TraderRefusal = RequestRefusal | RefusalCode;
export const TRADER_REFUSALS = [
  ...(Object.keys(REQUEST_REFUSALS) as RequestRefusal[]),
  ...REFUSAL_CODES,
] as const satisfies readonly TraderRefusal[];

export function statusOf(code: TraderRefusal): number {
  if (Object.hasOwn(REQUEST_REFUSALS, code)) return REQUEST_REFUSALS[code as RequestRefusal];
  return code === 'too-large' ? 413 : 422;
}

export const MEDIA_TYPES: { readonly [F in MessageFormat]: readonly string[] } = {
  json: ['application/json'],
  xml: ['application/xml', 'text/xml'],
};

export const declarationIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of a declaration');

/** Id of a trader, given by the administrators; not a name. */
export const traderIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be a short lower-case slug');

/** Header with the trader's own key of a submission (draft-ietf-httpapi-idempotency-key-header). */
export const SUBMISSION_HEADER = 'idempotency-key';
/** Header with the id of the trader for whom a representative files. */
export const PRINCIPAL_HEADER = 'declared-for';
export const SUBMISSION_KEY = /^[\x21-\x7E]{8,128}$/;
/** Headers that a refusal names, with their form in words. */
export const HEADER_FORMS = {
  'submission-key-required': { name: 'Idempotency-Key', form: '8 to 128 visible ASCII characters, without spaces' },
  'principal-malformed': { name: 'Declared-For', form: '1 to 32 of a-z, 0-9 and hyphens, not beginning with a hyphen' },
} as const;
/** `before` of a list: wall ms and id of its last line. */
export const LIST_PLACE = /^\d{1,15}\.[0-9a-f]{32}$/;
/** `Bearer`, then 32 random bytes in base64url behind a prefix by which scanners find a leaked key. */
export const API_KEY = /^postern-trader-[A-Za-z0-9_-]{43}$/;
