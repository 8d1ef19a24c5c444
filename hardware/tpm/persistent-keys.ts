/**
 * Keys that stay in the TPM at handles of their own. Their private parts exist nowhere else: they are made with an encrypted
 * answer, loaded, made persistent and forgotten. Removing such a key from the TPM destroys it.
 */
import { handlesFrom } from './capability.ts';
import { create, evictControl, flush, load, readPublic, type TpmObject } from './objects.ts';
import type { OpenedTpm } from './open-tpm.ts';
import { HANDLE_RANGE } from './numbers.ts';
import { isMadeBy, NO_POINT_BYTES, NO_UNIQUE_BYTES, readPublicArea, SIGNING_TEMPLATE } from './public-area.ts';
import { tpmFault } from './tpm-error.ts';

/** A range of persistent handles: one for each number from 0 to `count - 1`. */
export interface HandleRange {
  readonly first: number;
  readonly count: number;
}

export interface PersistentKeys {
  /** The keys by number, in order. */
  all(): Promise<ReadonlyMap<number, TpmObject>>;
  /** Makes the key of a number that has none. */
  make(number: number): Promise<TpmObject>;
  /** Does nothing when there is none. */
  destroy(number: number): Promise<void>;
  /** Destroys every key of the range, whatever it is. */
  clear(): Promise<void>;
}

/** @param authValue of the keys that are made */
export function persistentKeys(
  { tpm, storageRoot, session, owner }: OpenedTpm,
  { first, count }: HandleRange,
  template: Uint8Array,
  authValue: Uint8Array,
): PersistentKeys {
  const uniqueBytes = template === SIGNING_TEMPLATE ? NO_POINT_BYTES : NO_UNIQUE_BYTES;
  const handleOf = (number: number): number => {
    if (number < 0 || number >= count) throw tpmFault('refused', 'there is no handle left for another key in the TPM');
    return first + number;
  };
  const numbers = async (): Promise<number[]> =>
    (await handlesFrom(tpm, HANDLE_RANGE.persistent)).flatMap((handle) =>
      handle >= first && handle < first + count ? [handle - first] : [],
    );
  const evict = async (number: number): Promise<void> => {
    const handle = handleOf(number);
    await evictControl(tpm, owner, await readPublic(tpm, handle), handle);
  };
  return {
    async all() {
      const found = new Map<number, TpmObject>();
      for (const number of await numbers()) {
        const object = await readPublic(tpm, handleOf(number));
        // Another key could have been put there: one from outside is not `fixedTPM`
        if (!isMadeBy(object.publicArea.bytes, template, uniqueBytes)) {
          throw tpmFault('unsupported', 'a key in the TPM is or was extractable, or has another use');
        }
        found.set(number, object);
      }
      return found;
    },
    async make(number) {
      const handle = handleOf(number);
      const blob = await create(tpm, storageRoot, session, { template, authValue });
      const loaded = await load(tpm, storageRoot, session, blob);
      blob.privatePart.fill(0);
      try {
        await evictControl(tpm, owner, loaded, handle);
      } finally {
        await flush(tpm, loaded.handle);
      }
      return { handle, publicArea: readPublicArea(blob.publicPart) };
    },
    async destroy(number) {
      if ((await numbers()).includes(number)) await evict(number);
    },
    async clear() {
      for (const number of await numbers()) await evict(number);
    },
  };
}
