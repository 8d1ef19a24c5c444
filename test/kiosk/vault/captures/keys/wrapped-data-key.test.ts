import { gcm } from '@noble/ciphers/aes.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  epochKeyIdOf,
  unwrapDataKey,
  wrapDataKey,
  WRAPPED_DATA_KEY_BYTES,
} from '../../../../../kiosk/vault/captures/keys/wrapped-data-key.ts';

const KEY_ID = '00112233445566778899aabbccddeeff';
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test('a wrapped data key is AES-256-GCM over header and context, as in another implementation', () => {
  fc.assert(
    fc.property(bytes(32), bytes(32), fc.uint8Array({ maxLength: 100 }), (epochKey, dataKey, context) => {
      const wrapped = wrapDataKey(epochKey, KEY_ID, dataKey, context);
      expect(wrapped).toHaveLength(WRAPPED_DATA_KEY_BYTES);
      expect(Buffer.from(wrapped.subarray(0, 17)).toString('hex')).toBe(`01${KEY_ID}`);
      const data = Uint8Array.from([...wrapped.subarray(0, 17), ...context]);
      const opened = gcm(epochKey, Uint8Array.from(wrapped.subarray(17, 29)), data).decrypt(wrapped.slice(29));
      expect([...opened]).toEqual([...dataKey]);
      expect([...unwrapDataKey(epochKey, wrapped, context)]).toEqual([...dataKey]);
      expect(epochKeyIdOf(wrapped)).toBe(KEY_ID);
    }),
    { numRuns: 30 },
  );
});
test('wrapped data keys never have the same nonce', () => {
  const nonces = Array.from({ length: 200 }, () =>
    Buffer.from(
      wrapDataKey(new Uint8Array(32), KEY_ID, new Uint8Array(32), new Uint8Array()).subarray(17, 29),
    ).toString('hex'),
  );
  expect(new Set(nonces).size).toBe(200);
});
test('bytes that are not a wrapped data key have no epoch key', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (wrapped) => {
      if (wrapped.length === WRAPPED_DATA_KEY_BYTES && wrapped[0] === 1) return;
      expect(() => epochKeyIdOf(wrapped)).toThrow(expect.objectContaining({ code: 'tampered' }));
    }),
  );
});
