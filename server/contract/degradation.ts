/**
 * A degradation: lanes of a site work with fewer checks until a time. Two supervisors sign the digest of these terms with their passkeys,
 * one when proposing and one when approving, and each lane verifies both (`assertion.ts`). The signatures cover these lanes, this measure and
 * these times, and nothing else.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { kioskIdSchema, siteSlugSchema, wallMsSchema } from './field.ts';
import {
  DEGRADATION_CAUSES,
  DEGRADATIONS,
  LONGEST_DEGRADATION_MS,
  ORDER_ASSERTED_WITHIN_MS,
  ORDER_LIFETIMES_MS,
} from './order-vocabulary.ts';

/** Most lanes of one degradation. */
const DEGRADATION_LANES = 100;

/** Shortest degradation, ms: longer than two people may need to agree on it. */
export const SHORTEST_DEGRADATION_MS = 1_800_000;

/** How long a proposed degradation can be approved, ms: it is urgent. */
export const DEGRADATION_OPEN_MS = 900_000;

/**
 * Time after `from` in which a lane may take a degradation, ms: the proposer signs, another person approves, the server delivers the order.
 * The signatures then give nothing any more, so a server cannot begin a degradation again that was ended.
 */
export const DEGRADATION_TAKEN_WITHIN_MS =
  ORDER_ASSERTED_WITHIN_MS + DEGRADATION_OPEN_MS + ORDER_LIFETIMES_MS['degrade-policy'];

/** The lanes of a degradation, each named once. */
export const degradedLanesSchema = z
  .array(kioskIdSchema)
  .min(1)
  .max(DEGRADATION_LANES)
  .refine((ids) => new Set(ids).size === ids.length, 'must not contain duplicates');

export const degradationTermsSchema = z
  .strictObject({
    site: siteSlugSchema,
    kiosks: degradedLanesSchema,
    measure: z.enum(DEGRADATIONS),
    cause: z.enum(DEGRADATION_CAUSES),
    /** Wall ms of the draft. The lanes begin when the second person has approved. */
    from: wallMsSchema,
    /** Wall ms at which the whole policy applies again. */
    until: wallMsSchema,
  })
  .refine(({ from, until }) => until - from >= SHORTEST_DEGRADATION_MS && until - from <= LONGEST_DEGRADATION_MS, {
    path: ['until'],
    message: 'must be half an hour to a day after from',
  });
export type DegradationTerms = z.infer<typeof degradationTermsSchema>;

/** SHA-256 of the canonical terms, hex: for `assertionChallenge('degradation', …)`. */
export function degradationDigest(terms: DegradationTerms): string {
  return bytesToHex(sha256(canonicalJson(terms)));
}
