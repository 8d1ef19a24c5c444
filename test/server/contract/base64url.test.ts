import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';

describe('base64url', () => {
  // RFC 4648 §10, without the padding.
  it.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ])('writes and reads the vector %j of RFC 4648', (plain, encoded) => {
    expect(encodeBase64Url(Buffer.from(plain))).toBe(encoded);
    expect(Buffer.from(decodeBase64Url(encoded) ?? []).toString()).toBe(plain);
  });

  it.each([
    ['padding', 'Zg=='],
    ['the letters of plain base64', '+/+/'],
    ['white space', 'Zm 9'],
    ['an impossible length', 'Z'],
    ['spare bits after two letters', 'Zh'],
    ['spare bits after three letters', 'Zm9'],
    ['letters outside ASCII', 'Zm9é'],
  ])('refuses %s', (_name, encoded) => {
    expect(decodeBase64Url(encoded)).toBeUndefined();
  });

  it('agrees with the platform on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const encoded = encodeBase64Url(bytes);
        expect(encoded).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64Url(encoded)).toEqual(bytes);
      }),
    );
  });

  it('decodes a text only if it would encode it the same way', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (encoded) => {
        const bytes = decodeBase64Url(encoded);
        expect(bytes === undefined || encodeBase64Url(bytes) === encoded).toBe(true);
      }),
    );
  });
});
