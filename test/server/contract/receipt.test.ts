import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContractError } from '../../../server/contract/contract-error.ts';
import {
  encodeReceipt,
  openReceipt,
  receiptBytes,
  receiptSigningInput,
  type Receipt,
} from '../../../server/contract/receipt.ts';
import { KIOSK, kioskIdOf, REPORTED_AT } from '../fixtures/sample-report.ts';

const seed = new Uint8Array(32).fill(3);
const publicKey = ed25519.getPublicKey(seed);
const receipt: Receipt = {
  version: 1,
  kioskId: KIOSK,
  sequence: 4,
  digest: 'a'.repeat(64),
  receivedAt: REPORTED_AT,
  feedPosition: 9,
};
const expected = { kioskId: KIOSK, sequence: 4, digest: 'a'.repeat(64) };

function issue(payload: Uint8Array, by = seed): Uint8Array {
  return encodeReceipt(payload, ed25519.sign(receiptSigningInput(payload), by));
}

describe('a receipt', () => {
  it('opens for the report it was issued for', () => {
    expect(openReceipt(issue(receiptBytes(receipt)), publicKey, expected)).toEqual({ kind: 'valid', receipt });
  });

  it('may omit the feed position', () => {
    const { feedPosition: _, ...rest } = receipt;
    expect(openReceipt(issue(receiptBytes(rest)), publicKey, expected)).toMatchObject({ kind: 'valid' });
  });

  it.each([
    ['another kiosk', { ...expected, kioskId: kioskIdOf('north-2') }],
    ['another sequence', { ...expected, sequence: 5 }],
    ['another digest', { ...expected, digest: 'b'.repeat(64) }],
  ])('is refused for %s', (_name, wanted) => {
    expect(openReceipt(issue(receiptBytes(receipt)), publicKey, wanted)).toMatchObject({ code: 'other-report' });
  });

  it('is refused when another server signed it', () => {
    const wire = issue(receiptBytes(receipt), new Uint8Array(32).fill(4));
    expect(openReceipt(wire, publicKey, expected)).toMatchObject({ code: 'bad-signature' });
  });

  it('is refused when malformed, oversized, not canonical or not a receipt', () => {
    const open = (wire: Uint8Array) => openReceipt(wire, publicKey, expected);
    const signed = (text: string) => open(issue(new TextEncoder().encode(text)));
    expect(open(new Uint8Array())).toMatchObject({ code: 'malformed-receipt' });
    expect(open(new TextEncoder().encode('{"payload":"=","signature":"x"}'))).toMatchObject({
      code: 'malformed-receipt',
    });
    expect(open(new Uint8Array(4_000))).toMatchObject({ code: 'too-large' });
    expect(signed(JSON.stringify(receipt))).toMatchObject({ code: 'not-canonical' });
    expect(signed('{"version":1}')).toMatchObject({ code: 'invalid-message' });
  });

  it('cannot be made from invalid values', () => {
    expect(() => receiptBytes({ ...receipt, sequence: 0 })).toThrow(ContractError);
    expect(() => encodeReceipt(receiptBytes(receipt), new Uint8Array(3))).toThrow(ContractError);
  });

  it('never opens from arbitrary bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.jsonValue().map((one) => new TextEncoder().encode(JSON.stringify(one))),
        ),
        (wire) => {
          expect(openReceipt(wire, publicKey, expected).kind).toBe('refused');
        },
      ),
    );
  });
});
