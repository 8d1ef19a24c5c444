/**
 * The form of a sealed declaration. Each group of fields has a key of its own, which seals it once (AES-256-GCM). Each office that may read
 * the group gets the key by HPKE (RFC 9180, base mode): X-Wing, HKDF-SHA256, AES-256-GCM. One encapsulation serves the groups of an office:
 * the secret exported for a group (§5.3) wraps its key. Browsers import this file.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { z } from 'zod';
import { FIELD_GROUPS, type FieldGroup, officeIdSchema } from '../../../contract/office-keys.ts';

export const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export const SEALED_VERSION = 1;
export const KEY_BYTES = 32;
/** Tag of AES-256-GCM. */
export const TAG_BYTES = 16;
/** Each key seals one text, so its nonce never repeats. */
export const NONCE = new Uint8Array(12);

/** A sealed text belongs to one declaration of one trader. */
export interface Sealing {
  /** 16 random bytes in hex. */
  readonly declarationId: string;
  readonly traderId: string;
}

export interface SealedGroup {
  readonly group: FieldGroup;
  /** The padded text with tag. */
  readonly sealed: Uint8Array;
}

export interface SealedKeys {
  readonly office: string;
  readonly encapsulation: Uint8Array;
  /** 48 bytes for each group that the office reads. */
  readonly keys: readonly { readonly group: FieldGroup; readonly wrapped: Uint8Array }[];
}

/** The form in JSON: bytes in base64url. */
const group = z.enum(FIELD_GROUPS);
export const storedContentSchema = z.strictObject({
  groups: z.array(z.strictObject({ group, sealed: z.string() })),
  offices: z.array(
    z.strictObject({
      office: officeIdSchema,
      encapsulation: z.string(),
      keys: z.array(z.strictObject({ group, wrapped: z.string() })),
    }),
  ),
});

const utf8 = new TextEncoder();

/** Additional data of both the group's text and its wrapped keys. */
export function groupContext({ declarationId, traderId }: Sealing, group: FieldGroup): Uint8Array<ArrayBuffer> {
  return utf8.encode(`postern/declaration-group/v${SEALED_VERSION}\n${declarationId}\n${traderId}\n${group}`);
}

/** HPKE's `info`. */
export function officeInfo({ declarationId, traderId }: Sealing, office: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(`postern/declaration-office/v${SEALED_VERSION}\n${declarationId}\n${traderId}\n${office}`);
}

/** HPKE's `info` for an office's private seed, sealed to a member. */
export function seedInfo(office: string, officerId: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(`postern/office-seed/v1\n${office}\n${officerId}`);
}

/** Padmé (Nikitin et al., Reducing Metadata Leakage from Encrypted Files, 2019): at most 12 % longer, and only O(log log n) bits of length remain. */
export function paddedLength(length: number): number {
  const least = Math.max(length, 256);
  const exponent = Math.floor(Math.log2(least));
  const lowBits = exponent - (Math.floor(Math.log2(exponent)) + 1);
  const mask = 2 ** lowBits - 1;
  return Math.ceil(least / (mask + 1)) * (mask + 1);
}
