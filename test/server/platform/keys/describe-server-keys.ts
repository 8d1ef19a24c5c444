/** The suite of every provider of the server's keys. */
import { createPublicKey, verify, webcrypto } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerKeys } from '../../../../server/platform/keys/server-keys.ts';

const MESSAGE = new TextEncoder().encode('a receipt');

/** By the key's length. ECDSA in its lower form only. */
function isSigned(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (publicKey.length === 32) return ed25519.verify(signature, message, publicKey, { zip215: false });
  expect(publicKey).toHaveLength(33);
  return p256.verify(signature, message, publicKey, { prehash: true, lowS: true });
}

/** @param open opens the keys of the test's place; a second call returns the same keys */
export function describeServerKeys(name: string, place: () => Promise<() => Promise<ServerKeys>>): void {
  describe(name, () => {
    const opened = async (open: () => Promise<ServerKeys>) => {
      const keys = await open();
      onTestFinished(() => keys.close());
      return keys;
    };

    it('signs with the key that it shows, the same at each start', async () => {
      const open = await place();
      const { signing } = await opened(open);
      const signature = await signing.sign(MESSAGE);
      expect(isSigned(signature, MESSAGE, signing.publicKey)).toBe(true);
      expect((await opened(open)).signing.publicKey).toEqual(signing.publicKey);
    });

    it('has no ledger key until there is a ledger, and a different one than for receipts', async () => {
      const open = await place();
      const { ledger, signing } = await opened(open);
      expect(await ledger.exists()).toBe(false);
      const made = await ledger.open();
      expect(await ledger.exists()).toBe(true);
      expect(made.publicKey).not.toEqual(signing.publicKey);
      const signature = await made.sign(MESSAGE);
      expect(ed25519.verify(signature, MESSAGE, made.publicKey, { zip215: false })).toBe(true);
      expect((await (await opened(open)).ledger.open()).publicKey).toEqual(made.publicKey);
    });

    it('has no key for releases until it is needed, and a different one than for the ledger', async () => {
      const open = await place();
      const { ledger, releases } = await opened(open);
      expect(await releases.exists()).toBe(false);
      const made = await releases.open();
      expect(await releases.exists()).toBe(true);
      expect(made.publicKey).not.toEqual((await ledger.open()).publicKey);
      const signature = await made.sign(MESSAGE);
      expect(ed25519.verify(signature, MESSAGE, made.publicKey, { zip215: false })).toBe(true);
      expect((await (await opened(open)).releases.open()).publicKey).toEqual(made.publicKey);
    });

    it('changes to the next key once there is one, repeatedly, and refuses without one', async () => {
      const open = await place();
      for (const _time of [1, 2]) {
        const keys = await opened(open);
        const before = Uint8Array.from(keys.signing.publicKey);
        expect(await keys.next.exists()).toBe(false);
        await expect(keys.succeed()).rejects.toMatchObject({ name: 'KeyError', code: 'absent' });
        const again = await opened(open);
        const next = await again.next.open();
        expect(next.publicKey).not.toEqual(before);
        expect(again.signing.publicKey).toEqual(before);
        const signature = await next.sign(MESSAGE);
        expect(isSigned(signature, MESSAGE, next.publicKey)).toBe(true);
        await again.succeed();
        const after = await opened(open);
        expect(after.signing.publicKey).toEqual(next.publicKey);
        const later = await after.signing.sign(MESSAGE);
        expect(isSigned(later, MESSAGE, next.publicKey)).toBe(true);
      }
    });

    it('has no authority until one is made, which signs with ECDSA on P-256 and SHA-256', async () => {
      const open = await place();
      const { authority } = await opened(open);
      await expect(authority.open()).rejects.toMatchObject({ code: 'no-authority' });
      const made = await authority.make();
      const signature = await made.sign(MESSAGE);
      const spki = async (key: webcrypto.CryptoKey) => Buffer.from(await webcrypto.subtle.exportKey('spki', key));
      const key = createPublicKey({ key: await spki(made.publicKey), format: 'der', type: 'spki' });
      expect(verify('sha256', MESSAGE, { key, dsaEncoding: 'ieee-p1363' }, signature)).toBe(true);
      expect(await spki((await authority.make()).publicKey)).toEqual(await spki(made.publicKey));
      const again = await (await opened(open)).authority.open();
      expect(await spki(again.publicKey)).toEqual(await spki(made.publicKey));
    });

    it('has a secret for each purpose, the same at each start, none derived from its signatures', async () => {
      const open = await place();
      const keys = await opened(open);
      const people = await keys.secret('people');
      const challenges = await keys.secret('challenges');
      expect([people.length, challenges.length]).toEqual([32, 32]);
      expect(Buffer.from(people)).not.toEqual(Buffer.from(challenges));
      const again = await opened(open);
      expect(Buffer.from(await again.secret('people'))).toEqual(Buffer.from(people));
      expect(Buffer.from(await again.secret('challenges'))).toEqual(Buffer.from(challenges));
    });

    it('keeps concurrent signatures apart', async () => {
      const { signing } = await opened(await place());
      const messages = Array.from({ length: 20 }, (_, at) => Uint8Array.of(at));
      const signatures = await Promise.all(messages.map(async (message) => signing.sign(message)));
      messages.forEach((message, at) => {
        expect(isSigned(signatures[at]!, message, signing.publicKey)).toBe(true);
      });
    });

    it('reports that it works, and signs an empty message and a long one', async () => {
      const keys = await opened(await place());
      for (const message of [new Uint8Array(), new Uint8Array(20_000).fill(1)]) {
        const signature = await keys.signing.sign(message);
        expect(isSigned(signature, message, keys.signing.publicKey)).toBe(true);
      }
      expect(keys.working()).toBe(true);
    });
  });
}
