/**
 * Loads stored keys for use. At most one stays loaded, because a TPM without a resource manager has three places: one is
 * the storage root key's, and the use of a persistent key takes one.
 */
import { flush, load, type ObjectBlob, type TpmObject } from './objects.ts';
import type { OpenedTpm } from './open-tpm.ts';

export interface KeySlot {
  /** The key, loaded until another one is, or until `clear`. Calls do not overlap. */
  loaded(blob: ObjectBlob): Promise<TpmObject>;
  /** Frees the place. */
  clear(): Promise<void>;
}

export function keySlot({ tpm, storageRoot, session }: OpenedTpm): KeySlot {
  let held: { readonly blob: ObjectBlob; readonly object: TpmObject } | undefined;
  const clear = async (): Promise<void> => {
    const before = held;
    held = undefined;
    if (before !== undefined) await flush(tpm, before.object.handle);
  };
  return {
    async loaded(blob) {
      if (held?.blob === blob) return held.object;
      await clear();
      const object = await load(tpm, storageRoot, session, blob);
      held = { blob, object };
      return object;
    },
    clear,
  };
}
