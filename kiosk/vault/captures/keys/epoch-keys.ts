/**
 * Epoch keys. Each wraps the data keys of one class for ten minutes and is itself wrapped by the secure element. Wrapping
 * is synchronous and needs no secure element, so a capture's key is wrapped in the turn of the capture. Unwrapping keys of
 * an earlier epoch needs the secure element each time.
 */
import { randomBytes, randomFillSync } from 'node:crypto';
import type { Clock } from '../../../../hardware/host/clock.ts';
import type { KeyProvider } from '../../../../hardware/secure-element/key-provider.ts';
import { contextOf, type EpochKeyFacts, KEY_ID_BYTES, type WrappedEpochKey } from './epoch-key-file.ts';
import { epochOf, type KeyClass } from './key-class.ts';
import { KeyError } from './key-error.ts';
import type { KeyStore } from './key-store.ts';
import type { AtStep } from './key-step.ts';
import { finishRotation, openKey, rotateRoot, type Rotation } from './root-rotation.ts';
import { epochKeyIdOf, newKeyBuffer, unwrapDataKey, wrapDataKey } from './wrapped-data-key.ts';
import { serialQueue } from '../../../../hardware/host/serial-queue.ts';

export interface EpochKeys {
  /** Result of finishing an interrupted rotation at the start. */
  readonly opening: Rotation;
  /** Ensures a current key of the class, in memory and on the disk. Rejects with `KeyError` `unavailable`. */
  prepare(keyClass: KeyClass): Promise<void>;
  /**
   * Wraps a data key, which the caller wipes, under the class's key in memory: the current one, or the last one if no other
   * was prepared. `undefined` when there is none.
   */
  wrap(keyClass: KeyClass, dataKey: Uint8Array, context: Uint8Array): Uint8Array<ArrayBuffer> | undefined;
  /** Returns the data key in a buffer of at least 65 bytes, which the caller wipes. Rejects with `KeyError`. */
  unwrap(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Drops a key whose epoch has ended. Call it when no capture wrapped by it is being written to the disk. */
  retire(keyClass: KeyClass): void;
  /** Whether this key is on the disk. */
  has(keyId: string): boolean;
  /**
   * Destroys the keys of the class that are neither in use nor in memory. Needs no secure element. Resolves to their
   * number.
   */
  destroyUnused(keyClass: Exclude<KeyClass, 'lane'>, inUse: ReadonlySet<string>): Promise<number>;
  /**
   * See `root-rotation.ts`. Rejects with `KeyError` `other-owner`, and destroys nothing, when the secure element is not the
   * one that wrapped the keys.
   */
  rotateRoot(): Promise<Rotation>;
  /** Rejects with `KeyError` `other-owner` when the secure element is not the one that wrapped these keys. */
  checkOwner(): Promise<void>;
  /** Wipes every key in memory, so that opening needs the secure element again. */
  lock(): void;
  /** Wipes every key in memory permanently and closes the store. */
  close(): Promise<void>;
}

export interface EpochKeysOptions {
  readonly provider: KeyProvider;
  readonly store: KeyStore;
  readonly clock: Clock;
  readonly at?: AtStep;
  /** Called when a key has been destroyed. */
  readonly onDestroyed?: (keyClass: KeyClass, keyId: string) => void;
}

interface HeldKey extends EpochKeyFacts {
  readonly key: Uint8Array;
}

/**
 * Opens the keys and finishes an interrupted rotation. Rejects with `DeviceError` when the secure element fails, and with
 * `KeyError` `other-owner` when it is not the one that wrapped these keys. Nothing is destroyed then, and the store is
 * closed.
 */
export async function openEpochKeys({
  provider,
  store,
  clock,
  at = () => undefined,
  onDestroyed = () => undefined,
}: EpochKeysOptions): Promise<EpochKeys> {
  const held = new Map<KeyClass, HeldKey>();
  /** Incremented by each `lock`, so that keys requested before it are not stored after it. */
  let locks = 0;
  let closed = false;
  /**
   * A key that does not open is destroyed as lost. With another secure element this would destroy all of them, hence this
   * check.
   */
  const checkOwner = async (): Promise<void> => {
    const present = Buffer.from(await provider.publicKey()).toString('hex');
    const owner = store.owner();
    if (owner === present) return;
    // A store without an owner belongs to a secure element that opens one of its keys
    const isTheirs = owner === undefined && (await opensAny(store.list(), provider));
    if (!isTheirs) throw new KeyError('other-owner', 'this secure element did not wrap these keys');
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

  return {
    opening,
    prepare: (keyClass) =>
      inTurn(async () => {
        const epoch = epochOf(keyClass, clock.wallMs());
        if (held.get(keyClass)?.epoch === epoch) return;
        const before = locks;
        const made = await keyOf({ provider, store }, keyClass, epoch).catch((cause: unknown) => {
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
    unwrap: (wrapped, context) => inTurn(() => unwrapWith({ provider, store }, wrapped, context)),
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

/** The epoch's key from the disk, e.g. after a start, or a new one that is on the disk before its use. */
async function keyOf(
  { provider, store }: Pick<EpochKeysOptions, 'provider' | 'store'>,
  keyClass: KeyClass,
  epoch: number,
): Promise<HeldKey> {
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

async function unwrapWith(
  { provider, store }: Pick<EpochKeysOptions, 'provider' | 'store'>,
  wrapped: Uint8Array,
  context: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const keyId = epochKeyIdOf(wrapped);
  const stored = store.list().filter((key) => key.keyId === keyId);
  if (stored.length === 0) throw new KeyError('unknown-key', 'the epoch key of this data key was destroyed');
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
}

function unavailable(cause: unknown): KeyError {
  return new KeyError('unavailable', 'the secure element does not answer', { cause });
}

/** Whether one of these keys opens, or there are none. */
async function opensAny(keys: readonly WrappedEpochKey[], provider: KeyProvider): Promise<boolean> {
  for (const wrapped of keys) {
    const key = await openKey(wrapped, provider);
    key?.fill(0);
    if (key !== undefined) return true;
  }
  return keys.length === 0;
}
