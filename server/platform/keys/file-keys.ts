/** The provider `file`, for development: key files in the data folder, made when first needed. */
import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { authorityKeyFile } from './authority-signer.ts';
import { ed25519Key, type Ed25519Key } from '../transparency/note/signer.ts';
import { KeyError } from '../base/key-error.ts';
import { hasSeed, openSeed } from './seed-file.ts';
import type { LedgerKey, ServerKeys } from './server-keys.ts';

const SIGNING_KEY = 'server-signing-key';
/** Upper bound of key generations. */
const GENERATIONS = 99;
const LEDGER_KEY = 'ledger-signing-key';
const RELEASES_KEY = 'releases-signing-key';
const PEOPLE_KEY = 'people-key';

export interface KeyFolders {
  readonly dataDir: string;
  /** Absolute path; the default is `fleet` in the data folder. */
  readonly fleetDir?: string | undefined;
}

/** Functions throw `SigningKeyError`, and `FleetError` for the authority's key. */
export function openFileKeys({ dataDir, fleetDir = join(dataDir, 'fleet') }: KeyFolders): ServerKeys {
  return {
    get signing() {
      return openSigningKeyFile(dataDir);
    },
    next: keyFile(dataDir, () => generation(generationOf(dataDir) + 1)),
    async succeed() {
      const at = generationOf(dataDir);
      if (!hasSeed(dataDir, generation(at + 1))) throw new KeyError('absent', 'there is no next key');
      rmSync(join(dataDir, generation(at)));
    },
    ledger: ledgerKeyFile(dataDir),
    releases: keyFile(dataDir, () => RELEASES_KEY),
    authority: authorityKeyFile(fleetDir),
    async secret(purpose) {
      const seed = openSeed(dataDir, PEOPLE_KEY);
      if (purpose === 'people') return seed;
      return createHmac('sha256', seed).update(`postern/${purpose}/v1`).digest();
    },
    working: () => true,
    whenFound: () => undefined,
    close: async () => undefined,
  };
}

/** The file of a generation. The lowest number present is in use. */
function generation(at: number): string {
  return at === 1 ? SIGNING_KEY : `${SIGNING_KEY}-${at}`;
}

function generationOf(dataDir: string): number {
  try {
    for (let at = 1; at <= GENERATIONS; at += 1) if (hasSeed(dataDir, generation(at))) return at;
  } catch {
    // Not a folder: opening the key reports it.
  }
  return 1;
}

export function hasSigningKeyFile(dataDir: string): boolean {
  return hasSeed(dataDir, generation(generationOf(dataDir)));
}

/** Throws as `openSeed` does. */
export function openSigningKeyFile(dataDir: string): Ed25519Key {
  return ed25519Key(openSeed(dataDir, generation(generationOf(dataDir))));
}

/** Rejects as `openSeed` throws. */
export function ledgerKeyFile(dataDir: string): LedgerKey {
  return keyFile(dataDir, () => LEDGER_KEY);
}

function keyFile(dataDir: string, name: () => string): LedgerKey {
  return {
    exists: async () => hasSeed(dataDir, name()),
    open: async () => ed25519Key(openSeed(dataDir, name())),
  };
}
