/**
 * The contract with the authority that keeps the records of a watchlist, such as a national office with access to Interpol's documents
 * that are stolen or lost. An operator puts a connector with these two requests in front of the authority's own service: one looks up
 * one document, the other gives the changes of the list. Both are POST with JSON over HTTPS.
 */
import { z } from 'zod';
import { wallMsSchema } from './field.ts';
import { watchlistIdSchema } from './watchlist.ts';

export const CHANGES_PATH = 'changes';

/** Upper bound of a page of changes. */
export const CHANGES_LIMIT_BYTES = 4_194_304;
export const CHANGES_PER_PAGE = 10_000;

const requestIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex');

/** A document as an officer or a record names it. */
export const namedDocumentSchema = z.strictObject({
  /** Document code, ICAO 9303-3 §4.2. */
  type: z.string().regex(/^[A-Z][A-Z0-9]?$/, 'must be a document code, e.g. P or ID'),
  /** ICAO 9303-3 §5 code. */
  issuer: z.string().regex(/^[A-Z]{1,3}$/, 'must be the code of a state, e.g. UTO or D'),
  number: z
    .string()
    .regex(/^[0-9A-Za-z][0-9A-Za-z<\-/. ]{0,31}$/, 'must be a document number: letters, digits and separators'),
});
export type NamedDocument = z.infer<typeof namedDocumentSchema>;

/** The place in the changes up to which the asker has them; made by the authority. */
const cursorSchema = z.string().regex(/^[0-9A-Za-z._:-]{1,128}$/);

export const changesRequestSchema = z.strictObject({
  version: z.literal(1),
  requestId: requestIdSchema,
  list: watchlistIdSchema,
  /** `null`: from the beginning, which gives the whole list. */
  after: cursorSchema.nullable(),
  most: z.literal(CHANGES_PER_PAGE),
});
export type ChangesRequest = z.infer<typeof changesRequestSchema>;

export const changesAnswerSchema = z.strictObject({
  version: z.literal(1),
  requestId: requestIdSchema,
  /** Wall ms of the authority's records. */
  asOf: wallMsSchema,
  changes: z
    .array(z.strictObject({ action: z.enum(['add', 'remove']), ...namedDocumentSchema.shape }))
    .max(CHANGES_PER_PAGE),
  next: cursorSchema,
  /** Whether more changes follow now. */
  more: z.boolean(),
});
export type ChangesAnswer = z.infer<typeof changesAnswerSchema>;

export const LOOK_UP_PATH = 'look-up';
/** Upper bound of the answer to a look-up. */
export const LOOK_UP_LIMIT_BYTES = 4_096;
export const lookUpRequestSchema = z.strictObject({
  version: z.literal(1),
  /** Random. The answer repeats it, and the audits of both sides name it. */
  requestId: requestIdSchema,
  list: watchlistIdSchema,
  document: namedDocumentSchema,
});
export type LookUpRequest = z.infer<typeof lookUpRequestSchema>;

export const lookUpAnswerSchema = z.strictObject({
  version: z.literal(1),
  requestId: requestIdSchema,
  answeredAt: wallMsSchema,
  found: z.enum(['listed', 'not-listed']),
});
export type LookUpAnswer = z.infer<typeof lookUpAnswerSchema>;

/** Why a source gave no answer. */
export const SOURCE_FAULTS = [
  'not-configured',
  'unreachable',
  'timed-out',
  /** Its certificate, or ours, was not accepted. */
  'not-trusted',
  'refused',
  /** The answer is malformed, too large, or to another request. */
  'invalid-answer',
] as const;
export type SourceFault = (typeof SOURCE_FAULTS)[number];

/** How a source is reached, in a file that the operator writes. */
export const sourceSettingsSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith('https:') || isLoopback(url), 'must be https, or http on this machine'),
  /** Certificates that vouch for the source, PEM. Absent: those of the system. */
  caFile: z.string().min(1).optional(),
  /** This side's certificate and key, PEM. */
  certificateFile: z.string().min(1).optional(),
  keyFile: z.string().min(1).optional(),
  /** A file with the value of the Authorization header. */
  authorizationFile: z.string().min(1).optional(),
  timeoutMs: z.int().min(100).max(60_000).default(5_000),
});
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
