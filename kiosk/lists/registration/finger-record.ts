/**
 * Stored templates of a registered traveller. Plaintext: for each template one byte of position, four bytes of length,
 * big-endian, and its bytes. Sealed: a 24-byte nonce, then XChaCha20-Poly1305 with the record's own key and the
 * context as additional data. Sealed and opened only in the finger thread.
 */
import { randomFillSync } from 'node:crypto';
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { FingerTemplate } from '../../../models/finger/finger-template.ts';
import { readTemplate, writeTemplate } from '../../../models/finger/template-codec.ts';
import type { KeySlot } from '../../vault/captures/key-table.ts';
import { VaultError } from '../../vault/captures/vault-error.ts';
import { decrypt, encryptInto, NONCE_BYTES, TAG_BYTES } from '../../vault/captures/xchacha.ts';

export interface PositionedTemplate {
  readonly position: FingerPosition;
  readonly template: FingerTemplate;
}

/** The templates of a registration, sealed with a key of the registrations' table. */
export interface RegistrationInTransit {
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly slot: KeySlot;
  /** Additional data of the seal. */
  readonly context: Uint8Array<ArrayBuffer>;
}

/** Maximum number of impressions of a document or registration: ten fingers, twice. */
export const MAX_REFERENCES = 20;
const ENTRY_HEADER_BYTES = 5;

/** @param key 32 bytes, used once. The caller wipes the templates. */
export function sealRegistration(
  entries: readonly PositionedTemplate[],
  key: Uint8Array,
  context: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const templates = entries.map(({ template }) => writeTemplate(template));
  const plain = new Uint8Array(templates.reduce((sum, { length }) => sum + ENTRY_HEADER_BYTES + length, 0));
  try {
    const view = new DataView(plain.buffer);
    let at = 0;
    for (const [index, bytes] of templates.entries()) {
      view.setUint8(at, entries[index]?.position ?? 0);
      view.setUint32(at + 1, bytes.length);
      plain.set(bytes, at + ENTRY_HEADER_BYTES);
      at += ENTRY_HEADER_BYTES + bytes.length;
    }
    const sealed = new Uint8Array(NONCE_BYTES + plain.length + TAG_BYTES);
    const nonce = randomFillSync(sealed.subarray(0, NONCE_BYTES));
    encryptInto(sealed.subarray(NONCE_BYTES), key, nonce, context, plain);
    return sealed;
  } finally {
    plain.fill(0);
    for (const bytes of templates) bytes.fill(0);
  }
}

/**
 * The templates as references; the caller wipes them. Throws `VaultError` `corrupt` for any input that
 * `sealRegistration` did not create.
 */
export function openRegistration(sealed: Uint8Array, key: Uint8Array, context: Uint8Array): PositionedTemplate[] {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) throw new VaultError('corrupt', 'a registration is truncated');
  const plain = decrypt(key, sealed.subarray(0, NONCE_BYTES), context, sealed.subarray(NONCE_BYTES));
  const entries: PositionedTemplate[] = [];
  try {
    readEntries(plain, entries);
    return entries;
  } catch (error) {
    for (const { template } of entries) template.wipe();
    throw error;
  } finally {
    plain.fill(0);
  }
}

function readEntries(plain: Uint8Array<ArrayBuffer>, entries: PositionedTemplate[]): void {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  for (let at = 0; at < plain.length; ) {
    if (entries.length >= MAX_REFERENCES || at + ENTRY_HEADER_BYTES > plain.length) throw malformed();
    const position = view.getUint8(at);
    const end = at + ENTRY_HEADER_BYTES + view.getUint32(at + 1);
    if (position < 1 || position > 10 || end > plain.length) throw malformed();
    const read = readTemplate(plain.subarray(at + ENTRY_HEADER_BYTES, end), 'reference');
    if (read.kind === 'malformed') throw malformed();
    entries.push({ position: position as FingerPosition, template: read.template });
    at = end;
  }
}

const malformed = (): VaultError =>
  new VaultError('corrupt', 'a registration does not have the format of this version');
