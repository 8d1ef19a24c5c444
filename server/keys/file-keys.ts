/** The provider `file`, for development: the keys in the data folder, made when they are first needed. */
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { authorityKeyFile } from '../fleet/authority-signer.ts';
import { ed25519Key, type Ed25519Key } from '../ledger/note/signer.ts';
import { hasSeed, openSeed } from './seed-file.ts';
import type { LedgerKey, ServerKeys } from './server-keys.ts';

const SIGNING_KEY = 'server-signing-key';
const LEDGER_KEY = 'ledger-signing-key';
const PEOPLE_KEY = 'people-key';

export interface KeyFolders {
  readonly dataDir: string;
  /** Absolute; the default is `fleet` in the data folder. */
  readonly fleetDir?: string | undefined;
}

/** Its parts throw `SigningKeyError`, and `FleetError` for the authority's. */
export function openFileKeys({ dataDir, fleetDir = join(dataDir, 'fleet') }: KeyFolders): ServerKeys {
  return {
    get signing() {
      return openSigningKeyFile(dataDir);
    },
    ledger: ledgerKeyFile(dataDir),
    authority: authorityKeyFile(fleetDir),
    async secret(purpose) {
      const seed = openSeed(dataDir, PEOPLE_KEY);
      if (purpose === 'people') return seed;
      return createHmac('sha256', seed).update(`postern/${purpose}/v1`).digest();
    },
    working: () => true,
    close: async () => undefined,
  };
}

export function hasSigningKeyFile(dataDir: string): boolean {
  return hasSeed(dataDir, SIGNING_KEY);
}

/** Throws as `openSeed` does. */
export function openSigningKeyFile(dataDir: string): Ed25519Key {
  return ed25519Key(openSeed(dataDir, SIGNING_KEY));
}

/** Rejects as `openSeed` throws. */
export function ledgerKeyFile(dataDir: string): LedgerKey {
  return {
    exists: async () => hasSeed(dataDir, LEDGER_KEY),
    open: async () => ed25519Key(openSeed(dataDir, LEDGER_KEY)),
  };
}
