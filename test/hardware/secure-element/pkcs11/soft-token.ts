/** SoftHSM 2 tokens for tests, each in a separate folder, never the machine's. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const tokens = join(folder, 'tokens');
  const away = join(folder, 'away');
  const configuration = join(folder, 'softhsm2.conf');
  const pinFile = join(folder, 'pin');
  mkdirSync(tokens);
  writeFileSync(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const writePin = (pin: string, mode = 0o600): void => writeFileSync(pinFile, `${pin}\n`, { mode });
  // For this process and its children: one token at a time
  process.env['SOFTHSM2_CONF'] = configuration;
  writePin(PIN);
  execFileSync('softhsm2-util', [
    ...['--init-token', '--free', '--label', TOKEN_LABEL],
    ...['--pin', PIN, '--so-pin', SO_PIN],
  ]);
  const options: Pkcs11Options = {
    module: MODULE,
    tokenLabel: TOKEN_LABEL,
    pinFile,
    clock: systemClock,
    hardwareOnly: false,
    // A busy machine starts the token's process slowly
    limits: { watchEveryMs: 50, openMs: 60_000, callMs: 60_000 },
  };
  if (keys === 'with keys') await initialiseToken(options);
  return {
    pin: PIN,
    options,
    writePin,
    remove: () => renameSync(tokens, away),
    putBack: () => renameSync(away, tokens),
  };
}
