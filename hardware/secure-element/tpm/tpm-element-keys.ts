/** The kiosk's keys in an opened TPM. */
import { createHash, randomBytes, verify } from 'node:crypto';
import { keyObjectOf } from '../../tpm/ec-key.ts';
import { keySlot } from '../../tpm/key-slot.ts';
import type { ObjectBlob, TpmObject } from '../../tpm/objects.ts';
import type { OpenedTpm } from '../../tpm/open-tpm.ts';
import { type HandleRange, persistentKeys } from '../../tpm/persistent-keys.ts';
import {
  compressed,
  HMAC_TEMPLATE,
  isMadeBy,
  NO_POINT_BYTES,
  NO_UNIQUE_BYTES,
  readPublicArea,
  SIGNING_TEMPLATE,
} from '../../tpm/public-area.ts';
import { tpmFault } from '../../tpm/tpm-error.ts';
import { hmacWith, randomOf, signDigest, type UsableKey } from '../../tpm/use-key.ts';
import type { Attestation } from '../attestation.ts';
import type { Chains } from '../chain.ts';
import type { KeyProvider } from '../key-provider.ts';
import { storedChains } from '../stored-chains.ts';
import type { TerminalKeys } from '../terminal-keys.ts';
import { joinWrappedKey, splitWrappedKey, unknownRoot, wrapAdditionalData, WRAPPED_KEY_BYTES } from '../wrapped-key.ts';
import type { ElementFile } from './element-file.ts';
import { keep, unkeep } from './kept-under-key.ts';
import { tpmAttestation } from './tpm-attestation.ts';
import { tpmChainPlaces } from './tpm-chain-places.ts';
import { tpmTerminalKeys } from './tpm-terminal-keys.ts';

/** Handles of the owner's range that no standard gives another use. */
export const ROOT_HANDLES: HandleRange = { first: 0x8101_8000, count: 0x8000 };
export const GUARD_HANDLES: HandleRange = { first: 0x8101_7000, count: 16 };

/** As on a token. A rotation needs two. */
const ROOTS_MAX = 4;
const FIRST_GENERATION = 1;

/** The operations of a key provider; the caller serves them one after another. */
export interface TpmElementKeys extends KeyProvider, Chains {
  readonly terminal: TerminalKeys;
  readonly attestation: Attestation;
  /** Uses every kind of key. */
  check(): Promise<void>;
  /** One light command whose answer only this TPM can authenticate. */
  glance(): Promise<void>;
}

/**
 * @param authValue authorises every key; wiped by the caller when the keys are no longer used
 *
 * Rejects with `DeviceError` `unsupported` when keys are missing, or could leave the TPM.
 */
