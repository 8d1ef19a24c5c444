/** The terminal's keys in a TPM, encrypted by its storage root key, one file each. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createFileSync, flushFolderSync } from '../../host/durable-file-sync.ts';
import type { KeySlot } from '../../tpm/key-slot.ts';
import { create, decodeBlob, encodeBlob, type ObjectBlob, type TpmObject } from '../../tpm/objects.ts';
import type { OpenedTpm } from '../../tpm/open-tpm.ts';
import { isMadeBy, NO_POINT_BYTES, readPublicArea, SIGNING_TEMPLATE, uncompressed } from '../../tpm/public-area.ts';
import { tpmFault } from '../../tpm/tpm-error.ts';
import { signDigest, type UsableKey } from '../../tpm/use-key.ts';
import { isTerminalKeyName, TERMINAL_KEYS_MAX, type TerminalKey, type TerminalKeys } from '../terminal-keys.ts';

const FILE = /^terminal-(.+)\.tpmkey$/;
const fileOf = (name: string): string => `terminal-${name}.tpmkey`;

/** @param usable authorises a loaded key. Calls do not overlap. */
export function tpmTerminalKeys(
  { tpm, storageRoot, session }: OpenedTpm,
  folder: string,
  slot: KeySlot,
  usable: (object: TpmObject) => UsableKey,
  authValue: Uint8Array,
): TerminalKeys {
  /** Kept, because the loaded key is recognised by its blob. */
  const known = new Map<string, ObjectBlob>();
  const names = (): string[] =>
    readdirSync(folder)
      .map((file) => FILE.exec(file)?.[1] ?? '')
      .filter(isTerminalKeyName)
      .sort();
  const blobOf = (name: string): ObjectBlob => {
    if (!names().includes(name)) throw tpmFault('unknown-key', 'there is no such key of a terminal');
    const blob = known.get(name) ?? readBlob(join(folder, fileOf(name)));
    known.set(name, blob);
    return blob;
  };
  const keyOf = (name: string): TerminalKey => {
    const area = readPublicArea(blobOf(name).publicPart);
    if (area.kind !== 'ecc' || !isMadeBy(area.bytes, SIGNING_TEMPLATE, NO_POINT_BYTES)) {
      throw tpmFault('unsupported', 'a key of the terminal was not made in the TPM');
    }
    return { name, curve: 'P-256', point: uncompressed(area.point) };
  };
  return {
    list: async () => names().map(keyOf),
    async make(name, curve) {
      if (curve !== 'P-256') throw tpmFault('unsupported', 'the TPM has keys on P-256 only');
      if (names().includes(name)) throw tpmFault('refused', 'there is a key of this name');
      if (names().length >= TERMINAL_KEYS_MAX) throw tpmFault('refused', 'there is no room for another key');
      await slot.clear();
      const blob = await create(tpm, storageRoot, session, { template: SIGNING_TEMPLATE, authValue });
      createFileSync(join(folder, fileOf(name)), `${Buffer.from(encodeBlob(blob)).toString('base64url')}\n`);
      return keyOf(name);
    },
    async sign(name, digest) {
      keyOf(name);
      return signDigest(tpm, usable(await slot.loaded(blobOf(name))), digest);
    },
    async destroy(name) {
      rmSync(join(folder, fileOf(name)), { force: true });
      flushFolderSync(folder);
      known.delete(name);
    },
  };
}

function readBlob(path: string): ObjectBlob {
  try {
    return decodeBlob(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url'));
  } catch (cause) {
    throw tpmFault('unsupported', 'the file of a key of the terminal is damaged', cause);
  }
}
