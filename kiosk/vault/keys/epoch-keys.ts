/**
 * Epoch keys: each wraps the data keys of one class and ten minutes, and is itself wrapped by the secure element. Wrapping is
 * synchronous and needs no secure element, so that a capture's key is wrapped in the turn that made it. Reading what was wrapped
 * earlier needs it every time.
 */
import { randomBytes, randomFillSync } from 'node:crypto';
import type { Clock } from '../../../hardware/clock/clock.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import { contextOf, type EpochKeyFacts, KEY_ID_BYTES, type WrappedEpochKey } from './epoch-key-file.ts';
import { epochOf, type KeyClass } from './key-class.ts';
import { KeyError } from './key-error.ts';
import type { KeyStore } from './key-store.ts';
import type { AtStep } from './key-step.ts';
import { finishRotation, openKey, rotateRoot, type Rotation } from './root-rotation.ts';
import { epochKeyIdOf, newKeyBuffer, unwrapDataKey, wrapDataKey } from './wrapped-data-key.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

export interface EpochKeys {
  /** What opening found to finish. */
  readonly opening: Rotation;
  /** Has a key of the class for now: in memory, and on the disk. Rejects with `KeyError` `unavailable`. */
  prepare(keyClass: KeyClass): Promise<void>;
  /**
   * Wraps a data key, which stays the caller's, under the class's key in memory: that of now, or the last one where nobody has
   * prepared another. `undefined` when there is none.
   */
  wrap(keyClass: KeyClass, dataKey: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> | undefined;
  /** The data key, in a buffer of at least 65 bytes; the caller wipes it. Rejects with `KeyError`. */
  unwrap(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets go of a key whose epoch is over. For when no capture that it wrapped is on its way to the disk. */
  retire(keyClass: KeyClass): void;
  /** Whether there is such a key on the disk. */
  has(keyId: string): boolean;
  /** Destroys the keys of the class that are neither in use nor in memory. Needs no secure element. Resolves to how many. */
  destroyUnused(keyClass: Exclude<KeyClass, 'lane'>, inUse: ReadonlySet<string>): Promise<number>;
  /** See `root-rotation.ts`. Rejects with `KeyError` `other-owner`, and destroys nothing, before another secure element than theirs. */
  rotateRoot(): Promise<Rotation>;
  /** Rejects with `KeyError` `other-owner` where the secure element is not the one that wrapped these keys. */
  checkOwner(): Promise<void>;
  /** Forgets every key in memory: nothing opens until the secure element is asked again. */
  lock(): void;
  /** The same, for good, and closes the store. */
  close(): Promise<void>;
}

export interface EpochKeysOptions {
  readonly provider: KeyProvider;
  readonly store: KeyStore;
  readonly clock: Clock;
  readonly at?: AtStep;
  /** Told when a key has been destroyed for good. */
  readonly onDestroyed?: (keyClass: KeyClass, keyId: string) => void;
}

interface HeldKey extends EpochKeyFacts {
  readonly key: Uint8Array;
}

/**
 * Finishes a rotation that was interrupted. Rejects with `DeviceError` when the secure element fails, and with `KeyError` `other-owner` when it
 * is another one than that of these keys, before anything is destroyed that the right one would open; the store is closed then.
 */
export async function openEpochKeys({
  provider,
  store,
  clock,
  at = () => undefined,
  onDestroyed = () => undefined,
}: EpochKeysOptions): Promise<EpochKeys> {
  const held = new Map<KeyClass, HeldKey>();
  /** Grows with each `lock`: what was asked for before one is not held after it. */
  let locks = 0;
  let closed = false;
  /** A key that does not open is destroyed as lost: before another secure element that would be all of them. */
  const checkOwner = async (): Promise<void> => {
    const present = Buffer.from(await provider.publicKey()).toString('hex');
    const owner = store.owner();
    if (owner === present) return;
    // A store that does not say whose it is belongs to whoever opens any of it
    const isTheirs = owner === undefined && (await opensAny(store.list(), provider));
    if (!isTheirs) throw new KeyError('other-owner', 'this secure element is not that of these keys');
    await store.claim(present);
  };
  const opening = await checkOwner()
    .then(() => finishRotation({ provider, store, at }))
    .catch(async (error: unknown) => {
      await store.close();
      throw error;
    });

  const { run: inTurn, settled } = serialQueue();
  const letGo = (keyClass: KeyClass): void => {
    held.get(keyClass)?.key.fill(0);
    held.delete(keyClass);
  };
  const lock = (): void => {
    locks += 1;
    for (const keyClass of [...held.keys()]) letGo(keyClass);
  };

  /** The epoch's key from the disk, as after a start; or a new one, on the disk before it is used. */
  async function keyOf(keyClass: KeyClass, epoch: number): Promise<HeldKey> {
    for (const stored of store.list()) {
      if (stored.keyClass !== keyClass || stored.epoch !== epoch) continue;
      const key = await openKey(stored, provider);
      if (key !== undefined) return { keyId: stored.keyId, keyClass, epoch, key };
    }
    const facts = { keyId: randomBytes(KEY_ID_BYTES).toString('hex'), keyClass, epoch };
    const key = randomFillSync(newKeyBuffer());
    try {
      await store.keep({ ...facts, wrapped: await provider.wrapKey(key, contextOf(facts)) });
      return { ...facts, key };
    } catch (error) {
      key.fill(0);
      throw error;
    }
  }

  return {
    opening,
    prepare: (keyClass) =>
      inTurn(async () => {
        const epoch = epochOf(keyClass, clock.wallMs());
        if (held.get(keyClass)?.epoch === epoch) return;
        const before = locks;
        const made = await keyOf(keyClass, epoch).catch((cause: unknown) => {
          throw unavailable(cause);
        });
        if (locks !== before || closed) {
          made.key.fill(0);
          throw unavailable(undefined);
        }
        letGo(keyClass);
        held.set(keyClass, made);
      }),
    wrap(keyClass, dataKey, context) {
      const by = held.get(keyClass);
      return by === undefined ? undefined : wrapDataKey(by.key, by.keyId, dataKey, context);
    },
    unwrap: (wrapped, context) =>
      inTurn(async () => {
        const keyId = epochKeyIdOf(wrapped);
        const stored = store.list().filter((key) => key.keyId === keyId);
        if (stored.length === 0) throw new KeyError('unknown-key', 'the epoch key of this data key is gone');
        for (const candidate of stored) {
          const key = await openKey(candidate, provider).catch((cause: unknown) => {
            throw unavailable(cause);
          });
          if (key === undefined) continue;
          try {
            return unwrapDataKey(key, wrapped, context);
          } finally {
            key.fill(0);
          }
        }
        throw new KeyError('tampered', 'the epoch key of this data key does not open');
      }),
    retire(keyClass) {
      if (held.get(keyClass)?.epoch !== epochOf(keyClass, clock.wallMs())) letGo(keyClass);
    },
    has: (keyId) => store.list().some((key) => key.keyId === keyId),
    destroyUnused: (keyClass, inUse) =>
      inTurn(async () => {
        const unused = new Set(
          store
            .list()
            .filter((key) => key.keyClass === keyClass && !inUse.has(key.keyId))
            .map(({ keyId }) => keyId),
        );
        const inMemory = held.get(keyClass);
        if (inMemory !== undefined) unused.delete(inMemory.keyId);
        for (const keyId of unused) {
          await store.destroy(keyId);
          onDestroyed(keyClass, keyId);
        }
        return unused.size;
      }),
    checkOwner,
    rotateRoot: () =>
      inTurn(async () => {
        await checkOwner();
        return rotateRoot({ provider, store, at });
      }),
    lock,
    async close() {
      closed = true;
      lock();
      await settled();
      await store.close();
    },
  };
}

function unavailable(cause: unknown): KeyError {
  return new KeyError('unavailable', 'the secure element does not answer', { cause });
}

/** Whether one of these opens, or there is none that would have to. */
async function opensAny(keys: readonly WrappedEpochKey[], provider: KeyProvider): Promise<boolean> {
  for (const wrapped of keys) {
    const key = await openKey(wrapped, provider);
    key?.fill(0);
    if (key !== undefined) return true;
  }
  return keys.length === 0;
}
