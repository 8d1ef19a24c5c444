import { randomBytes } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VaultError } from '../../../../kiosk/vault/captures/vault-error.ts';
import { decrypt, encryptInto, TAG_BYTES } from '../../../../kiosk/vault/captures/xchacha.ts';

const encrypt = (key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array => {
  const output = new Uint8Array(plaintext.length + TAG_BYTES);
  encryptInto(output, key, nonce, aad, plaintext);
  return output;
};

test('XChaCha20-Poly1305: gives the vector of draft-irtf-cfrg-xchacha-03 appendix A.3.1', () => {
  const plaintext = new TextEncoder().encode(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  );
  const key = hexToBytes('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
  const nonce = hexToBytes('404142434445464748494a4b4c4d4e4f5051525354555657');
  const aad = hexToBytes('50515253c0c1c2c3c4c5c6c7');
  const expected = hexToBytes(
    'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49',
  );
  expect(encrypt(key, nonce, aad, plaintext)).toEqual(expected);
});

test('XChaCha20-Poly1305: equals noble byte for byte, and opens data sealed by noble', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.uint8Array({ maxLength: 300 }), (plaintext, aad) => {
      const key = new Uint8Array(randomBytes(32));
      const nonce = new Uint8Array(randomBytes(24));
      const sealed = encrypt(key, nonce, aad, plaintext);
      expect(sealed).toEqual(xchacha20poly1305(key, nonce, aad).encrypt(plaintext));
      expect(Uint8Array.from(decrypt(key, nonce, aad, sealed))).toEqual(plaintext);
    }),
  );
});

test('XChaCha20-Poly1305: works with a key in shared memory', () => {
  const key = new Uint8Array(new SharedArrayBuffer(128), 32, 32);
  key.set(randomBytes(32));
  const nonce = new Uint8Array(randomBytes(24));
  const sealed = encrypt(key, nonce, new Uint8Array(0), new Uint8Array([1, 2, 3]));
  expect([...decrypt(key, nonce, new Uint8Array(0), sealed)]).toEqual([1, 2, 3]);
});

test('XChaCha20-Poly1305: opens nothing that is changed, truncated or in another context', () => {
  const key = new Uint8Array(randomBytes(32));
  const nonce = new Uint8Array(randomBytes(24));
  const aad = new Uint8Array([9]);
  const sealed = encrypt(key, nonce, aad, new Uint8Array(randomBytes(100)));
  const changed = sealed.slice();
  changed[5] = (changed[5] ?? 0) ^ 1;
  for (const [bytes, context] of [
    [changed, aad],
    [sealed.subarray(0, 50), aad],
    [sealed.subarray(0, 10), aad],
    [sealed, new Uint8Array([8])],
  ] as const) {
    expect(() => decrypt(key, nonce, context, bytes)).toThrow(VaultError);
  }
});
