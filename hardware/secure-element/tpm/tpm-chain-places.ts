/**
 * Chains in a file, encrypted under a key in the TPM, their guard. To destroy a chain, the others are encrypted under a new
 * guard and the old one is removed from the TPM: earlier copies of the file can no longer be opened.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFileSync } from '../../host/durable-file-sync.ts';
import type { TpmObject } from '../../tpm/objects.ts';
import type { Tpm } from '../../tpm/tpm.ts';
import type { PersistentKeys } from '../../tpm/persistent-keys.ts';
import { tpmFault } from '../../tpm/tpm-error.ts';
import type { UsableKey } from '../../tpm/use-key.ts';
import { CHAIN_PURPOSES, type ChainName, CHAINS_MAX, isSameChain } from '../chain.ts';
import type { ChainPlaces } from '../stored-chains.ts';
import { type Kept, keep, unkeep } from './kept-under-key.ts';

export const CHAIN_FILE_NAME = 'tpm-chains.json';

const word = z.int().min(0).max(0xffff_ffff);
const base64url = (characters: number) => z.string().regex(new RegExp(`^[\\w-]{${characters}}$`));
const schema = z.strictObject({
  version: z.literal(1),
  /** Number of the key in the TPM. */
  guard: word,
  chains: z
    .array(
      z.strictObject({
        purpose: z.enum(CHAIN_PURPOSES),
        generation: word,
        place: word,
        nonce: base64url(16),
        sealed: base64url(64),
      }),
    )
    .max(CHAINS_MAX),
});

interface KeptChain {
  readonly name: ChainName;
  readonly kept: Kept;
}

export interface TpmChainPlaces extends ChainPlaces {
  /** Completes an interrupted destruction: removes every guard but the file's. */
  tidy(): Promise<void>;
}

export interface ChainGuards {
  readonly tpm: Tpm;
  readonly guards: PersistentKeys;
  readonly usable: (object: TpmObject) => UsableKey;
}

/** Calls do not overlap. Rejects with `DeviceError`, `corrupt` for a damaged file. */
export function tpmChainPlaces(folder: string, { tpm, guards, usable }: ChainGuards): TpmChainPlaces {
  const path = join(folder, CHAIN_FILE_NAME);
  let known: { readonly number: number; readonly key: TpmObject; readonly chains: readonly KeptChain[] } | undefined;

  /** Chains without their guard are lost and count as destroyed. */
  const current = async (): Promise<typeof known> => {
    if (known !== undefined) return known;
    const file = readChainFile(path);
    const key = file === undefined ? undefined : (await guards.all()).get(file.guard);
    if (file === undefined || key === undefined) return undefined;
    known = { number: file.guard, key, chains: file.chains };
    return known;
  };
  const write = (number: number, key: TpmObject, chains: readonly KeptChain[]): void => {
    replaceFileSync(path, encode(number, chains));
    known = { number, key, chains };
  };
  const secretOf = (key: TpmObject, { name, kept }: KeptChain) =>
    unkeep(tpm, usable(key), 'chain', kept, nameBytes(name));
  const keptOf = async (key: TpmObject, name: ChainName, secret: Uint8Array): Promise<KeptChain> => ({
    name,
    kept: await keep(tpm, usable(key), 'chain', secret, nameBytes(name)),
  });
  const makeGuard = async (): Promise<{ number: number; key: TpmObject }> => {
    const taken = await guards.all();
    let number = 0;
    while (taken.has(number)) number += 1;
    return { number, key: await guards.make(number) };
  };

  return {
    names: async () => ((await current())?.chains ?? []).map(({ name }) => name),
    async secret(name) {
      const now = await current();
      const found = now?.chains.find((chain) => isSameChain(chain.name, name));
      return now === undefined || found === undefined ? undefined : secretOf(now.key, found);
    },
    async put(name, secret) {
      const { number, key, chains } = (await current()) ?? { ...(await makeGuard()), chains: [] };
      write(number, key, [...chains, await keptOf(key, name, secret)]);
    },
    async erase(name) {
      const before = await current();
      if (before === undefined || !before.chains.some((chain) => isSameChain(chain.name, name))) return;
      const left = before.chains.filter((chain) => !isSameChain(chain.name, name));
      if (left.length === 0) {
        rmSync(path);
        known = undefined;
      } else {
        const { number, key } = await makeGuard();
        const moved: KeptChain[] = [];
        for (const chain of left) {
          const secret = await secretOf(before.key, chain);
          moved.push(await keptOf(key, chain.name, secret).finally(() => secret.fill(0)));
        }
        write(number, key, moved);
      }
      await guards.destroy(before.number);
    },
    async tidy() {
      const inUse = readChainFile(path)?.guard;
      for (const number of (await guards.all()).keys()) if (number !== inUse) await guards.destroy(number);
    },
  };
}

function readChainFile(path: string): { readonly guard: number; readonly chains: readonly KeptChain[] } | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw tpmFault('corrupt', `${CHAIN_FILE_NAME} cannot be read`, error);
  }
  try {
    const { guard, chains } = schema.parse(JSON.parse(text));
    return {
      guard,
      chains: chains.map(({ nonce, sealed, ...name }) => ({
        name,
        kept: { nonce: bytesOf(nonce), sealed: bytesOf(sealed) },
      })),
    };
  } catch (cause) {
    throw tpmFault('corrupt', `${CHAIN_FILE_NAME} is damaged`, cause);
  }
}

function encode(guard: number, chains: readonly KeptChain[]): string {
  const listed = chains.map(({ name, kept }) => ({
    ...name,
    nonce: Buffer.from(kept.nonce).toString('base64url'),
    sealed: Buffer.from(kept.sealed).toString('base64url'),
  }));
  return `${JSON.stringify({ version: 1, guard, chains: listed }, null, 2)}\n`;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}

function nameBytes({ purpose, generation, place }: ChainName): Uint8Array {
  return new TextEncoder().encode(`${purpose}/${generation}/${place}`);
}
