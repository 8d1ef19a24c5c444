/** SoftHSM 2 tokens for tests, each in a separate folder, never the machine's. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import {
  initialiseToken,
  type Pkcs11Options,
} from '../../../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

export const MODULE = '/usr/lib/softhsm/libsofthsm2.so';
export const TOKEN_LABEL = 'postern test';
const PIN = '837261';
const SO_PIN = '99112233';

/** Why tests with a token cannot run here; `undefined` where they can. Under CI they must. */
export function missingSoftHsm(): string | undefined {
  if (existsSync(MODULE)) return undefined;
  const reason = `SoftHSM 2 is not installed (${MODULE})`;
  if (process.env['CI'] === 'true') throw new Error(`${reason}, and CI must run the tests with a token`);
  return reason;
}

export interface SoftToken {
  readonly pin: string;
  readonly options: Pkcs11Options;
  writePin(pin: string, mode?: number): void;
  /** Removes the token, like unplugging it, and restores it. */
  remove(): void;
  putBack(): void;
}

/** A token with a PIN; with a kiosk's keys on it unless told otherwise. */
export function softToken(keys: 'with keys' | 'empty' = 'with keys'): Promise<SoftToken> {
  return softTokenIn(temporaryFolder(), keys);
}

/** The same in a folder of the caller's. */
export async function softTokenIn(folder: string, keys: 'with keys' | 'empty'): Promise<SoftToken> {
  mkdirSync(join(folder, TOKENS));
  const token = tokenIn(folder);
  execFileSync('softhsm2-util', [
    ...['--init-token', '--free', '--label', TOKEN_LABEL],
    ...['--pin', PIN, '--so-pin', SO_PIN],
  ]);
  if (keys === 'with keys') await initialiseToken(token.options);
  return token;
}

/** Makes one token with keys for the tests of a file or group. Returns a copy for each test: the same keys, on a token of its own. */
export function copiedTokens(): () => SoftToken {
  let made: string;
  beforeAll(async () => {
    made = mkdtempSync(join(tmpdir(), 'postern-token-'));
    await softTokenIn(made, 'with keys');
  });
  afterAll(() => rmSync(made, { recursive: true }));
  return () => copiedToken(made);
}

function copiedToken(from: string): SoftToken {
  const folder = temporaryFolder();
  cpSync(join(from, TOKENS), join(folder, TOKENS), { recursive: true });
  return tokenIn(folder);
}

const TOKENS = 'tokens';

function tokenIn(folder: string): SoftToken {
  const tokens = join(folder, TOKENS);
  const away = join(folder, 'away');
  const configuration = join(folder, 'softhsm2.conf');
  const pinFile = join(folder, 'pin');
  writeFileSync(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const writePin = (pin: string, mode = 0o600): void => writeFileSync(pinFile, `${pin}\n`, { mode });
  // For this process and its children: one token at a time
  process.env['SOFTHSM2_CONF'] = configuration;
  writePin(PIN);
  return {
    pin: PIN,
    options: {
      module: MODULE,
      tokenLabel: TOKEN_LABEL,
      pinFile,
      clock: systemClock,
      hardwareOnly: false,
      // A busy machine starts the token's process slowly
      limits: { watchEveryMs: 50, openMs: 60_000, callMs: 60_000 },
    },
    writePin,
    remove: () => renameSync(tokens, away),
    putBack: () => renameSync(away, tokens),
  };
}
