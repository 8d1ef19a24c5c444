import { createHmac, randomBytes, randomFillSync } from 'node:crypto';
import { DeviceError } from '../../hardware/device/device-error.ts';
import { type ChainName, isSameChain } from '../../hardware/secure-element/chain.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import { type ChainPlaces, storedChains } from '../../hardware/secure-element/stored-chains.ts';
import {
  newestOf,
  movedOffHeap,
  openKeys,
  signWith,
  unwrap,
  wrap,
} from '../../hardware/simulation/open-element-keys.ts';

export interface SoftSecureElement extends SecureElement {
  /** Its public key. */
  readonly key: Uint8Array;
  /** While set, every call fails. */
  lost: boolean;
}

/**
 * An in-memory secure element for tests.
 * @param byte makes the same one in another process
 */
export function softSecureElement(byte?: number): SoftSecureElement {
  const secret = () => (byte === undefined ? randomBytes(32) : new Uint8Array(32).fill(byte));
  const { roots, ...keys } = openKeys({ seed: secret(), prfKey: secret(), roots: new Map([[1, secret()]]) });
  const here = <T>(use: () => T | Promise<T>): Promise<T> =>
    new Promise((resolve) => {
      if (element.lost) throw new DeviceError('secure-element', 'disconnected', 'the secure element is disconnected');
      resolve(use());
    });
  const chains = storedChains(placesInMemory());
  const element: SoftSecureElement = {
    lost: false,
    key: keys.publicKey,
    descriptor: { kind: 'secure-element', driver: 'soft', model: 'soft', firmware: '1', simulated: true },
    connect: async () => undefined,
    disconnect: async () => undefined,
    status: () => ({ kind: 'ready' }),
    onStatus: () => () => undefined,
    selfTest: async () => ({ kind: 'passed', durationMs: 0 }),
    publicKey: () => here(() => keys.publicKey),
    sign: (message) => here(() => signWith({ roots, ...keys }, message)),
    prf: (input) => here(() => movedOffHeap(createHmac('sha256', keys.prfKey).update(input).digest())),
    random: (length) => here(() => randomFillSync(new Uint8Array(new ArrayBuffer(128), 0, length))),
    wrapKey: (key, context) => here(() => wrap(key, context, roots)),
    unwrapKey: (wrapped, context) => here(() => unwrap(wrapped, context, roots)),
    roots: () => here(() => [...roots.keys()]),
    rotateRoot: () =>
      here(() => {
        const generation = newestOf(roots) + 1;
        roots.set(generation, movedOffHeap(randomBytes(32)));
        return generation;
      }),
    destroyRoot: (generation) =>
      here(() => {
        if (generation === newestOf(roots)) throw new DeviceError('secure-element', 'refused', 'the root is in use');
        roots.delete(generation);
      }),
    chains: () => here(() => chains.chains()),
    makeChain: (name) => here(() => chains.makeChain(name)),
    importChain: (name, secret) => here(() => chains.importChain(name, secret)),
    advanceChain: (from, labels, to) => here(() => chains.advanceChain(from, labels, to)),
    chainPrf: (name, label, input) => here(() => chains.chainPrf(name, label, input)),
    destroyChain: (name) => here(() => chains.destroyChain(name)),
  };
  return element;
}

function placesInMemory(): ChainPlaces {
  let kept: readonly { readonly name: ChainName; readonly secret: Uint8Array }[] = [];
  const find = (name: ChainName) => kept.find((chain) => isSameChain(chain.name, name));
  return {
    names: async () => kept.map(({ name }) => name),
    async secret(name) {
      const found = find(name);
      return found === undefined ? undefined : Uint8Array.from(found.secret);
    },
    async put(name, secret) {
      kept = [...kept, { name, secret: Uint8Array.from(secret) }];
    },
    async erase(name) {
      kept = kept.filter((chain) => !isSameChain(chain.name, name));
    },
  };
}
