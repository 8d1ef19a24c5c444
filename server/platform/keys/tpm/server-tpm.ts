/** The server's keys in an opened TPM. */
import { createHash, randomBytes } from 'node:crypto';
import { keySlot } from '../../../../hardware/tpm/key-slot.ts';
import { create, type TpmObject } from '../../../../hardware/tpm/objects.ts';
import type { OpenedTpm } from '../../../../hardware/tpm/open-tpm.ts';
import { type HandleRange, persistentKeys } from '../../../../hardware/tpm/persistent-keys.ts';
import {
  compressed,
  HMAC_TEMPLATE,
  isMadeBy,
  NO_POINT_BYTES,
  NO_UNIQUE_BYTES,
  readPublicArea,
  sealedTemplate,
  SIGNING_TEMPLATE,
  uncompressed,
} from '../../../../hardware/tpm/public-area.ts';
import { tpmFault } from '../../../../hardware/tpm/tpm-error.ts';
import { KeyError } from '../../base/key-error.ts';
import { hmacWith, randomOf, signDigest, unseal, type UsableKey } from '../../../../hardware/tpm/use-key.ts';
import type { SecretPurpose } from '../server-keys.ts';
import {
  createStoredKey,
  hasStoredKeys,
  readStoredKey,
  removeStoredKeys,
  type SealedSeedName,
  STORED_KEY_NAMES,
  type StoredKeyName,
} from './tpm-key-files.ts';

/** One handle for each signing key: number 1 is the first, and the lowest present is in use. */
export const SIGNING_HANDLES: HandleRange = { first: 0x8101_6000, count: 100 };
const FIRST = 1;
const SEED_BYTES = 32;

/** Calls do not overlap. Each rejects with `DeviceError` or `TpmError`; `unknown-key` for a missing key. */
export interface ServerTpm {
  /** Compressed points, 33 bytes. */
  publicKey(which: 'signing' | 'next'): Uint8Array | undefined;
  sign(which: 'signing' | 'next', message: Uint8Array): Promise<Uint8Array>;
  /** Makes the next signing key if there is none. */
  makeNext(): Promise<Uint8Array>;
  /** Destroys the signing key, so that the next one is in use. */
  succeed(): Promise<void>;
  /** Makes another signing key and destroys all before it. */
  replaceSigning(): Promise<Uint8Array>;
  /** Uncompressed point of the authority's key, 65 bytes. @param make makes it if there is none */
  authority(make: boolean): Promise<Uint8Array | undefined>;
  signAsAuthority(message: Uint8Array): Promise<Uint8Array>;
  hasSeed(name: SealedSeedName): boolean;
  /** Seed of an Ed25519 key, which the caller wipes; made if there is none. */
  seed(name: SealedSeedName): Promise<Uint8Array>;
  secret(purpose: SecretPurpose): Promise<Uint8Array>;
  /** Uses the keys. */
  check(): Promise<void>;
}

