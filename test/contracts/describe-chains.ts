/** `hardware/secure-element/chain.ts`, guarantee by guarantee. */
import { ecb } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { CHAIN_STEPS_MAX, type ChainName, CHAINS_MAX } from '../../hardware/secure-element/chain.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { codeOf, eachConnected, never, type RigMaker } from './device-rig.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const at = (place: number, generation = 1): ChainName => ({ purpose: 'handles', generation, place });
const SECRET = Uint8Array.from({ length: 32 }, (_, index) => index);

/** The step by another library than the elements use. */
const step = (secret: Uint8Array, label: string): Uint8Array =>
  ecb(secret, { disablePadding: true }).encrypt(sha256(bytes(label)));
const prf = (secret: Uint8Array, label: string, input: string): number[] => [
  ...hmac(sha256, step(secret, label), bytes(input)),
];

export function describeChains(name: string, makeRig: RigMaker<SecureElement>): void {
  describe(`${name} keeps the contract of chains`, () => {
    let element: SecureElement;
    eachConnected(makeRig, ({ device }) => {
      element = device;
    });
    const ask = async (chain: ChainName, label: string, input: string): Promise<number[]> => [
      ...(await element.chainPrf(chain, label, bytes(input))),
    ];

    it('has none at first, and those that were made and taken in, in order, also when connected again', async () => {
      expect(await element.chains()).toEqual([]);
      await element.importChain(at(7), SECRET);
      await element.makeChain({ purpose: 'transport', generation: 3, place: 0 });
      await element.importChain(at(5), SECRET);
      await element.disconnect();
      await element.connect(never());
      expect(await element.chains()).toEqual([at(5), at(7), { purpose: 'transport', generation: 3, place: 0 }]);
    });

    it('answers HMAC-SHA-256 under the secret that AES-256 makes of the label', async () => {
      await element.importChain(at(5), SECRET);
      expect(await ask(at(5), 'handle', 'one')).toEqual(prf(SECRET, 'handle', 'one'));
      expect(await ask(at(5), 'other', 'one')).toEqual(prf(SECRET, 'other', 'one'));
      expect(await ask(at(5), 'handle', 'two')).toEqual(prf(SECRET, 'handle', 'two'));
    });

    it('moves by a step for each label, and answers at both places until one is destroyed', async () => {
      await element.importChain(at(5), SECRET);
      await element.advanceChain(at(5), ['a', 'b'], at(7));
      expect(await ask(at(7), 'handle', 'one')).toEqual(prf(step(step(SECRET, 'a'), 'b'), 'handle', 'one'));
      expect(await ask(at(5), 'handle', 'one')).toEqual(prf(SECRET, 'handle', 'one'));
      await element.destroyChain(at(5));
      await element.destroyChain(at(5));
      expect(await element.chains()).toEqual([at(7)]);
    });

    it('moves two months in one call', async () => {
      const labels = Array.from({ length: CHAIN_STEPS_MAX }, (_, index) => `day ${index}`);
      await element.importChain(at(0), SECRET);
      await element.advanceChain(at(0), labels, at(CHAIN_STEPS_MAX));
      expect(await ask(at(CHAIN_STEPS_MAX), 'handle', '')).toEqual(prf(labels.reduce(step, SECRET), 'handle', ''));
    });

    it('answers nothing at a place that was left, also when connected again', async () => {
      await element.importChain(at(5), SECRET);
      await element.advanceChain(at(5), ['a'], at(6));
      await element.destroyChain(at(5));
      expect(await codeOf(ask(at(5), 'handle', 'one'))).toBe('unknown-key');
      await element.disconnect();
      await element.connect(never());
      expect(await codeOf(ask(at(5), 'handle', 'one'))).toBe('unknown-key');
      expect(await codeOf(element.advanceChain(at(5), ['a'], at(8)))).toBe('unknown-key');
    });

    it('does not replace one that is there', async () => {
      await element.importChain(at(5), SECRET);
      const before = await ask(at(5), 'handle', 'one');
      expect(await codeOf(element.importChain(at(5), new Uint8Array(32)))).toBe('refused');
      expect(await codeOf(element.makeChain(at(5)))).toBe('refused');
      expect(await codeOf(element.advanceChain(at(5), ['a'], at(5)))).toBe('refused');
      expect(await ask(at(5), 'handle', 'one')).toEqual(before);
    });

    it('keeps generations and purposes apart', async () => {
      await element.importChain(at(5, 1), SECRET);
      await element.importChain(at(5, 2), new Uint8Array(32).fill(9));
      await element.makeChain({ purpose: 'transport', generation: 1, place: 5 });
      await element.destroyChain(at(5, 1));
      expect(await ask(at(5, 2), 'handle', 'one')).toEqual(prf(new Uint8Array(32).fill(9), 'handle', 'one'));
      expect(await element.chains()).toHaveLength(2);
    });

    it('makes each of random bytes of its own', async () => {
      await element.makeChain(at(1));
      await element.makeChain(at(2));
      const [one, other] = [await ask(at(1), 'seed', ''), await ask(at(2), 'seed', '')];
      expect(one).not.toEqual(other);
      expect(one).not.toEqual(prf(new Uint8Array(32), 'seed', ''));
    });

    it('refuses one more than it has room for, and takes it when there is room again', async () => {
      for (let place = 0; place < CHAINS_MAX; place += 1) await element.makeChain(at(place));
      expect(await codeOf(element.makeChain(at(99)))).toBe('refused');
      expect(await codeOf(element.advanceChain(at(0), ['a'], at(99)))).toBe('refused');
      await element.destroyChain(at(0));
      await element.makeChain(at(99));
      expect(await element.chains()).toHaveLength(CHAINS_MAX);
    });

    it('gives out what it answers in a fresh buffer large enough to wipe, and leaves what it was given', async () => {
      const given = Uint8Array.from(SECRET);
      await element.importChain(at(5), given);
      expect(given).toEqual(SECRET);
      const value = await element.chainPrf(at(5), 'handle', bytes('one'));
      expect(value).toHaveLength(32);
      expect(value.buffer.byteLength).toBeGreaterThanOrEqual(65);
    });

    it('refuses secrets, places and steps that are none', async () => {
      const wrong = [
        () => element.importChain(at(5), new Uint8Array(31)),
        () => element.importChain(at(-1), SECRET),
        () => element.makeChain(at(0.5)),
        () => element.makeChain(at(2 ** 32)),
        () => element.advanceChain(at(5), [], at(6)),
        () =>
          element.advanceChain(
            at(5),
            Array.from({ length: CHAIN_STEPS_MAX + 1 }, () => 'a'),
            at(6),
          ),
      ];
      for (const call of wrong) await expect(async () => call()).rejects.toThrow(RangeError);
      expect(await element.chains()).toEqual([]);
    });
  });
}
