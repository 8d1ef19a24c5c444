/** A power cut at each named step: no key without captures, no captures without a key, one root, nothing plain. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { systemClock } from '../../../../../hardware/host/system-clock.ts';
import { readIdentityConfig } from '../../../../../kiosk/platform/config/config.ts';
import { openSecureElement } from '../../../../../kiosk/lane/devices/open-devices.ts';
import { openCaptureStore } from '../../../../../kiosk/vault/captures/capture-store.ts';
import { keyContext } from '../../../../../kiosk/vault/captures/kept-class.ts';
import { openEpochKeys } from '../../../../../kiosk/vault/captures/keys/epoch-keys.ts';
import { openKeyStore } from '../../../../../kiosk/vault/captures/keys/key-store.ts';
import type { KeyStep } from '../../../../../kiosk/vault/captures/keys/key-step.ts';
import { open } from '../../../../../kiosk/vault/captures/sealed-capture.ts';
import { createVault } from '../../../../../kiosk/vault/captures/vault.ts';
import type { KioskId } from '../../../../../server/contract/report.ts';
import { casesOf } from '../../../../support/extent.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const PROCESS = fileURLToPath(new URL('./key-steps-process.js', import.meta.url));
const killedAt = (folder: string, step: KeyStep, nth: number): Promise<NodeJS.Signals | undefined> =>
  new Promise((resolve) => {
    execFile(process.execPath, [PROCESS, folder, step, String(nth)], (error) => resolve(error?.signal ?? undefined));
  });

/**
 * Step, occurrence, and expected number of captures afterwards: two keys, both re-wrapped, two old wraps and one key
 * destroyed.
 */
const STEPS: readonly [KeyStep, number, number][] = [
  ['key-drafted', 1, 0],
  ['key-drafted', 2, 1],
  ['key-drafted', 3, 2],
  ['key-drafted', 4, 2],
  ['key-kept', 1, 0],
  ['key-kept', 2, 1],
  ['key-kept', 3, 2],
  ['key-kept', 4, 2],
  ['root-made', 1, 2],
  ['key-rewrapped', 1, 2],
  ['key-rewrapped', 2, 2],
  ['key-overwritten', 1, 2],
  ['key-overwritten', 2, 2],
  ['key-overwritten', 3, 1],
  ['key-unlinked', 1, 2],
  ['key-unlinked', 2, 2],
  ['key-unlinked', 3, 1],
  ['old-wraps-erased', 2, 2],
  ['root-destroyed', 1, 2],
];

/** In `npm test` each step once, and two of the third key, which is destroyed. */
const CASES = casesOf(
  STEPS,
  ([step, nth], place) => nth === 3 || STEPS.findIndex(([other]) => other === step) === place,
);

test.each(CASES)('epoch keys: a power cut at %s, time %i, is survived', async (step, nth, captures) => {
  const folder = temporaryFolder();
  expect(await killedAt(folder, step, nth)).toBe('SIGKILL');

  const element = await openSecureElement(readIdentityConfig({ POSTERN_KIOSK_DATA_DIR: join(folder, 'kiosk') }));
  const keyStore = await openKeyStore(join(folder, 'epoch-keys'));
  const epochKeys = await openEpochKeys({ provider: element, store: keyStore, clock: systemClock });
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId: 'lane-1' as KioskId, clock: systemClock, epochKeys, store });
  const roots = await element.roots();
  expect(roots).toHaveLength(1);
  const readable = [];
  for (const digit of ['1', '2']) {
    for (const { captureId, sealed, wrappedKey } of await store.ofTransaction(digit.repeat(32))) {
      const key = await epochKeys.unwrap(wrappedKey, keyContext(captureId)).catch(() => undefined);
      readable.push(key !== undefined && open(sealed, key).plaintext[0] === 0x7e);
    }
  }
  // Rows go before their keys: what is still there can be read
  expect(readable).toEqual(Array(captures).fill(true));
  await vault.eraseDue('referred');
  expect(new Set(keyStore.list().map(({ keyId }) => keyId))).toEqual(await store.keyIds());
  const files = readdirSync(join(folder, 'epoch-keys')).filter((name) => !['CACHEDIR.TAG', 'owner'].includes(name));
  expect(files.every((name) => name.endsWith(`.${roots[0]}.key`))).toBe(true);
  const everything = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  expect(Buffer.concat(everything).includes(Buffer.alloc(64, 0x7e))).toBe(false);
  await vault.close();
  await epochKeys.close();
  await element.disconnect();
});
