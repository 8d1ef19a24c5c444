/**
 * Entries in the log: 01, the type (big-endian uint16), SHA-256 of salt and payload. Without the salt the payload cannot be guessed; once
 * salt and payload are erased, the content cannot be recovered.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { parseJson } from '../../../contract/payload.ts';
import { sameBytes, sha256 } from '../../../contract/merkle/hash.ts';
import { entryCode, entrySchema, type Entry, type EntryDraft, type TypedEntry } from './entry.ts';

export const SALT_BYTES = 32;
export const ENTRY_BYTES = 35;
const FORMAT = 0x01;

export interface Opening {
  /** 32 random bytes, used once. */
  readonly salt: Uint8Array;
  /** The entry in canonical JSON. */
  readonly payload: Uint8Array;
}

/** The canonical bytes of an entry. Throws `ZodError` if it does not satisfy its type. */
export function entryPayload(entry: EntryDraft): Uint8Array {
  return canonicalJson(entrySchema.parse(entry));
}

/** The 35 bytes that go into the log. @param entry the entry of the payload */
export function commitTo(entry: TypedEntry, { salt, payload }: Opening): Uint8Array {
  const code = entryCode(entry);
  return concatBytes(Uint8Array.of(FORMAT, code >> 8, code & 0xff), sha256(salt, payload));
}

/** The code of the type in an entry of the log. @param bytes 35 bytes */
export function codeIn(bytes: Uint8Array): number {
  return ((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0);
}

export type Opened = { readonly kind: 'opened'; readonly entry: Entry } | { readonly kind: 'not-an-entry' };

/** Reads an opening. Never throws. */
export function readOpening({ salt, payload }: Opening): Opened {
  const parsed = entrySchema.safeParse(parseJson(payload)?.json);
  if (salt.length !== SALT_BYTES || !parsed.success) return { kind: 'not-an-entry' };
  // Each entry has one text: a second spelling would be a second commitment to the same content.
  return sameBytes(entryPayload(parsed.data), payload)
    ? { kind: 'opened', entry: parsed.data }
    : { kind: 'not-an-entry' };
}

/** The opening as one byte string, for `extra` in a proof file. */
export function joinOpening({ salt, payload }: Opening): Uint8Array {
  return concatBytes(salt, payload);
}

export function splitOpening(extra: Uint8Array): Opening {
  return { salt: extra.subarray(0, SALT_BYTES), payload: extra.subarray(SALT_BYTES) };
}
