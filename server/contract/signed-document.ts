/**
 * Documents that two people sign offline: retention policies, decision policies, notices, brands, officers' keys. The kind is part of the signed
 * bytes, so a document of one kind is not accepted as another.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from './base64url.ts';
import { canonicalJson } from './canonical-json.ts';
import { ContractError } from './contract-error.ts';
import { faultsOf } from './fault.ts';
import { wallMsSchema } from './field.ts';
import { areBytesEqual, type PayloadForm } from './payload.ts';
import { isSignatureValid, type SigningPurpose } from './signing.ts';

export const DOCUMENT_KINDS = [
  'retention-policy',
  'decision-policy',
  'notice',
  'brand',
  'officer-keys',
  'watchlist',
  'watchlist-keys',
  'office-keys',
  'partner-terms',
  'impostor-tests',
] as const satisfies readonly SigningPurpose[];
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Number of required signatures by the people whose keys the lane has. */
export const NEEDED_SIGNATURES = 2;
export const SIGNATURES_LIMIT = 8;

/** The dates and number in every document. */
export const DOCUMENT_DATES = {
  version: z.literal(1),
  /** Grows with each document of its kind. A lane refuses a lower number than it has had in force. */
  number: z.int().min(1),
  /** Wall ms before which it is not in force. */
  validFrom: wallMsSchema,
} as const;

interface Dated {
  readonly number: number;
  readonly validFrom: number;
}

export interface DocumentForm<T extends Dated> extends PayloadForm<T> {
  readonly kind: DocumentKind;
}

export const documentSignatureSchema = z.strictObject({
  /** Ed25519, 32 bytes in hex. */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** 64 bytes in base64url. */
  signature: z.string().length(86),
});
export type DocumentSignature = z.infer<typeof documentSignatureSchema>;

/** Upper bound of a signed document in its file. The limit of each kind is lower or equal. */
export const SIGNED_DOCUMENT_LIMIT_BYTES = 4_194_304;
const documentText = z.string().min(1).max(SIGNED_DOCUMENT_LIMIT_BYTES);
const signaturesSchema = z.array(documentSignatureSchema).max(SIGNATURES_LIMIT);

/** A document in a file. */
export const signedDocumentSchema = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  /** The canonical bytes in base64url. */
  document: documentText,
  signatures: signaturesSchema,
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

/** Retention policies were signed before there were other kinds. Their signed bytes are the same; their file names no kind. */
const earlierRetentionSchema = z.strictObject({ policy: documentText, signatures: signaturesSchema });

/** `undefined` if it is not a signed document in the present form or in the earlier form of retention policies. */
export function readSignedDocument(json: unknown): SignedDocument | undefined {
  const read = signedDocumentSchema.safeParse(json);
  if (read.success) return read.data;
  const earlier = earlierRetentionSchema.safeParse(json);
  if (!earlier.success) return undefined;
  return { kind: 'retention-policy', document: earlier.data.policy, signatures: earlier.data.signatures };
}

const DEPTH = 16;

/** The canonical bytes that people sign. Throws `ContractError`: `invalid`, or `too-large` past the limit of the kind. */
export function documentBytes<T extends Dated>(form: DocumentForm<T>, content: unknown): Uint8Array {
  const parsed = form.schema.safeParse(content);
  if (!parsed.success) {
    throw new ContractError('invalid', 'the document does not satisfy its schema', { faults: faultsOf(parsed.error) });
  }
  return canonicalJson(parsed.data, { depth: DEPTH, bytes: form.limitBytes });
}

