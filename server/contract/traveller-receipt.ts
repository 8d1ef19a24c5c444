/**
 * The receipt that a lane shows to a traveller as a QR code. Text: `PR1:` and base32 of the statement, then the lane's Ed25519 signature
 * of it (64 bytes). The statement, integers big-endian:
 *
 * | offset | bytes | content |
 * | --- | --- | --- |
 * | 0 | 1 | version, 1 |
 * | 1 | 1 | retention class: 0 `cleared`, 1 `referred` |
 * | 2 | 16 | code: random, known to the traveller only |
 * | 18 | 4 | time of issue, minutes since the Unix epoch |
 * | 22 | 4 | latest time at which the captures are gone, minutes |
 * | 26 | 32 | digest of the retention policy in force |
 * | 58 | 1 | number of epoch keys, at most 4 |
 * | 59 | 16 each | ids of the epoch keys under which the captures of a referral lie |
 * | then | 1 | length of the kiosk's name |
 * | then | 3 to 32 | the kiosk's name, ASCII |
 *
 * It holds no name, document data, picture or template, and nothing that a second receipt of the same person repeats. The server never
 * receives the code. It has the transaction's id, which is a hash of the code.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase32, encodeBase32 } from './base32.ts';
import { ContractError } from './contract-error.ts';
import { type KioskId, kioskIdSchema, sha256HexSchema, type TransactionId, wallMsSchema } from './field.ts';
import { faultsOf } from './fault.ts';
import { isSignatureValid, SIGNATURE_BYTES, signingInput } from './signing.ts';

const PREFIX = 'PR1:';
const VERSION = 1;
const MINUTE_MS = 60_000;
const MAX_KEY_IDS = 4;
const KEY_ID_BYTES = 16;
/** All fixed fields before the key ids. */
const HEAD_BYTES = 59;
/** The longest receipt has 356 characters; the rest allows for white space that a mail program inserts. */
const LONGEST_TEXT = 400;

export const receiptCodeSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex')
  .brand('ReceiptCode');
/** Gives access to one transaction. 128 random bits in hex. */
export type ReceiptCode = z.infer<typeof receiptCodeSchema>;

const wholeMinuteSchema = wallMsSchema.multipleOf(MINUTE_MS);

export const travellerReceiptSchema = z
  .strictObject({
    version: z.literal(VERSION),
    /** The intended retention. `cleared`: destroyed when the passage ends. `referred`: sealed for an officer until `goneBy`. */
    retentionClass: z.enum(['cleared', 'referred']),
    code: receiptCodeSchema,
    /** Wall time of the lane, ms, rounded down to a whole minute. */
    issuedAt: wholeMinuteSchema,
    /** Latest time of erasure, ms, rounded up to a whole minute. */
    goneBy: wholeMinuteSchema,
    retentionDigest: sha256HexSchema,
    keyIds: z.array(z.string().regex(/^[0-9a-f]{32}$/)).max(MAX_KEY_IDS),
    kioskId: kioskIdSchema,
  })
  .refine(({ issuedAt, goneBy }) => goneBy >= issuedAt, { path: ['goneBy'], message: 'must not be before issuedAt' });
export type TravellerReceipt = z.infer<typeof travellerReceiptSchema>;

export type TravellerReceiptRefusal =
  /** Not a receipt, or incomplete or misspelt. */
  | 'malformed-receipt'
  /** The receipt names a lane without a known key. */
  | 'unknown-lane'
  /** Altered, or signed by another key. */
  | 'bad-signature';

export type OpenedTravellerReceipt =
  | { readonly kind: 'valid'; readonly receipt: TravellerReceipt }
  | { readonly kind: 'refused'; readonly code: TravellerReceiptRefusal };

/** The id of this code's transaction for lane and server. The code cannot be computed from it. */
export function transactionIdOf(code: ReceiptCode): TransactionId {
  return hashedCode('postern/receipt-transaction/v1\n', code) as TransactionId;
}

/**
 * The tag of this code in the erasure report of a cleared traveller. Only a person who has the code can link the tag to the transaction.
 */
export function erasureTagOf(code: ReceiptCode): string {
  return hashedCode('postern/receipt-erasure/v1\n', code);
}

