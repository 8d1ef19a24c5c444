/** Chains whose secrets are stored one by one, and stepped in this process's memory. */
import { randomFillSync } from 'node:crypto';
import { offHeap } from '../host/off-heap.ts';
import {
  byChainName,
  CHAIN_BYTES,
  type ChainName,
  type Chains,
  chainPrf,
  chainRefused,
  chainSteps,
  CHAINS_MAX,
  isSameChain,
  unknownChain,
} from './chain.ts';

/** Storage of chains. Each call is durable when it resolves. */
export interface ChainPlaces {
  names(): Promise<readonly ChainName[]>;
  /** The secret, which the caller wipes; `undefined` when there is no such chain. */
  secret(name: ChainName): Promise<Uint8Array | undefined>;
  /** Requires that there is room and that the name is new. The caller wipes `secret`. */
  put(name: ChainName, secret: Uint8Array): Promise<void>;
  erase(name: ChainName): Promise<void>;
}

export function storedChains(places: ChainPlaces): Chains {
  const withSecret = async <T>(name: ChainName, use: (secret: Uint8Array) => T): Promise<Awaited<T>> => {
    const secret = await places.secret(name);
    if (secret === undefined) throw unknownChain(name);
    try {
      return await use(secret);
    } finally {
      secret.fill(0);
    }
  };
  const put = async (name: ChainName, secret: Uint8Array): Promise<void> => {
    const names = await places.names();
    if (names.some((one) => isSameChain(one, name))) throw chainRefused('exists');
    if (names.length >= CHAINS_MAX) throw chainRefused('full');
    await places.put(name, secret);
  };

  return {
    chains: async () => [...(await places.names())].sort(byChainName),
    async makeChain(name) {
      const secret = randomFillSync(offHeap(CHAIN_BYTES));
      await put(name, secret).finally(() => secret.fill(0));
    },
    async importChain(name, secret) {
      await put(name, secret);
    },
    async advanceChain(from, labels, to) {
      await withSecret(from, (secret) => {
        const next = chainSteps(secret, labels);
        return put(to, next).finally(() => next.fill(0));
      });
    },
    chainPrf: (name, label, input) => withSecret(name, (secret) => chainPrf(secret, label, input)),
    destroyChain: (name) => places.erase(name),
  };
}
