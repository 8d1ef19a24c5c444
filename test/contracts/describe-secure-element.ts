/** `hardware/secure-element/secure-element.ts`, promise by promise. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { describeDevice } from './describe-device.ts';
import { codeOf, type DeviceRig, never, type RigMaker } from './device-rig.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

export function describeSecureElement(name: string, makeRig: RigMaker<SecureElement>): void {
  describeDevice(name, makeRig);

  describe(`${name} keeps the secure element contract`, () => {
    let rig: DeviceRig<SecureElement>;
    let element: SecureElement;
    beforeEach(async () => {
      rig = await makeRig();
      element = rig.device;
      await element.connect(never());
    });
    afterEach(async () => {
      await element.disconnect();
      await rig.close();
    });

    it('signs as RFC 8032 says, with the key it publishes', async () => {
      const message = bytes('a message');
      const [publicKey, signature] = await Promise.all([element.publicKey(), element.sign(message)]);
      expect(publicKey).toHaveLength(32);
      expect(signature).toHaveLength(64);
      expect(ed25519.verify(signature, message, publicKey)).toBe(true);
      expect(ed25519.verify(signature, bytes('another'), publicKey)).toBe(false);
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

    it('wraps a key into nonce, ciphertext and tag, differently each time', async () => {
      const key = new Uint8Array(32).fill(7);
      const first = await element.wrapKey(key, bytes('context'));
      const second = await element.wrapKey(key, bytes('context'));
      expect(first).toHaveLength(12 + 32 + 16);
      expect(first).not.toEqual(second);
      expect([...key]).toEqual(Array(32).fill(7));
    });

    it('unwraps into a fresh buffer large enough to wipe', async () => {
      const wrapped = await element.wrapKey(new Uint8Array(32).fill(7), bytes('context'));
      const [first, second] = await Promise.all([
        element.unwrapKey(wrapped, bytes('context')),
        element.unwrapKey(wrapped, bytes('context')),
      ]);
      expect([...first]).toEqual(Array(32).fill(7));
      expect(first.buffer).not.toBe(second.buffer);
      expect(first.buffer.byteLength).toBeGreaterThanOrEqual(65);
    });

    it('refuses what was changed, cut, or bound to another context', async () => {
      const wrapped = await element.wrapKey(new Uint8Array(32).fill(7), bytes('context'));
      for (const place of [0, 11, 12, 43, 44, 59]) {
        const changed = Uint8Array.from(wrapped);
        changed[place] = (changed[place] ?? 0) ^ 1;
        expect(await codeOf(element.unwrapKey(changed, bytes('context')))).toBe('corrupt');
      }
      expect(await codeOf(element.unwrapKey(wrapped.subarray(0, 59), bytes('context')))).toBe('corrupt');
      expect(await codeOf(element.unwrapKey(wrapped, bytes('another')))).toBe('corrupt');
    });

    it('goes on working after a refusal', async () => {
      await codeOf(element.unwrapKey(new Uint8Array(60), bytes('context')));
      expect(await element.sign(bytes('still here'))).toHaveLength(64);
    });
  });
}
