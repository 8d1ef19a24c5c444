import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCrockfordBase32 } from '../../../server/contract/crockford-base32.ts';
import { ticketNumberOf } from '../../../server/contract/ticket-number.ts';

const transactionIds = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));

describe('the ticket number of a referral', () => {
  // Computed with Python's hashlib: the first 20 bits of SHA-256.
  test.each([
    ['00000000000000000000000000000000', '6BK8'],
    ['00112233445566778899aabbccddeeff', 'QJ51'],
  ])('of transaction %s is %s', (transactionId, number) => {
    expect(ticketNumberOf(transactionId)).toBe(number);
  });

  test('has four letters and digits that people do not confuse', () => {
    fc.assert(
      fc.property(transactionIds, (transactionId) => {
        expect(ticketNumberOf(transactionId)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
  });

  test('differs between nearly all of 1,000 transactions', () => {
    const numbers = new Set(
      Array.from({ length: 1_000 }, (_, index) => ticketNumberOf(index.toString(16).padStart(32, '0'))),
    );
    // Expected number of colliding pairs: 1,000 × 999 / 2 / 2^20 = 0.5.
    expect(numbers.size).toBeGreaterThan(995);
  });
});

describe('Crockford base 32', () => {
  test.each([
    [[], ''],
    [[0x00], '00'],
    [[0xff], 'ZW'],
    [[0x08, 0x42, 0x10, 0x84, 0x21], '11111111'],
  ])('writes %j as "%s"', (bytes, text) => {
    expect(encodeCrockfordBase32(Uint8Array.from(bytes))).toBe(text);
  });
});