export async function tpmElementKeys(
  opened: OpenedTpm,
  file: ElementFile,
  authValue: Uint8Array,
  folder: string,
): Promise<TpmElementKeys> {
  const { tpm, session } = opened;
  const slot = keySlot(opened);
  const usable = (object: TpmObject): UsableKey => ({ object, session, authValue });
  const stored = async (blob: ObjectBlob): Promise<UsableKey> => usable(await slot.loaded(blob));
  const rootKeys = persistentKeys(opened, ROOT_HANDLES, HMAC_TEMPLATE, authValue);
  const roots = new Map(await rootKeys.all());
  const guards = persistentKeys(opened, GUARD_HANDLES, HMAC_TEMPLATE, authValue);
  const places = tpmChainPlaces(folder, { tpm, usable, guards });
  await places.tidy();

  const publicKey = publicKeyOf(file.signing);
  if (!isMadeBy(file.prf.publicPart, HMAC_TEMPLATE, NO_UNIQUE_BYTES)) throw notMadeInside();
  const newest = (): number => {
    const generation = Math.max(...roots.keys());
    if (!Number.isFinite(generation))
      throw tpmFault('unsupported', 'the TPM has no root: it was cleared or not initialised');
    return generation;
  };
  newest();
  const root = (generation: number): UsableKey => {
    const object = roots.get(generation);
    if (object === undefined) throw unknownRoot(generation);
    return usable(object);
  };
  /** Makes room: a TPM without a resource manager needs two places for this. */
  const makeRoot = async (generation: number): Promise<void> => {
    await slot.clear();
    roots.set(generation, await rootKeys.make(generation));
  };

  const keys: TpmElementKeys = {
    // Putting and erasing can make a guard, which needs the place of a loaded key
    ...storedChains({
      ...places,
      put: async (name, secret) => slot.clear().then(() => places.put(name, secret)),
      erase: async (name) => slot.clear().then(() => places.erase(name)),
    }),
    terminal: tpmTerminalKeys(opened, folder, slot, usable, authValue),
    attestation: tpmAttestation({ opened, folder, slot, usable, authValue, signing: file.signing }),
    publicKey: async () => Uint8Array.from(publicKey),
    async sign(message) {
      return signDigest(tpm, await stored(file.signing), createHash('sha256').update(message).digest());
    },
    async prf(input) {
      return hmacWith(tpm, await stored(file.prf), input);
    },
    random: (length) => randomOf(tpm, session, length),
    async wrapKey(key, context) {
      const generation = newest();
      const bound = wrapAdditionalData(generation, context);
      return joinWrappedKey({ generation, ...(await keep(tpm, root(generation), 'wrapped-key', key, bound)) });
    },
    async unwrapKey(wrapped, context) {
      const { generation, nonce, sealed } = splitWrappedKey(wrapped);
      const bound = wrapAdditionalData(generation, context);
      return unkeep(tpm, root(generation), 'wrapped-key', { nonce, sealed }, bound);
    },
    roots: async () => [...roots.keys()].sort((one, other) => one - other),
    async rotateRoot() {
      if (roots.size >= ROOTS_MAX) {
        throw tpmFault('refused', 'there is no room for another root: destroy an older one');
      }
      const generation = newest() + 1;
      await makeRoot(generation);
      return generation;
    },
    async destroyRoot(generation) {
      if (generation === newest()) throw tpmFault('refused', 'the newest root is in use');
      if (!roots.has(generation)) return;
      await rootKeys.destroy(generation);
      roots.delete(generation);
    },
    async check() {
      const probe = randomBytes(WRAPPED_KEY_BYTES);
      (await keys.prf(probe)).fill(0);
      const signature = await keys.sign(probe);
      const back = await keys.unwrapKey(await keys.wrapKey(probe, probe), probe);
      if (!isSigned(file.signing, probe, signature) || !Buffer.from(back).equals(probe)) {
        throw tpmFault('corrupt', 'the TPM contradicts itself');
      }
    },
    async glance() {
      (await randomOf(tpm, session, GLANCE_BYTES)).fill(0);
    },
  };
  return keys;
}

const GLANCE_BYTES = 8;

/** Makes the first root. Removes what an earlier kiosk, or an interrupted run, left in the TPM. */
export async function makeFirstRoot(opened: OpenedTpm, authValue: Uint8Array): Promise<void> {
  const roots = persistentKeys(opened, ROOT_HANDLES, HMAC_TEMPLATE, authValue);
  const guards = persistentKeys(opened, GUARD_HANDLES, HMAC_TEMPLATE, authValue);
  await roots.clear();
  await guards.clear();
  await roots.make(FIRST_GENERATION);
}

/** Compressed point, 33 bytes. Throws `DeviceError` `unsupported` for a key that could leave the TPM. */
export function publicKeyOf({ publicPart }: ObjectBlob): Uint8Array {
  const area = readPublicArea(publicPart);
  if (area.kind !== 'ecc' || !isMadeBy(area.bytes, SIGNING_TEMPLATE, NO_POINT_BYTES)) throw notMadeInside();
  return compressed(area.point);
}

function isSigned({ publicPart }: ObjectBlob, message: Uint8Array, signature: Uint8Array): boolean {
  const area = readPublicArea(publicPart);
  if (area.kind !== 'ecc') return false;
  return verify('sha256', message, { key: keyObjectOf(area.point), dsaEncoding: 'ieee-p1363' }, signature);
}

function notMadeInside() {
  return tpmFault('unsupported', 'a key of the kiosk was not made in the TPM');
}
