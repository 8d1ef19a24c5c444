/** Chains of the development secure element, stored in a file or in memory. */
import { randomBytes } from 'node:crypto';
import {
  assertChainName,
  assertChainSecret,
  assertChainSteps,
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
} from '../secure-element/chain.ts';
import { offHeap } from '../host/off-heap.ts';

export interface PlacedChain {
  readonly name: ChainName;
  /** Wiped by the caller. */
  readonly secret: Uint8Array;
}

/** Storage of chains. Each call is durable when it resolves. */
export interface ChainPlaces {
  all(): Promise<readonly PlacedChain[]>;
  /** Requires that there is room and that the name is new. The caller wipes `secret`. */
  put(chain: PlacedChain): Promise<void>;
  erase(name: ChainName): Promise<void>;
}

export function elementChains(places: ChainPlaces): Chains {
  /** The secrets read are wiped after use. */
  const withAll = async <T>(use: (chains: readonly PlacedChain[]) => T | Promise<T>): Promise<T> => {
    const all = await places.all();
    try {
      return await use(all);
    } finally {
      for (const { secret } of all) secret.fill(0);
    }
  };
  const secretOf = (chains: readonly PlacedChain[], name: ChainName): Uint8Array => {
    const found = chains.find((chain) => isSameChain(chain.name, name));
    if (found === undefined) throw unknownChain(name);
    return found.secret;
  };
  const put = async (chains: readonly PlacedChain[], chain: PlacedChain): Promise<void> => {
    if (chains.some(({ name }) => isSameChain(name, chain.name))) throw chainRefused('exists');
    if (chains.length >= CHAINS_MAX) throw chainRefused('full');
    await places.put(chain);
  };

  return {
    chains: () => withAll((chains) => chains.map(({ name }) => name).sort(byChainName)),
    async makeChain(name) {
      assertChainName(name);
      const secret = offHeap(CHAIN_BYTES);
      secret.set(randomBytes(CHAIN_BYTES));
      await withAll((chains) => put(chains, { name, secret })).finally(() => secret.fill(0));
    },
    async importChain(name, secret) {
      assertChainName(name);
      assertChainSecret(secret);
      await withAll((chains) => put(chains, { name, secret }));
    },
    async advanceChain(from, labels, to) {
      assertChainName(to);
      assertChainSteps(labels);
      await withAll(async (chains) => {
        const secret = chainSteps(secretOf(chains, from), labels);
        await put(chains, { name: to, secret }).finally(() => secret.fill(0));
      });
    },
    chainPrf: (name, label, input) => withAll((chains) => chainPrf(secretOf(chains, name), label, input)),
    destroyChain: (name) => places.erase(name),
  };
}
