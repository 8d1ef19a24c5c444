import { chacha20 } from '@noble/ciphers/chacha.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { keyStream } from '../../../../models/face/protection/key-stream.ts';
import { madeKey } from './made-faces.ts';

describe('keyStream', () => {
  it('is the keystream of RFC 8439, A.1, test vector 1', () => {
    const expected =
      '76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586';
    expect(Uint8Array.from(keyStream(new Uint8Array(32), 'rotation', 64))).toEqual(hexToBytes(expected));
  });

  it('equals that of another implementation, and differs for each use', () => {
    const key = madeKey(1);
    const nonce = Uint8Array.of(1, ...new Uint8Array(11));
    expect(Uint8Array.from(keyStream(key, 'scalars', 100))).toEqual(chacha20(key, nonce, new Uint8Array(100)));
    expect(keyStream(key, 'scalars', 32)).not.toEqual(keyStream(key, 'rotation', 32));
  });

  it('accepts only keys of 32 bytes', () => {
    for (const length of [0, 16, 31, 33]) {
      expect(() => keyStream(new Uint8Array(length), 'rotation', 1)).toThrow(
        expect.objectContaining({ code: 'protection-key-malformed' }),
      );
    }
  });
});
