import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentAt, readElement, readElements, unsignedOf } from '../../../../models/finger/formats/asn1-reader.ts';
import { tlv } from '../../../../hardware/ber/write.ts';
import { unsigned } from '../../../../models/finger/formats/asn1-writer.ts';

const tag = fc.constantFrom(0x02, 0x30, 0x63, 0x81, 0xa0, 0x5f2e, 0x7f61, 0x5f8101);

test('ASN.1: written elements are read back', () => {
  const contents = fc.array(fc.tuple(tag, fc.uint8Array({ maxLength: 400 })), { maxLength: 20 });
  fc.assert(
    fc.property(contents, (written) => {
      const bytes = Uint8Array.from(written.flatMap(([of, content]) => [...tlv(of, content)]));
      const read = readElements(bytes)?.map(({ tag: of, content }) => [of, Uint8Array.from(content)]);
      expect(read).toEqual(written.map(([of, content]) => [of, Uint8Array.from(content)]));
    }),
  );
});

test('ASN.1: written numbers are read back, and are never negative', () => {
  fc.assert(
    fc.property(fc.nat({ max: 0x7fffffff }), (value) => {
      const read = readElement(unsigned(0x02, value));
      expect(unsignedOf(read?.content)).toBe(value);
    }),
  );
});

describe('ASN.1 reader: refuses', () => {
  test.each([
    ['no length', [0x30]],
    ['an indefinite length', [0x30, 0x80, 0x02, 0x01, 0x01, 0, 0]],
    ['a length of five bytes', [0x30, 0x85, 0, 0, 0, 0, 0]],
    ['half a length', [0x30, 0x82, 0x01]],
    ['content beyond the end', [0x30, 2, 0]],
    ['four gigabytes', [0x30, 0x84, 0xff, 0xff, 0xff, 0xff]],
    ['an endless tag', [0x3f, 0x81, 0x81, 0x81, 0x01, 0]],
    ['half a tag', [0x7f]],
  ])('%s', (_, bytes) => {
    expect(readElements(Uint8Array.from(bytes))).toBeUndefined();
  });

  test('more elements of a level than the limit', () => {
    expect(readElements(new Uint8Array(2 * 256))?.length).toBe(256);
    expect(readElements(new Uint8Array(2 * 257))).toBeUndefined();
  });

  test('a path through a repeated or missing element', () => {
    const inner = unsigned(0x80, 5);
    expect(contentAt(tlv(0x30, inner), [0x30, 0x80])).toEqual(Uint8Array.of(5));
    expect(contentAt(tlv(0x30, inner, inner), [0x30, 0x80])).toBeUndefined();
    expect(contentAt(tlv(0x30, inner), [0x30, 0x81])).toBeUndefined();
  });

  test('numbers below zero, empty, or too long', () => {
    for (const content of [[0x80], [], [0, 0, 0, 0, 1]]) expect(unsignedOf(Uint8Array.from(content))).toBeUndefined();
    expect(() => unsigned(2, -1)).toThrow(RangeError);
  });
});

test('ASN.1: random bytes never cause an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const elements = readElements(Uint8Array.from(bytes)) ?? [];
      expect(elements.reduce((sum, { content }) => sum + content.length, 0)).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 5000 },
  );
});
