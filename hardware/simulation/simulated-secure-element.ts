import { createHmac, createPublicKey, randomBytes, randomFillSync, verify } from 'node:crypto';
import type { Clock } from '../host/clock.ts';
import { DeviceError } from '../device/device-error.ts';
import { checkedKeys } from '../secure-element/checked-calls.ts';
import type { SecureElement } from '../secure-element/secure-element.ts';
import { storedChains } from '../secure-element/stored-chains.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import { chainFile } from './element-chain-file.ts';
import { addRoot, eraseRoot, openKeyFile } from './element-key-file.ts';
import type { LaneSimulation } from './lane-simulation.ts';
import {
  movedOffHeap,
  newestOf,
  type OpenKeys,
  openKeys,
  signWith,
  unwrap,
  wipeKeys,
  wrap,
} from './open-element-keys.ts';
import { offHeap } from '../host/off-heap.ts';
import { serialQueue } from '../host/serial-queue.ts';

const STALL_MS = 1_000;
const KEY_BYTES = 32;

/**
 * The key provider `file`: keys in a file, for development only. It implements the contract without its protection: the
 * keys can be read from the file or this process.
 */
export function simulatedSecureElement(simulation: LaneSimulation, clock: Clock, keyDir: string): SecureElement {
  const { faults } = simulation.inside;
  let keys: OpenKeys | undefined;
  const chains = storedChains(chainFile(keyDir));
  const core = deviceCore({
    kind: 'secure-element',
    clock,
    faults,
    stallMs: STALL_MS,
    async open() {
      keys = openKeys(await openKeyFile(keyDir));
    },
    closed() {
      if (keys !== undefined) wipeKeys(keys);
      keys = undefined;
    },
  });

  const queue = serialQueue();
  const inTurn = <T>(
    operation: (running: Running, keys: OpenKeys) => T | Promise<T>,
    signal = new AbortController().signal,
  ): Promise<T> =>
    queue.run(() =>
      core.run(signal, async (running) => {
        await running.work(0);
        if (keys === undefined)
          throw new DeviceError('secure-element', 'not-connected', 'the secure element is not connected');
        return operation(running, keys);
      }),
    );

  return {
    ...core,
    descriptor: simulatorDescriptor('secure-element'),
    ...checkedKeys({
      publicKey: () => inTurn((_, { publicKey }) => Uint8Array.from(publicKey)),
      sign: (message) => inTurn((_, opened) => signWith(opened, message)),
      prf: (input) => inTurn((_, { prfKey }) => prf(prfKey, input)),
      random: (length) => inTurn(() => randomFillSync(offHeap(length))),
      wrapKey: (key, context) => inTurn((_, { roots }) => wrap(key, context, roots)),
      unwrapKey: (wrapped, context) => inTurn((_, { roots }) => unwrap(wrapped, context, roots)),
      roots: () => inTurn((_, { roots }) => [...roots.keys()]),
      rotateRoot: () =>
        inTurn(async (_, { roots }) => {
          const generation = newestOf(roots) + 1;
          const root = movedOffHeap(randomBytes(KEY_BYTES));
          if (!(await addRoot(keyDir, generation, root))) {
            throw new DeviceError(
              'secure-element',
              'refused',
              'there is no room for another root: destroy an older one',
            );
          }
          roots.set(generation, root);
          return generation;
        }),
      destroyRoot: (generation) =>
        inTurn(async (_, { roots }) => {
          if (generation === newestOf(roots)) {
            throw new DeviceError('secure-element', 'refused', 'the newest root is in use');
          }
          await eraseRoot(keyDir, generation);
          roots.get(generation)?.fill(0);
          roots.delete(generation);
        }),
      chains: () => inTurn(() => chains.chains()),
      makeChain: (name) => inTurn(() => chains.makeChain(name)),
      importChain: (name, secret) => inTurn(() => chains.importChain(name, secret)),
      advanceChain: (from, labels, to) => inTurn(() => chains.advanceChain(from, labels, to)),
      chainPrf: (name, label, input) => inTurn(() => chains.chainPrf(name, label, input)),
      destroyChain: (name) => inTurn(() => chains.destroyChain(name)),
    }),
    selfTest: (signal) =>
      core.selfTest(signal, async (running) => {
        await running.work(0);
        const probe = randomBytes(KEY_BYTES);
        if (keys === undefined) return;
        const { signing, roots } = keys;
        const signed = verify(null, probe, createPublicKey(signing), signWith(keys, probe));
        const same = Buffer.from(unwrap(wrap(probe, probe, roots), probe, roots)).equals(probe);
        if (!signed || !same) throw new DeviceError('secure-element', 'corrupt', 'the element contradicts itself');
      }),
  };
}

function prf(key: Uint8Array, input: Uint8Array): Uint8Array<ArrayBuffer> {
  const value = createHmac('sha256', key).update(input).digest();
  return movedOffHeap(value);
}
