/**
 * Format of a protected face: a 24-byte nonce, then XChaCha20-Poly1305 of the pseudonymous identifier under the record's
 * key, with the facts of the row as additional data. Sealed and opened in the analysis thread only.
 */
import { randomFillSync } from 'node:crypto';
import {
  checkIdentifier,
  type PseudonymousIdentifier,
  renew,
} from '../../../models/face/protection/pseudonymous-identifier.ts';
import { FaceError } from '../../../models/face/face-error.ts';
import type { KeySlot } from '../../vault/captures/key-table.ts';
import { VaultError } from '../../vault/captures/vault-error.ts';
import { decrypt, encryptInto, NONCE_BYTES, TAG_BYTES } from '../../vault/captures/xchacha.ts';

/** Key slots of a record, and the facts that it is bound to. */
export interface RecordKeys {
  /** Slot of the sealing key. */
  readonly recordSlot: KeySlot;
  /** Slot of the protection key, which determines the rotation. */
  readonly protectionSlot: KeySlot;
  readonly context: Uint8Array<ArrayBuffer>;
}

export interface RecordInTransit extends RecordKeys {
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** @param key 32 bytes, used once */
export function sealRecord(
  identifier: PseudonymousIdentifier,
  key: Uint8Array,
  context: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const sealed = new Uint8Array(NONCE_BYTES + identifier.length + TAG_BYTES);
  const nonce = randomFillSync(sealed.subarray(0, NONCE_BYTES));
  encryptInto(sealed.subarray(NONCE_BYTES), key, nonce, context, identifier);
  return sealed;
}

/**
 * Returns the identifier, which the caller wipes; `undefined` when the record was changed, belongs to other facts or is
 * malformed.
 */
export function openRecord(
  sealed: Uint8Array,
  key: Uint8Array,
  context: Uint8Array,
): PseudonymousIdentifier | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  let identifier: PseudonymousIdentifier | undefined;
  try {
    identifier = decrypt(key, sealed.subarray(0, NONCE_BYTES), context, sealed.subarray(NONCE_BYTES));
    checkIdentifier(identifier);
    return identifier;
  } catch (error) {
    identifier?.fill(0);
    if (error instanceof VaultError || error instanceof FaceError) return undefined;
    throw error;
  }
}

/**
 * Derives a record under other keys from the old one; `undefined` when that does not open.
 *
 * @param keyOf returns the key in a slot, not a copy
 */
export function renewRecord(
  from: RecordInTransit,
  to: RecordKeys,
  keyOf: (slot: KeySlot) => Uint8Array,
): Uint8Array<ArrayBuffer> | undefined {
  const old = openRecord(from.sealed, keyOf(from.recordSlot), from.context);
  if (old === undefined) return undefined;
  try {
    const plain = renew(old, keyOf(from.protectionSlot), keyOf(to.protectionSlot));
    const sealed = sealRecord(plain, keyOf(to.recordSlot), to.context);
    plain.fill(0);
    return sealed;
  } finally {
    old.fill(0);
  }
}
