/**
 * Keeps the lane's handle keys at the current day, imports the key sealed by the holders, and prepares the next request.
 */
import type { Mode } from '../../../hardware/host/mode.ts';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { HandleKeyState } from '../../platform/base/vocabulary.ts';
import { takeFleetKeyFile } from './fleet-key-file.ts';
import { handleDay } from './handle-day.ts';
import { type HandleKeys, openHandleKeys } from './handle-keys.ts';
import { handleKeyRequest, takeDelivery } from './lane-transport.ts';

export const REQUEST_FILE = 'handle-key-request.json';
export const FLEET_KEY_VARIABLE = 'POSTERN_KIOSK_FLEET_KEY_FILE';

export interface HandleKeeperParts {
  readonly kioskId: KioskId;
  readonly mode: Mode;
  readonly dataDir: string;
  /** Key file of earlier versions: imported and erased. */
  readonly fleetKeyFile: string | undefined;
  /**
   * Location of the holders' file, and their public key. `undefined` for a lane in development, which has a separate key.
   */
  readonly handleKeys: HandleKeySettings | undefined;
  readonly element: KeyProvider;
  readonly log: LogEvent;
}

export interface HandleKeySettings {
  readonly file: string;
  /** 64 hex digits. */
  readonly authority: string;
}

export interface HandleKeeper {
  readonly keys: HandleKeys;
  /** Performs the due work. Rejects as the secure element does. */
  round(wallMs: number): Promise<HandleKeyState>;
}

/** Rejects with `ConfigError` for an invalid key file of an earlier version, and as the secure element does. */
export async function openHandleKeeper(parts: HandleKeeperParts, wallMs: number): Promise<HandleKeeper> {
  const { kioskId, mode, dataDir, fleetKeyFile, handleKeys, element, log } = parts;
  const keys = openHandleKeys(element);
  const transport = { kioskId, element, keys };
  const requestFile = join(dataDir, REQUEST_FILE);
  let seen = '';
  let told: HandleKeyState | undefined;

  if (fleetKeyFile !== undefined) {
    const taken = await takeFleetKeyFile(FLEET_KEY_VARIABLE, fleetKeyFile, keys, wallMs);
    if (taken !== 'none') log({ event: 'fleet-key-file-erased', taken: taken === 'taken' });
  }
  if (mode === 'development' && handleKeys === undefined && (await keys.keep(wallMs)) === 'missing') {
    await element.makeChain({ purpose: 'handles', generation: 0, place: handleDay(wallMs) });
  }

  const look = async ({ file, authority }: HandleKeySettings, nowMs: number): Promise<void> => {
    const version = versionOf(file);
    if (version !== seen) {
      const delivery = await takeDelivery(transport, file, authority, nowMs);
      if (delivery !== 'none') log({ event: 'handle-key-delivery', delivery });
      seen = version;
    }
    const request = existsSync(requestFile) ? readFileSync(requestFile, 'utf8') : '';
    const next = await handleKeyRequest(transport);
    if (request !== next) replaceFileSync(requestFile, next);
  };
  let looked = false;

  return {
    keys,
    async round(nowMs) {
      // Making the request takes milliseconds in the element, so it is done only at a start and after a delivery
      if (handleKeys !== undefined && (!looked || versionOf(handleKeys.file) !== seen)) {
        await look(handleKeys, nowMs);
        looked = true;
      }
      const state = await keys.keep(nowMs);
      if (state !== told) log({ event: 'handle-keys', state });
      told = state;
      return state;
    },
  };
}

/** A value that changes when the file is created or replaced. */
function versionOf(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino}/${size}/${mtimeMs}`;
  } catch {
    return '';
  }
}
