import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../server/contract/base32.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';
import { type KioskId, transactionIdSchema } from '../../../server/contract/field.ts';
import {
  erasureTagOf,
  openTravellerReceipt,
  type ReceiptCode,
  transactionIdOf,
  type TravellerReceipt,
  travellerReceiptBytes,
  travellerReceiptSigningInput,
  travellerReceiptText,
} from '../../../server/contract/traveller-receipt.ts';
import { KIOSK, kioskIdOf, REPORTED_AT } from '../fixtures/sample-report.ts';

const seed = new Uint8Array(32).fill(5);
const key = ed25519.getPublicKey(seed);
const keyOf = (kioskId: KioskId) => (kioskId === KIOSK ? key : undefined);
const code = '0123456789abcdef0123456789abcdef' as ReceiptCode;

const receipt: TravellerReceipt = {
  version: 1,
  retentionClass: 'cleared',
  code,
  issuedAt: REPORTED_AT,
  goneBy: REPORTED_AT + 120_000,
  retentionDigest: 'd'.repeat(64),
  keyIds: [],
  kioskId: KIOSK,
};
const referral: TravellerReceipt = {
  ...receipt,
  retentionClass: 'referred',
  keyIds: ['a'.repeat(32), 'b'.repeat(32)],
  goneBy: REPORTED_AT + 3_600_000,
};

function issue(statement: TravellerReceipt, by = seed): string {
  const bytes = travellerReceiptBytes(statement);
  return travellerReceiptText(bytes, ed25519.sign(travellerReceiptSigningInput(bytes), by));
}

describe('a traveller’s receipt', () => {
  it.each([
    ['cleared', receipt],
    ['referred', referral],
  ])('opens to what was encoded, for a traveller who was %s', (_name, made) => {
    expect(openTravellerReceipt(issue(made), keyOf)).toEqual({ kind: 'valid', receipt: made });
  });

  it('fits a QR code of moderate size: alphanumeric mode, at most 311 characters (version 10, M)', () => {
    const longest = { ...referral, keyIds: referral.keyIds.slice(1), kioskId: kioskIdOf('k'.repeat(32)) };
    expect(issue(longest)).toMatch(/^PR1:[A-Z2-7]+$/);
    expect(issue(longest).length).toBeLessThanOrEqual(311);
  });

  it('survives copying: line ends, spaces, lower case', () => {
    const text = issue(receipt);
    const copied = ` ${text.slice(0, 90).toLowerCase()}\r\n ${text.slice(90)}\n`;
    expect(openTravellerReceipt(copied, keyOf)).toEqual({ kind: 'valid', receipt });
  });

  it('is refused when another lane’s key signed it, or the lane is unknown', () => {
    expect(openTravellerReceipt(issue(receipt, new Uint8Array(32).fill(6)), keyOf)).toMatchObject({
      code: 'bad-signature',
    });
    const elsewhere = issue({ ...receipt, kioskId: kioskIdOf('south-9') });
    expect(openTravellerReceipt(elsewhere, keyOf)).toMatchObject({ code: 'unknown-lane' });
    expect(openTravellerReceipt(elsewhere, () => key)).toMatchObject({ kind: 'valid' });
  });

  it('is refused when any byte was altered', () => {
    const bytes = decodeBase32(issue(referral).slice(4)) ?? new Uint8Array();
    for (let index = 0; index < bytes.length; index++) {
      const altered = Uint8Array.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(openTravellerReceipt(`PR1:${encodeBase32(altered)}`, () => key)).toMatchObject({ kind: 'refused' });
    }
  });

  it('is refused when it is cut, too long, or other text', () => {
    const text = issue(referral);
    for (let length = 0; length < text.length; length++) {
      expect(openTravellerReceipt(text.slice(0, length), keyOf)).toMatchObject({ kind: 'refused' });
    }
    for (const other of ['', 'PR1:', 'PR2:AAAA', 'x'.repeat(10_000), `PR1:${'A'.repeat(390)}`]) {
      expect(openTravellerReceipt(other, keyOf)).toEqual({ kind: 'refused', code: 'malformed-receipt' });
    }
  });

  it('never throws for input', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 240 }).map(encodeBase32)), (text) => {
        expect(openTravellerReceipt(`PR1:${text}`, () => key).kind).toBe('refused');
      }),
    );
  });

  it('cannot be made with unsuitable values or times', () => {
    for (const over of [
      { goneBy: REPORTED_AT - 60_000 },
      { issuedAt: REPORTED_AT + 1 },
      { keyIds: Array.from({ length: 5 }, () => 'a'.repeat(32)) },
      { kioskId: 'K' as KioskId },
    ]) {
      expect(() => travellerReceiptBytes({ ...receipt, ...over })).toThrow(ContractError);
    }
  });
});

describe('code of a traveller’s receipt', () => {
  it('gives the transaction id and the erasure tag, which cannot be linked', () => {
    expect(transactionIdSchema.safeParse(transactionIdOf(code)).success).toBe(true);
    expect(erasureTagOf(code)).toMatch(/^[0-9a-f]{32}$/);
    const names = [
      transactionIdOf(code),
      erasureTagOf(code),
      erasureTagOf(transactionIdOf(code) as string as ReceiptCode),
    ];
    expect(new Set([...names, code]).size).toBe(4);
  });

  it('is a hash that other programs can compute', () => {
    // printf 'postern/receipt-transaction/v1\n' ; xxd -r -p of the code ; sha256sum ; the first 16 bytes
    expect(transactionIdOf(code)).toBe('e9054d01fc59e3b47de9b4a97b7e8e53');
    expect(erasureTagOf(code)).toBe('5340dbb34cef243c6c40f570730a01d4');
  });
});