/** The statement's bytes. Throws `ContractError` `invalid`. */
export function travellerReceiptBytes(receipt: TravellerReceipt): Uint8Array {
  const parsed = travellerReceiptSchema.safeParse(receipt);
  if (!parsed.success) {
    throw new ContractError('invalid', 'the receipt does not satisfy the contract', {
      faults: faultsOf(parsed.error),
    });
  }
  const { retentionClass, code, issuedAt, goneBy, retentionDigest, keyIds, kioskId } = parsed.data;
  const times = new DataView(new ArrayBuffer(8));
  times.setUint32(0, issuedAt / MINUTE_MS);
  times.setUint32(4, goneBy / MINUTE_MS);
  return concatBytes(
    Uint8Array.of(VERSION, retentionClass === 'cleared' ? 0 : 1),
    hexToBytes(code),
    new Uint8Array(times.buffer),
    hexToBytes(retentionDigest),
    Uint8Array.of(keyIds.length),
    ...keyIds.map((keyId) => hexToBytes(keyId)),
    Uint8Array.of(kioskId.length),
    utf8ToBytes(kioskId),
  );
}

/** The bytes that the lane's key signs. */
export function travellerReceiptSigningInput(statement: Uint8Array): Uint8Array {
  return signingInput('traveller-receipt', statement);
}

/** The text of the QR code, in its alphanumeric mode. Throws `ContractError` `bad-key` for a signature that is not 64 bytes. */
export function travellerReceiptText(statement: Uint8Array, signature: Uint8Array): string {
  if (signature.length !== SIGNATURE_BYTES) throw new ContractError('bad-key', 'a signature has 64 bytes');
  return PREFIX + encodeBase32(concatBytes(statement, signature));
}

/**
 * Opens a receipt's text. Ignores white space and case. Input never throws.
 *
 * @param keyOf returns the public key of a lane, 32 or 33 bytes; `undefined` for an unknown lane
 */
export function openTravellerReceipt(
  text: string,
  keyOf: (kioskId: KioskId) => Uint8Array | undefined,
): OpenedTravellerReceipt {
  if (text.length > LONGEST_TEXT) return refused('malformed-receipt');
  const plain = text.replace(/\s+/g, '').toUpperCase();
  const bytes = plain.startsWith(PREFIX) ? decodeBase32(plain.slice(PREFIX.length)) : undefined;
  if (bytes === undefined || bytes.length <= SIGNATURE_BYTES) return refused('malformed-receipt');
  const statement = bytes.subarray(0, -SIGNATURE_BYTES);
  const receipt = readStatement(statement);
  if (receipt === undefined) return refused('malformed-receipt');
  const key = keyOf(receipt.kioskId);
  if (key === undefined) return refused('unknown-lane');
  const signed = isSignatureValid('traveller-receipt', statement, bytes.subarray(-SIGNATURE_BYTES), key);
  return signed ? { kind: 'valid', receipt } : refused('bad-signature');
}

function readStatement(bytes: Uint8Array): TravellerReceipt | undefined {
  const keyCount = bytes[HEAD_BYTES - 1] ?? 0;
  const nameAt = HEAD_BYTES + keyCount * KEY_ID_BYTES + 1;
  const retentionClass = (['cleared', 'referred'] as const)[bytes[1] ?? 2];
  if (keyCount > MAX_KEY_IDS || retentionClass === undefined || bytes.length < nameAt) return undefined;
  if (bytes.length !== nameAt + (bytes[nameAt - 1] ?? 0)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hex = (from: number, length: number): string => bytesToHex(bytes.subarray(from, from + length));
  const parsed = travellerReceiptSchema.safeParse({
    version: bytes[0],
    retentionClass,
    code: hex(2, 16),
    issuedAt: view.getUint32(18) * MINUTE_MS,
    goneBy: view.getUint32(22) * MINUTE_MS,
    retentionDigest: hex(26, 32),
    keyIds: Array.from({ length: keyCount }, (_, index) => hex(HEAD_BYTES + index * KEY_ID_BYTES, KEY_ID_BYTES)),
    kioskId: String.fromCharCode(...bytes.subarray(nameAt)),
  });
  return parsed.success ? parsed.data : undefined;
}

function hashedCode(purpose: string, code: ReceiptCode): string {
  return bytesToHex(sha256(concatBytes(utf8ToBytes(purpose), hexToBytes(code))).subarray(0, 16));
}

function refused(code: TravellerReceiptRefusal): OpenedTravellerReceipt {
  return { kind: 'refused', code };
}
