import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase45, encodeBase45 } from '../../../../kiosk/lists/registration/base45.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('base45', () => {
  // RFC 9285 §4.3 and §4.4
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('writes and reads %s as the RFC does', (plain, text) => {
    expect(encodeBase45(ascii(plain))).toBe(text);
    expect(decodeBase45(ascii(text))).toEqual(Uint8Array.from(ascii(plain)));
  });

  it('reads its own output', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(Array.from(decodeBase45(ascii(encodeBase45(bytes))) ?? [])).toEqual(Array.from(bytes));
      }),
    );
  });

  it('reads nothing else', () => {
    // Above 0xffff (RFC 9285 §6), above 0xff, a length that cannot be, characters that are not in it
    for (const text of ['GGW', ':::', '::', 'A', 'BB8A', 'bb8', 'B_8', 'BBé'])
      expect(decodeBase45(ascii(text))).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ maxLength: 90 }), (text) => {
        const bytes = decodeBase45(ascii(text));
        if (bytes !== undefined) expect(encodeBase45(bytes)).toBe(text);
      }),
    );
  });
});
