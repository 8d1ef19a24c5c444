/**
 * The list of officers' public keys that a lane accepts, signed by two people. With it a lane checks the officer's own assertion, so the
 * server alone can neither show evidence nor open a gate. Pure.
 */
import { p256 } from '@noble/curves/nist.js';
import { z } from 'zod';
import { decodeBase64Url } from './base64url.ts';
import { officerIdSchema, wallMsSchema } from './field.ts';
import { ORDER_ROLES } from './order-vocabulary.ts';
import { spkiOfRsa } from './rsa-spki.ts';
import { DOCUMENT_DATES, type DocumentForm } from './signed-document.ts';
import { isEd25519KeyAcceptable } from './signing.ts';

/** The algorithms that the server accepts at registration: COSE -7, -8 and -257 (RFC 9053, RFC 8812). */
export const PASSKEY_ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const;
export type PasskeyAlgorithm = (typeof PASSKEY_ALGORITHMS)[number];

const DAY_MS = 86_400_000;
/** Longest time that a key stays on a list until two people sign again, ms. */
export const LONGEST_OFFICER_KEY_MS = 400 * DAY_MS;
const KEYS_LIMIT = 4_096;
const ORIGINS_LIMIT = 32;

/** SubjectPublicKeyInfo of RFC 5480 §2 for P-256, before the uncompressed point. */
const P256_SPKI_PREFIX = '3059301306072a8648ce3d020106082a8648ce3d030107034200';
/** SubjectPublicKeyInfo of RFC 8410 §4 for Ed25519, before the key. */
const ED25519_SPKI_PREFIX = '302a300506032b6570032100';

/** A role and the period for which a person has it. */
const roleTermSchema = z
  .strictObject({ role: z.enum(ORDER_ROLES), validFrom: wallMsSchema, validUntil: wallMsSchema })
  .refine(({ validFrom, validUntil }) => validUntil > validFrom, {
    path: ['validUntil'],
    message: 'must be after validFrom',
  });

const officerKeySchema = z
  .strictObject({
    officerId: officerIdSchema,
    roles: z
      .array(roleTermSchema)
      .min(1)
      .max(ORDER_ROLES.length)
      .refine((terms) => new Set(terms.map(({ role }) => role)).size === terms.length, 'must name each role once'),
    /** As WebAuthn returns it, in base64url: at most 1023 bytes. */
    credentialId: z
      .string()
      .min(1)
      .max(1_364)
      .refine((text) => decodeBase64Url(text) !== undefined, 'must be base64url'),
    algorithm: z.enum(PASSKEY_ALGORITHMS),
    /** SubjectPublicKeyInfo, DER in base64url. */
    publicKey: z.string().min(1).max(1_024),
  })
  .refine(({ algorithm, publicKey }) => isKeyOf(algorithm, decodeBase64Url(publicKey)), {
    path: ['publicKey'],
    message: 'must be a public key of its algorithm, as SubjectPublicKeyInfo',
  });
export type ListedOfficerKey = z.infer<typeof officerKeySchema>;

export const officerKeyListSchema = z
  .strictObject({
    ...DOCUMENT_DATES,
    /** The domain that the passkeys are bound to. */
    rpId: z
      .string()
      .max(253)
      .regex(/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+)$/, 'must be a domain'),
    /** The pages that may request an assertion. */
    origins: z.array(z.string().max(300)).min(1).max(ORIGINS_LIMIT),
    keys: z.array(officerKeySchema).max(KEYS_LIMIT),
  })
  .superRefine((list, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    list.origins.forEach((origin, index) => {
      if (!isOriginOf(origin, list.rpId))
        fault(['origins', index], 'must be an https origin of rpId or a name below it');
    });
    if (new Set(list.origins).size !== list.origins.length) fault(['origins'], 'must name each origin once');
    const credentials = new Set<string>();
    list.keys.forEach(({ credentialId, roles }, index) => {
      if (credentials.has(credentialId)) fault(['keys', index, 'credentialId'], 'is in the list already');
      credentials.add(credentialId);
      if (roles.some(({ validUntil }) => validUntil > list.validFrom + LONGEST_OFFICER_KEY_MS)) {
        fault(['keys', index, 'roles'], 'must end within 400 days of the list');
      }
    });
  });
export type OfficerKeyList = z.infer<typeof officerKeyListSchema>;

export const OFFICER_KEYS_FORM: DocumentForm<OfficerKeyList> = {
  kind: 'officer-keys',
  schema: officerKeyListSchema,
  limitBytes: 3_000_000,
};

/** Plain http is allowed for a console on the same machine. */
function isOriginOf(text: string, rpId: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  if (origin !== text) return false;
  if (protocol !== 'https:' && !(protocol === 'http:' && hostname === 'localhost')) return false;
  return hostname === rpId || hostname.endsWith(`.${rpId}`);
}

function isKeyOf(algorithm: PasskeyAlgorithm, spki: Uint8Array | undefined): boolean {
  if (spki === undefined) return false;
  if (algorithm === 'RS256') return spkiOfRsa(spki);
  if (algorithm === 'EdDSA') return isEd25519KeyAcceptable(after(ED25519_SPKI_PREFIX, spki));
  try {
    const point = after(P256_SPKI_PREFIX, spki);
    if (point.length !== 65) return false;
    p256.Point.fromBytes(point).assertValidity();
    return true;
  } catch {
    return false;
  }
}

/** The bytes after the prefix (hex); empty if the bytes do not begin with it. */
function after(prefix: string, bytes: Uint8Array): Uint8Array {
  const length = prefix.length / 2;
  const begins = [...bytes.subarray(0, length)].every(
    (byte, index) => byte === Number.parseInt(prefix.slice(index * 2, index * 2 + 2), 16),
  );
  return begins && bytes.length > length ? bytes.subarray(length) : new Uint8Array();
}
