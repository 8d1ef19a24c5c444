import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinWrappedKey, splitWrappedKey, wrapAdditionalData } from '../../../hardware/secure-element/wrapped-key.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test('wrapped key: joined parts are split into the same parts', () => {
  fc.assert(
    fc.property(fc.nat(0xffff_ffff), bytes(12), bytes(48), (generation, nonce, sealed) => {
      const parts = splitWrappedKey(joinWrappedKey({ generation, nonce, sealed }));
      expect({ ...parts, nonce: [...parts.nonce], sealed: [...parts.sealed] }).toEqual({
        generation,
        nonce: [...nonce],
        sealed: [...sealed],
      });
    }),
  );
});
test('wrapped key: any other bytes are reported as tampered', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (wrapped) => {
      if (wrapped.length === 65 && wrapped[0] === 1) return;
      expect(() => splitWrappedKey(wrapped)).toThrow(expect.objectContaining({ code: 'tampered' }));
    }),
  );
});
test('wrapped key: the additional data contain generation and context', () => {
  expect([...wrapAdditionalData(258, Uint8Array.of(7, 8))]).toEqual([1, 0, 0, 1, 2, 7, 8]);
});
