/**
 * Rotates the root of the secure element. Epoch keys are wrapped again; the data keys are not touched. A root is destroyed
 * only after each key on the disk opens under the new one. `finishRotation` continues after an interruption at any step.
 */
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { KeyProvider } from '../../../../hardware/secure-element/key-provider.ts';
import { contextOf, generationOf, type WrappedEpochKey } from './epoch-key-file.ts';
import type { KeyStore } from './key-store.ts';
import type { AtStep } from './key-step.ts';

export interface Rotation {
  /** Generation of the newest root. */
  readonly generation: number;
  readonly rewrapped: number;
  /** Number of keys that no root opens (changed on the disk, or of a destroyed root). They are destroyed. */
  readonly lost: number;
  readonly rootsDestroyed: number;
}

export interface RotationParts {
  readonly provider: KeyProvider;
  readonly store: KeyStore;
  readonly at: AtStep;
}

/** Rejects with `DeviceError` when the secure element fails. Nothing is lost then, and `finishRotation` continues. */
export async function rotateRoot(parts: RotationParts): Promise<Rotation> {
  // Finish an earlier rotation first: a secure element has room for few roots
  const earlier = await finishRotation(parts);
  await parts.provider.rotateRoot();
  parts.at('root-made');
  const rotation = await finishRotation(parts);
  return { ...rotation, lost: rotation.lost + earlier.lost };
}

/** Leaves one root that wraps every key. Does nothing when this is already the case. */
export async function finishRotation({ provider, store, at }: RotationParts): Promise<Rotation> {
  const roots = await provider.roots();
  const newest = roots.at(-1);
  if (newest === undefined) throw new DeviceError('secure-element', 'unsupported', 'the secure element has no root');
  const older = new Set(roots.slice(0, -1));
  let rewrapped = 0;
  let lost = 0;

  for (const copies of byKey(store.list())) {
    if (copies.every((copy) => generationOf(copy) === newest) && older.size === 0) continue;
    if (await underNewest(copies, newest, provider)) continue;
    const moved = await rewrap(copies, provider);
    if (moved === undefined) {
      lost += 1;
      await store.destroy(copies[0]!.keyId);
      continue;
    }
    // Remove a copy under the newest root that does not open
    await store.destroy(moved.keyId, new Set([newest]));
    await store.keep(moved);
    rewrapped += 1;
    at('key-rewrapped');
  }

  for (const key of store.list()) {
    const generation = generationOf(key);
    if (generation !== newest) await store.destroy(key.keyId, new Set([generation]));
  }
  at('old-wraps-erased');
  for (const generation of older) {
    await provider.destroyRoot(generation);
    at('root-destroyed');
  }
  return { generation: newest, rewrapped, lost, rootsDestroyed: older.size };
}

function byKey(keys: readonly WrappedEpochKey[]): readonly (readonly WrappedEpochKey[])[] {
  const grouped = new Map<string, WrappedEpochKey[]>();
  for (const key of keys) grouped.set(key.keyId, [...(grouped.get(key.keyId) ?? []), key]);
  return [...grouped.values()].map((copies) => copies.sort((a, b) => generationOf(b) - generationOf(a)));
}

async function underNewest(
  copies: readonly WrappedEpochKey[],
  newest: number,
  provider: KeyProvider,
): Promise<boolean> {
  const copy = copies.find((one) => generationOf(one) === newest);
  const key = copy === undefined ? undefined : await openKey(copy, provider);
  key?.fill(0);
  return key !== undefined;
}

/** Wraps under the newest root and verifies the result; `undefined` when no copy opens. */
async function rewrap(copies: readonly WrappedEpochKey[], provider: KeyProvider): Promise<WrappedEpochKey | undefined> {
  for (const copy of copies) {
    const key = await openKey(copy, provider);
    if (key === undefined) continue;
    try {
      const moved = { ...copy, wrapped: await provider.wrapKey(key, contextOf(copy)) };
      const again = await openKey(moved, provider);
      const same = again !== undefined && Buffer.from(again).equals(key);
      again?.fill(0);
      if (!same) throw new DeviceError('secure-element', 'corrupt', 'the secure element contradicts itself');
      return moved;
    } finally {
      key.fill(0);
    }
  }
  return undefined;
}

/**
 * Returns the epoch key, which the caller wipes; `undefined` when it can never be opened. Rejects when the secure element
 * fails.
 */
export async function openKey(key: WrappedEpochKey, provider: KeyProvider): Promise<Uint8Array | undefined> {
  try {
    return await provider.unwrapKey(key.wrapped, contextOf(key));
  } catch (error) {
    if (error instanceof DeviceError && (error.code === 'tampered' || error.code === 'unknown-key')) return undefined;
    throw error;
  }
}
