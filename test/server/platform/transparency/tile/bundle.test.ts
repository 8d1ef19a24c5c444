import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBundle, encodeBundle } from '../../../../../server/platform/transparency/tile/bundle.ts';

test('entry bundle: decodes to what was encoded', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { minLength: 1, maxLength: 256 }), (entries) => {
      expect(decodeBundle(encodeBundle(entries)).map((entry) => Buffer.from(entry))).toEqual(
        entries.map((entry) => Buffer.from(entry)),
      );
    }),
  );
});

test('entry bundle: refuses an entry of more than 65,535 bytes', () => {
  expect(decodeBundle(encodeBundle([new Uint8Array(65_535)]))[0]).toHaveLength(65_535);
  expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(expect.objectContaining({ code: 'malformed-bundle' }));
});

test.each([
  ['nothing', []],
  ['half a length', [0]],
  ['half an entry', [0, 2, 7]],
  ['257 entries', Array.from({ length: 257 * 2 }, () => 0)],
])('entry bundle: refuses %s', (_name, bytes) => {
  expect(() => decodeBundle(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: 'malformed-bundle' }));
});

test('entry bundle: an accepted bundle encodes to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        expect(Buffer.from(encodeBundle(decodeBundle(bytes)))).toEqual(Buffer.from(bytes));
      } catch (error) {
        expect(error).toMatchObject({ code: 'malformed-bundle' });
      }
    }),
  );
});