/** SHA-256 of the canonical bytes, hex. */
export function documentDigest(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

export interface DocumentInForce<T> {
  readonly content: T;
  readonly digest: string;
}

export const DOCUMENT_REFUSALS = [
  'unreadable',
  /** A document of another kind. */
  'other-kind',
  'too-few-signatures',
  /** The content is not canonical or does not satisfy its schema. */
  'invalid',
  'not-yet-valid',
  /** Its number is lower than one that was in force, or equal with other content. */
  'roll-back',
] as const;
export type DocumentRefusal = (typeof DOCUMENT_REFUSALS)[number];

export type JudgedDocument<T> =
  | { readonly kind: 'in-force'; readonly document: DocumentInForce<T> }
  | { readonly kind: 'refused'; readonly code: DocumentRefusal; readonly why: string };

export interface DocumentTerms {
  /** Ed25519 public keys, hex, of the people who may sign. */
  readonly keys: readonly string[];
  /** The newest document that was in force here; `undefined` if there was none. */
  readonly before: { readonly number: number; readonly digest: string } | undefined;
  readonly nowMs: number;
}

/** Pure. Checks the signatures before it reads the document. */
export function judgeDocument<T extends Dated>(
  form: DocumentForm<T>,
  signed: SignedDocument,
  { keys, before, nowMs }: DocumentTerms,
): JudgedDocument<T> {
  if (signed.kind !== form.kind) return refused('other-kind', `it is a ${signed.kind}, not a ${form.kind}`);
  const bytes = bytesOf(form, signed);
  if (bytes === undefined) return refused('unreadable', 'the document is not base64url, or too long');
  const signers = signersOf(signed.kind, bytes, signed.signatures).filter((key) => keys.includes(key));
  if (signers.length < NEEDED_SIGNATURES) {
    return refused(
      'too-few-signatures',
      `${signers.length} of the ${NEEDED_SIGNATURES} people needed have signed it with a key that is known here`,
    );
  }
  const read = readContent(form, bytes);
  if (read.kind === 'refused') return read;
  const document: DocumentInForce<T> = { content: read.content, digest: documentDigest(bytes) };
  const { number, validFrom } = read.content;
  if (validFrom > nowMs) return refused('not-yet-valid', `it is in force from ${new Date(validFrom).toISOString()}`);
  if (
    before !== undefined &&
    (number < before.number || (number === before.number && document.digest !== before.digest))
  ) {
    return refused('roll-back', `number ${before.number} was in force here, this is number ${number}`);
  }
  return { kind: 'in-force', document };
}

/** The canonical bytes in a signed document; `undefined` when they are not base64url or exceed the limit of the kind. */
export function bytesOf(form: DocumentForm<Dated>, { document }: SignedDocument): Uint8Array | undefined {
  if (document.length > Math.ceil((form.limitBytes * 4) / 3)) return undefined;
  return decodeBase64Url(document);
}

/** The public keys with a valid signature over a document of this kind, each once. */
export function signersOf(kind: DocumentKind, bytes: Uint8Array, signatures: readonly DocumentSignature[]): string[] {
  const holding = signatures.filter(({ publicKey, signature }) => {
    const made = decodeBase64Url(signature);
    return made !== undefined && isSignatureValid(kind, bytes, made, hexToBytes(publicKey));
  });
  return [...new Set(holding.map(({ publicKey }) => publicKey))];
}

type ReadContent<T> =
  | { readonly kind: 'read'; readonly content: T }
  | { readonly kind: 'refused'; readonly code: 'invalid'; readonly why: string };

/**
 * The bytes must be canonical JSON, and the schema is strict, so everything signed is understood. The bytes are compared with the JSON
 * value and not with the schema's output as `readPayload` does: a document is in force for years, and a later schema may add members with
 * a default.
 */
export function readContent<T extends Dated>(form: DocumentForm<T>, bytes: Uint8Array): ReadContent<T> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), refuseProto);
    const canonical = canonicalJson(json, { depth: DEPTH, bytes: form.limitBytes });
    if (!areBytesEqual(canonical, bytes)) return refused('invalid', 'it is not in the canonical form of RFC 8785');
  } catch {
    return refused('invalid', 'it is not JSON within the bounds of its kind');
  }
  const parsed = form.schema.safeParse(json);
  if (parsed.success) return { kind: 'read', content: parsed.data };
  return refused(
    'invalid',
    faultsOf(parsed.error)
      .map(({ path, message }) => `${path || 'the document'}: ${message}`)
      .join('; '),
  );
}

/** zod ignores a member of this name. */
function refuseProto(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('a document must not have a member of this name');
  return value;
}

function refused<C extends DocumentRefusal>(code: C, why: string) {
  return { kind: 'refused', code, why } as const;
}
