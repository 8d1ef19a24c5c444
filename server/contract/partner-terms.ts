/**
 * The terms under which lanes compute pseudonyms for partner agencies and count documents of their blind lists, signed by two people. They
 * repeat what an agreement says about its datasets `documents` and `listed-documents`, and hold the key of pseudonyms sealed to each lane.
 * Without terms a lane computes and counts nothing.
 */
import { z } from 'zod';
import { decodeBase64Url } from './base64url.ts';
import { kioskIdSchema, sha256HexSchema } from './field.ts';
import { X_WING_ENCAPSULATION_BYTES } from './grant.ts';
import { DOCUMENT_DATES, type DocumentForm } from './signed-document.ts';
import { groupElementSchema, watchlistIdSchema } from './watchlist.ts';

/** Agreements of one document: a lane's secure element holds a key for each. */
export const MAX_PARTNER_TERMS = 4;
/** A key of 32 bytes with the tag of AES-256-GCM. */
const SEALED_KEY_BYTES = 48;
const MAX_LANES = 1_000;
const MAX_ISSUING_STATES = 64;
const DIGITS_OF_GENERATION = 8;

const bytesText = (length: number) =>
  z
    .string()
    .max(2 * length)
    .refine((text) => decodeBase64Url(text)?.length === length, `must be ${length} bytes in base64url`);

/** The states whose documents get a pseudonym, as in the machine readable zone. */
export const issuingStatesSchema = z
  .array(z.string().regex(/^[A-Z]{1,3}$/, 'must be one to three capital letters'))
  .min(1)
  .max(MAX_ISSUING_STATES)
  .refine((states) => new Set(states).size === states.length, 'must name each state once');

/** X25519, hex. */
export const sealToSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be an X25519 key in lower-case hex');

/** The fewest documents that a partner's blind list may have. A list of few documents would be a question about each of them. */
export const MIN_LISTED = 100;
const MAX_LISTED = 10_000_000;

/** How many documents the list must have, at least. */
export const smallestListSchema = z.int().min(MIN_LISTED).max(MAX_LISTED);

const ABOUT = {
  /** Id, version and digest of the agreement. */
  agreement: z.strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,47}$/),
    version: z.int().min(1).max(9_999),
    digest: sha256HexSchema,
  }),
  partner: z.string().regex(/^[a-z0-9][a-z0-9-]{1,31}$/),
  issuingStates: issuingStatesSchema,
  /** The first day and the last day, UTC. Months that are not whole count for nothing. */
  from: z.iso.date(),
  until: z.iso.date(),
};

/** A blind list whose documents lanes count. */
export const countedListSchema = z.strictObject({
  ...ABOUT,
  list: watchlistIdSchema,
  /** The key of the list, which its owner keeps. */
  publicKey: groupElementSchema,
  smallestList: smallestListSchema,
});
export type CountedList = z.infer<typeof countedListSchema>;

export const partnerTermSchema = z.strictObject({
  ...ABOUT,
  sealTo: sealToSchema,
  /** SHA-256 that names the partner's key (`partner-pseudonyms.ts`). */
  keyCheck: sha256HexSchema,
  /** The key, sealed to each lane. */
  lanes: z
    .array(
      z.strictObject({
        kioskId: kioskIdSchema,
        /** SHA-256 of the lane's transport key. */
        transport: sha256HexSchema,
        encapsulation: bytesText(X_WING_ENCAPSULATION_BYTES),
        sealed: bytesText(SEALED_KEY_BYTES),
      }),
    )
    .max(MAX_LANES)
    .refine((lanes) => new Set(lanes.map(({ kioskId }) => kioskId)).size === lanes.length, 'must name each lane once'),
});
export type PartnerTerm = z.infer<typeof partnerTermSchema>;

export const partnerTermsSchema = z.strictObject({
  ...DOCUMENT_DATES,
  /** None: the lanes destroy all keys of partners. */
  agreements: z
    .array(partnerTermSchema)
    .max(MAX_PARTNER_TERMS)
    .refine(
      (all) => new Set(all.map(({ agreement }) => agreement.digest)).size === all.length,
      'must name each agreement once',
    ),
  /** Absent: none. */
  lists: z
    .array(countedListSchema)
    .max(MAX_PARTNER_TERMS)
    .refine(
      (all) =>
        new Set(all.map(({ agreement }) => agreement.digest)).size === all.length &&
        new Set(all.map(({ list }) => list)).size === all.length,
      'must name each agreement and each list once',
    )
    .optional(),
});
export type PartnerTerms = z.infer<typeof partnerTermsSchema>;

export const PARTNER_TERMS_FORM: DocumentForm<PartnerTerms> = {
  kind: 'partner-terms',
  schema: partnerTermsSchema,
  limitBytes: 2_097_152,
};

/** Number of a key among a lane's chains. */
export function generationOfKey({ keyCheck }: Pick<PartnerTerm, 'keyCheck'>): number {
  return Number.parseInt(keyCheck.slice(0, DIGITS_OF_GENERATION), 16);
}

/** Binds the sealed key to the agreement, the key and the lane. @param transport SHA-256 of the lane's transport key, hex */
export function partnerKeyBound(
  { agreement, keyCheck }: Pick<PartnerTerm, 'agreement' | 'keyCheck'>,
  { kioskId, transport }: { readonly kioskId: string; readonly transport: string },
): { readonly info: Uint8Array<ArrayBuffer>; readonly additionalData: Uint8Array<ArrayBuffer> } {
  const text = (words: string) => Uint8Array.from(new TextEncoder().encode(words));
  return {
    info: text('postern/partner-key/v1'),
    additionalData: text(`${kioskId}\n${agreement.digest}\n${keyCheck}\n${transport}`),
  };
}