/** Rejects with `DeviceError`: `unknown-key` without a signing key or a secret, `unsupported` when a key was not made in the TPM. */
export async function serverTpm(opened: OpenedTpm, folder: string, authValue: Uint8Array): Promise<ServerTpm> {
  const { tpm, session } = opened;
  const slot = keySlot(opened);
  const signingKeys = persistentKeys(opened, SIGNING_HANDLES, SIGNING_TEMPLATE, authValue);
  const signing = new Map(await signingKeys.all());
  const usable = (object: TpmObject): UsableKey => ({ object, session, authValue });
  const blobs = new Map(STORED_KEY_NAMES.map((name) => [name, readStoredKey(folder, name)]));

  const stored = async (name: StoredKeyName): Promise<UsableKey> => {
    const blob = blobs.get(name);
    if (blob === undefined) throw tpmFault('unknown-key', `the TPM has no key ${name} of a server`);
    return usable(await slot.loaded(blob));
  };
  const makeStored = async (name: StoredKeyName, template: Uint8Array, data?: Uint8Array): Promise<void> => {
    await slot.clear();
    const key = { template, authValue, ...(data !== undefined && { data }) };
    const blob = await create(tpm, opened.storageRoot, session, key);
    createStoredKey(folder, name, blob);
    blobs.set(name, blob);
  };
  const numberOf = (which: 'signing' | 'next'): number => {
    const inUse = Math.min(...signing.keys());
    return which === 'signing' ? inUse : inUse + 1;
  };
  const signingKey = (which: 'signing' | 'next'): UsableKey => {
    const object = signing.get(numberOf(which));
    if (object === undefined) throw tpmFault('unknown-key', `the TPM has no ${which} key of a server`);
    return usable(object);
  };
  const makeSigning = async (number: number): Promise<void> => {
    await slot.clear();
    signing.set(number, await signingKeys.make(number));
  };
  const destroySigning = async (number: number): Promise<void> => {
    await signingKeys.destroy(number);
    signing.delete(number);
  };
  const pointOf = (object: TpmObject | undefined): Uint8Array | undefined =>
    object?.publicArea.kind === 'ecc' ? compressed(object.publicArea.point) : undefined;
  const digestOf = (message: Uint8Array): Uint8Array => createHash('sha256').update(message).digest();

  if (signing.size === 0 || blobs.get('secret') === undefined) {
    throw tpmFault('unknown-key', 'the TPM has no keys of a server, or was cleared');
  }
  assertMadeInside(blobs.get('secret')?.publicPart, HMAC_TEMPLATE, NO_UNIQUE_BYTES);
  assertMadeInside(blobs.get('authority')?.publicPart, SIGNING_TEMPLATE, NO_POINT_BYTES);

  const keys: ServerTpm = {
    publicKey: (which) => pointOf(signing.get(numberOf(which))),
    sign: async (which, message) => signDigest(tpm, signingKey(which), digestOf(message)),
    async makeNext() {
      const number = numberOf('next');
      if (!signing.has(number)) await makeSigning(number);
      return pointOf(signing.get(number)) ?? new Uint8Array();
    },
    async succeed() {
      signingKey('next');
      await destroySigning(numberOf('signing'));
    },
    async replaceSigning() {
      const before = [...signing.keys()];
      // A next key was announced by the replaced one, and is replaced too
      await makeSigning(Math.max(...before) + 1);
      for (const number of before) await destroySigning(number);
      return pointOf(signing.get(numberOf('signing'))) ?? new Uint8Array();
    },
    async authority(make) {
      if (blobs.get('authority') === undefined && make) await makeStored('authority', SIGNING_TEMPLATE);
      const blob = blobs.get('authority');
      if (blob === undefined) return undefined;
      const area = readPublicArea(blob.publicPart);
      return area.kind === 'ecc' ? uncompressed(area.point) : undefined;
    },
    signAsAuthority: async (message) => signDigest(tpm, await stored('authority'), digestOf(message)),
    hasSeed: (name) => blobs.get(name) !== undefined,
    async seed(name) {
      if (blobs.get(name) === undefined) {
        const seed = await mixedSeed(opened);
        await makeStored(name, sealedTemplate(), seed).finally(() => seed.fill(0));
      }
      return unseal(tpm, await stored(name));
    },
    async secret(purpose) {
      const input = new TextEncoder().encode(`postern/server/${purpose}/v1`);
      return hmacWith(tpm, await stored('secret'), input);
    },
    async check() {
      await keys.sign('signing', randomBytes(SEED_BYTES));
      (await keys.secret('challenges')).fill(0);
    },
  };
  return keys;
}

/**
 * Makes the signing key and the secret. Removes the remains of an interrupted run and of an earlier server of this folder. Throws `KeyError`
 * `present` for signing keys of another folder: they may belong to a working server, and nothing brings them back.
 */
export async function makeServerKeys(opened: OpenedTpm, folder: string, authValue: Uint8Array): Promise<void> {
  const signing = persistentKeys(opened, SIGNING_HANDLES, SIGNING_TEMPLATE, authValue);
  if (!hasStoredKeys(folder) && (await signing.all()).size > 0) {
    throw new KeyError('present', 'the TPM has signing keys of a server with another folder');
  }
  await signing.clear();
  removeStoredKeys(folder);
  const { tpm, storageRoot, session } = opened;
  createStoredKey(folder, 'secret', await create(tpm, storageRoot, session, { template: HMAC_TEMPLATE, authValue }));
  await signing.make(FIRST);
}

/** Random bytes of the TPM and of the system: neither alone determines the seed. */
async function mixedSeed({ tpm, session }: OpenedTpm): Promise<Uint8Array> {
  const seed = await randomOf(tpm, session, SEED_BYTES);
  const own = randomBytes(SEED_BYTES);
  for (const [at, byte] of own.entries()) seed[at] = (seed[at] ?? 0) ^ byte;
  own.fill(0);
  return seed;
}

function assertMadeInside(publicPart: Uint8Array | undefined, template: Uint8Array, uniqueBytes: number): void {
  if (publicPart !== undefined && !isMadeBy(publicPart, template, uniqueBytes)) {
    throw tpmFault('unsupported', 'a key of the server was not made in the TPM');
  }
}
