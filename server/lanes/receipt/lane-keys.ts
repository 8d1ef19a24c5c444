import { hexToBytes } from '@noble/hashes/utils.js';
import { type KioskId, kioskIdSchema, publicKeyHexSchema } from '../../contract/field.ts';
import { openTravellerReceipt } from '../../contract/traveller-receipt.ts';

/** The lane named in a receipt, whose key is needed to judge it; `undefined` for invalid text. The receipt is not verified here. */
export function laneOf(text: string): KioskId | undefined {
  let lane: KioskId | undefined;
  openTravellerReceipt(text, (kioskId) => {
    lane = kioskId;
    return undefined;
  });
  return lane;
}

/** A lane's public key as published: 64 or 66 hex digits, surrounding white space allowed. */
export function readLaneKey(hex: string): Uint8Array | undefined {
  const plain = publicKeyHexSchema.safeParse(hex.trim().toLowerCase());
  return plain.success ? hexToBytes(plain.data) : undefined;
}

/** `LANE=HEX`. */
export function readNamedLaneKey(text: string): readonly [KioskId, Uint8Array] | undefined {
  const at = text.indexOf('=');
  const kioskId = kioskIdSchema.safeParse(text.slice(0, Math.max(at, 0)));
  const key = readLaneKey(text.slice(at + 1));
  return kioskId.success && key !== undefined ? [kioskId.data, key] : undefined;
}
