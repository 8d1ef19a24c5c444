import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase32, encodeBase32 } from '../../../server/contract/base32.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('base32', () => {
  // RFC 4648 §10, without padding
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('writes and reads "%s" as the RFC does', (plain, text) => {
    expect(encodeBase32(ascii(plain))).toBe(text);
    expect(decodeBase32(text)).toEqual(Uint8Array.from(ascii(plain)));
  });

  it('decodes its own output, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 90 }), fc.string({ maxLength: 40 }), (bytes, text) => {
        expect(Array.from(decodeBase32(encodeBase32(bytes)) ?? [])).toEqual(Array.from(bytes));
        const read = decodeBase32(text);
        if (read !== undefined) expect(encodeBase32(read)).toBe(text);
      }),
    );
    // A spare bit, an additional letter, padding, other letters
    for (const text of ['MZ', 'A', 'MZXW6A', 'MY======', 'my', 'M1', 'MÉ']) expect(decodeBase32(text)).toBeUndefined();
  });
});
