import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeBase64,
  decodeDecimal,
  decodeUtf8,
  encodeBase64,
  uint64,
} from '../../../../server/platform/transparency/text.ts';

describe('base64', () => {
  test.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9vYmFy', 'foobar'],
  ])('RFC 4648 §10: %j', (text, plain) => {
    expect(Buffer.from(decodeBase64(text)).toString()).toBe(plain);
  });
  test.each([
    ['no padding', 'Zg'],
    ['too much padding', 'Zg==='],
    ['spare bits', 'Zh=='],
    ['the other alphabet', '-_=='],
    ['white space', 'Zm9v\n'],
    ['junk that Node passes over', 'Zm*9v'],
    ['padding in the middle', 'Zg==Zg=='],
  ])('refuses %s', (_name, text) => {
    expect(() => decodeBase64(text)).toThrow(expect.objectContaining({ code: 'malformed-base64' }));
  });
  test('decodes to what was encoded', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => Buffer.compare(decodeBase64(encodeBase64(bytes)), bytes) === 0));
  });
  test('each byte string has one text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        let bytes: Uint8Array;
        try {
          bytes = decodeBase64(text);
        } catch {
          return true;
        }
        return encodeBase64(bytes) === text;
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('decimals', () => {
  test.each([
    ['0', 0],
    ['7', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s', (text, value) => expect(decodeDecimal(text)).toBe(value));
  test.each(['', '00', '057', '+1', '-1', ' 1', '1 ', '1.0', '1e3', '0x10', '9007199254740993', '９'])(
    'refuses %j',
    (text) => expect(decodeDecimal(text)).toBeUndefined(),
  );
});

describe('UTF-8', () => {
  test('keeps a byte order mark', () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61), 'malformed-note')).toBe('\ufeffa');
  });
  test('refuses broken sequences', () => {
    expect(() => decodeUtf8(Uint8Array.of(0xc0, 0x80), 'malformed-note')).toThrow(
      expect.objectContaining({ code: 'malformed-note' }),
    );
  });
});

test('a uint64 exceeds 32 bits', () => {
  expect(Buffer.from(uint64(2 ** 40 + 5)).toString('hex')).toBe('0000010000000005');
});
