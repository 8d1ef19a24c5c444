/** `hardware/secure-element/key-provider.ts`, guarantee by guarantee, and those of a device. */
import { createHmac } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import {
  KEY_PROVIDER_ERROR_CODES,
  PRF_INPUT_BYTES_MAX,
  RANDOM_BYTES_MAX,
} from '../../hardware/secure-element/key-provider.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { describeChains } from './describe-chains.ts';
import { describeDevice } from './describe-device.ts';
import { eachConnected, codeOf, type DeviceRig, never, type RigMaker } from './device-rig.ts';

const FIRST = 1;
const bytes = (text: string) => new TextEncoder().encode(text);

/** By the length of the key; strictly: a second form of a valid ECDSA signature is refused. */
function isSigned(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (publicKey.length === 32) return ed25519.verify(signature, message, publicKey, { zip215: false });
  expect(publicKey).toHaveLength(33);
  return p256.verify(signature, message, publicKey, { prehash: true, lowS: true });
}

export function describeSecureElement(name: string, makeRig: RigMaker<SecureElement>): void {
  describeDevice(name, makeRig);
  describeChains(name, makeRig);

  describe(`${name} keeps the secure element contract`, () => {
    let rig: DeviceRig<SecureElement>;
    let element: SecureElement;
    eachConnected(makeRig, (made) => {
      rig = made;
      element = rig.device;
    });

    it('signs as RFC 8032 or FIPS 186-5 says, with the key it publishes', async () => {
      const message = bytes('a message');
      const [publicKey, signature] = await Promise.all([element.publicKey(), element.sign(message)]);
      expect(signature).toHaveLength(64);
      expect(isSigned(signature, message, publicKey)).toBe(true);
      expect(isSigned(signature, bytes('another'), publicKey)).toBe(false);
    });

    it('signs an empty message and a long one, each time in the only form that a verifier accepts', async () => {
      const publicKey = await element.publicKey();
      for (const message of [
        new Uint8Array(),
        new Uint8Array(20_000).fill(1),
        ...Array.from({ length: 16 }, (_, at) => Uint8Array.of(at)),
      ]) {
        expect(isSigned(await element.sign(message), message, publicKey)).toBe(true);
      }
    });

    it('takes an input of the PRF of the largest length, and refuses a longer one', async () => {
      expect(await element.prf(new Uint8Array(PRF_INPUT_BYTES_MAX))).toHaveLength(32);
      await expect(async () => element.prf(new Uint8Array(PRF_INPUT_BYTES_MAX + 1))).rejects.toThrow(RangeError);
    });

    it('serves overlapping calls in order', async () => {
      const done: number[] = [];
      await Promise.all([0, 1, 2, 3, 4].map((index) => element.sign(bytes(`${index}`)).then(() => done.push(index))));
      expect(done).toEqual([0, 1, 2, 3, 4]);
      expect(element.status()).toEqual({ kind: 'ready' });
    });

    it('keeps its keys when it is connected again', async () => {
      const before = await element.publicKey();
      const wrapped = await element.wrapKey(new Uint8Array(32).fill(5), bytes('context'));
      await element.disconnect();
      await element.connect(never());
      expect(await element.publicKey()).toEqual(before);
      expect([...(await element.unwrapKey(wrapped, bytes('context')))]).toEqual(Array(32).fill(5));
    });

    it('wraps a key into format, generation, nonce, ciphertext and tag, differently each time', async () => {
      const key = new Uint8Array(32).fill(7);
      const first = await element.wrapKey(key, bytes('context'));
      const second = await element.wrapKey(key, bytes('context'));
      expect(first).toHaveLength(1 + 4 + 12 + 32 + 16);
      expect([...first.subarray(0, 5)]).toEqual([1, 0, 0, 0, FIRST]);
      expect(first).not.toEqual(second);
      expect([...key]).toEqual(Array(32).fill(7));
    });

    it('gives out keys and pseudo-random values in fresh buffers large enough to wipe', async () => {
      const wrapped = await element.wrapKey(new Uint8Array(32).fill(7), bytes('context'));
      const [first, second, value] = await Promise.all([
        element.unwrapKey(wrapped, bytes('context')),
        element.unwrapKey(wrapped, bytes('context')),
        element.prf(bytes('input')),
      ]);
      expect([...first]).toEqual(Array(32).fill(7));
      expect(first.buffer).not.toBe(second.buffer);
      for (const secret of [first, second, value]) expect(secret.buffer.byteLength).toBeGreaterThanOrEqual(65);
    });

    it('refuses what was changed, cut, or bound to another context', async () => {
      const wrapped = await element.wrapKey(new Uint8Array(32).fill(7), bytes('context'));
      for (const place of [0, 5, 16, 17, 48, 49, 64]) {
        const changed = Uint8Array.from(wrapped);
        changed[place] = (changed[place] ?? 0) ^ 0x80;
        expect(await codeOf(element.unwrapKey(changed, bytes('context')))).toBe('tampered');
      }
      for (const length of [0, 1, 5, 64]) {
        expect(await codeOf(element.unwrapKey(wrapped.subarray(0, length), bytes('context')))).toBe('tampered');
      }
      expect(await codeOf(element.unwrapKey(Uint8Array.from([...wrapped, 0]), bytes('context')))).toBe('tampered');
      expect(await codeOf(element.unwrapKey(wrapped, bytes('another')))).toBe('tampered');
    });

    it('rejects an unknown root', async () => {
      const wrapped = await element.wrapKey(new Uint8Array(32), bytes('context'));
      new DataView(wrapped.buffer, wrapped.byteOffset).setUint32(1, 99);
      expect(await codeOf(element.unwrapKey(wrapped, bytes('context')))).toBe('unknown-key');
    });

    it('refuses a key of another length', async () => {
      for (const length of [0, 31, 33]) {
        await expect(async () => element.wrapKey(new Uint8Array(length), bytes(''))).rejects.toThrow(RangeError);
      }
    });

    it('stays usable after a refusal, without a change of status', async () => {
      const heard: string[] = [];
      element.onStatus((status) => heard.push(status.kind));
      await codeOf(element.unwrapKey(new Uint8Array(65), bytes('context')));
      await codeOf(element.destroyRoot(FIRST));
      expect(heard.filter((kind) => kind !== 'busy' && kind !== 'ready')).toEqual([]);
      expect(await element.sign(bytes('still here'))).toHaveLength(64);
    });

    it('makes the same pseudo-random value of the same input, and of another, another', async () => {
      const [one, again, other] = [
        await element.prf(bytes('one')),
        await element.prf(bytes('one')),
        await element.prf(bytes('other')),
      ];
      expect(one).toHaveLength(32);
      expect([...one]).toEqual([...again]);
      expect([...one]).not.toEqual([...other]);
      expect([...one]).not.toEqual([...createHmac('sha256', new Uint8Array(32)).update('one').digest()]);
    });

    it('gives random bytes of its own, never the same, in buffers that can be wiped', async () => {
      const drawn = await Promise.all([1, 32, 32, RANDOM_BYTES_MAX].map((length) => element.random(length)));
      expect(drawn.map(({ length }) => length)).toEqual([1, 32, 32, RANDOM_BYTES_MAX]);
      expect([...drawn[1]!]).not.toEqual([...drawn[2]!]);
      expect(new Set(drawn[3]).size).toBeGreaterThan(RANDOM_BYTES_MAX / 4);
      for (const one of drawn) expect(one.buffer.byteLength).toBeGreaterThanOrEqual(65);
    });

    it('refuses to draw nothing, too much or half a byte', async () => {
      for (const length of [0, -1, 1.5, RANDOM_BYTES_MAX + 1, Number.NaN]) {
        await expect(async () => element.random(length)).rejects.toThrow(RangeError);
      }
    });

    it('wraps with the newest root and unwraps with each that is left', async () => {
      const before = await element.wrapKey(new Uint8Array(32).fill(1), bytes('context'));
      expect(await element.roots()).toEqual([FIRST]);
      expect(await element.rotateRoot()).toBe(FIRST + 1);
      const after = await element.wrapKey(new Uint8Array(32).fill(2), bytes('context'));
      expect(await element.roots()).toEqual([FIRST, FIRST + 1]);
      expect((await element.unwrapKey(before, bytes('context')))[0]).toBe(1);
      expect((await element.unwrapKey(after, bytes('context')))[0]).toBe(2);
      const moved = Uint8Array.from(before);
      new DataView(moved.buffer).setUint32(1, FIRST + 1);
      expect(await codeOf(element.unwrapKey(moved, bytes('context')))).toBe('tampered');
    });

    it('no longer has a destroyed root, also after reconnecting', async () => {
      const before = await element.wrapKey(new Uint8Array(32), bytes('context'));
      const publicKey = await element.publicKey();
      await element.rotateRoot();
      await element.destroyRoot(FIRST);
      await element.destroyRoot(FIRST);
      expect(await codeOf(element.unwrapKey(before, bytes('context')))).toBe('unknown-key');
      await element.disconnect();
      await element.connect(never());
      expect(await element.roots()).toEqual([FIRST + 1]);
      expect(await codeOf(element.unwrapKey(before, bytes('context')))).toBe('unknown-key');
      expect(await element.publicKey()).toEqual(publicKey);
    });

    it('does not destroy the newest root', async () => {
      expect(await codeOf(element.destroyRoot(FIRST))).toBe('refused');
      await element.rotateRoot();
      expect(await codeOf(element.destroyRoot(FIRST + 1))).toBe('refused');
      expect(await element.roots()).toEqual([FIRST, FIRST + 1]);
    });

    it('refuses more roots than it has room for, and keeps the existing ones', async () => {
      const code = async (): Promise<string> => codeOf(element.rotateRoot());
      const codes = [await code(), await code(), await code(), await code()];
      expect(codes).toEqual(['resolved', 'resolved', 'resolved', 'refused']);
      const wrapped = await element.wrapKey(new Uint8Array(32).fill(4), bytes('context'));
      expect((await element.unwrapKey(wrapped, bytes('context')))[0]).toBe(4);
    });

    it('keeps calls apart that are made at once', async () => {
      const contexts = Array.from({ length: 20 }, (_, index) => bytes(`context ${index}`));
      const wrapped = await Promise.all(
        contexts.map((context, index) => element.wrapKey(new Uint8Array(32).fill(index), context)),
      );
      const opened = await Promise.all(
        wrapped.map(async (one, index) => {
          const [key] = await Promise.all([element.unwrapKey(one, contexts[index] ?? bytes('')), element.sign(one)]);
          return key[0];
        }),
      );
      expect(opened).toEqual(contexts.map((_, index) => index));
    });

    it('rejects with the codes of the contract alone', async () => {
      await element.disconnect();
      const codes = await Promise.all(
        [
          element.sign(bytes('')),
          element.roots(),
          element.prf(bytes('')),
          element.random(32),
          element.rotateRoot(),
        ].map(codeOf),
      );
      for (const code of codes) expect(KEY_PROVIDER_ERROR_CODES).toContain(code);
    });
  });
}
