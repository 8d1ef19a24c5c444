/** A power cut at each named step of keeping, holding, resolving, releasing and erasing: all of a traveller or none, nothing without its key, nothing plain. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { KEPT_CLASSES, keyContextOf, type KeptClass } from '../../../../kiosk/vault/captures/kept-class.ts';
import { openEpochKeys } from '../../../../kiosk/vault/captures/keys/epoch-keys.ts';
import { openKeyStore } from '../../../../kiosk/vault/captures/keys/key-store.ts';
import { open } from '../../../../kiosk/vault/captures/sealed-capture.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { VaultStep } from '../../../../kiosk/vault/captures/vault-step.ts';
import type { KioskId } from '../../../../server/contract/report.ts';
import { casesOf } from '../../../support/extent.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PROCESS = fileURLToPath(new URL('./vault-steps-process.js', import.meta.url));
const killedAt = (folder: string, step: VaultStep, nth: number): Promise<NodeJS.Signals | undefined> =>
  new Promise((resolve) => {
    execFile(process.execPath, [PROCESS, folder, step, String(nth)], (error) => resolve(error?.signal ?? undefined));
  });

type Kept = KeptClass | undefined;
/** Step, occurrence, and the expected classes of the first and second traveller afterwards. */
const STEPS: readonly (readonly [VaultStep, number, Kept, Kept])[] = [
  // kept
  ['capture-sealed', 2, undefined, undefined],
  ['captures-kept', 1, 'referred', undefined],
  // held
  ['new-class-ready', 1, 'referred', 'referred'],
  ['capture-rewrapped', 1, 'referred', 'referred'],
  ['rewrap-written', 1, 'legal-hold', 'referred'],
  ['rewrap-log-emptied', 1, 'legal-hold', 'referred'],
  // resolved
  ['new-class-ready', 2, 'legal-hold', 'referred'],
  ['capture-rewrapped', 4, 'legal-hold', 'referred'],
  ['rewrap-written', 2, 'legal-hold', 'resolved'],
  // released
  ['capture-rewrapped', 5, 'legal-hold', 'resolved'],
  ['rewrap-written', 3, 'referred', 'resolved'],
  // erased by order
  ['rows-erased', 1, undefined, 'resolved'],
  ['erase-log-emptied', 1, undefined, 'resolved'],
  ['erase-done', 1, undefined, 'resolved'],
  // erased when due
  ['rows-erased', 2, undefined, undefined],
  ['erase-log-emptied', 2, undefined, undefined],
  ['erase-done', 2, undefined, undefined],
];

/** In `npm test` each step once, and one of each further act: resolved, released, erased when due. */
const FURTHER = ['new-class-ready 2', 'rewrap-written 3', 'rows-erased 2'];
const CASES = casesOf(
  STEPS,
  ([step, nth], place) => STEPS.findIndex(([other]) => other === step) === place || FURTHER.includes(`${step} ${nth}`),
);

test.each(CASES)('vault: a power cut at %s, time %i, is survived', async (step, nth, one, two) => {
  const folder = temporaryFolder();
  expect(await killedAt(folder, step, nth)).toBe('SIGKILL');

  const element = softSecureElement(7);
  const keyStore = await openKeyStore(join(folder, 'epoch-keys'));
  const epochKeys = await openEpochKeys({ provider: element, store: keyStore, clock: systemClock });
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId: 'lane-1' as KioskId, clock: systemClock, epochKeys, store });
  const kept = [];
  for (const digit of ['1', '2']) {
    const captures = await store.ofTransaction(digit.repeat(32));
    for (const capture of captures) {
      const key = await epochKeys.unwrap(capture.wrappedKey, keyContextOf(capture));
      expect(open(capture.sealed, key).plaintext[0]).toBe(0x7e);
    }
    expect([0, 2]).toContain(captures.length);
    expect(new Set(captures.map(({ keptAs }) => keptAs)).size).toBeLessThanOrEqual(1);
    kept.push(captures[0]?.keptAs);
  }
  expect(kept).toEqual([one, two]);
  for (const keptAs of KEPT_CLASSES) await vault.eraseDue(keptAs);
  expect(new Set(keyStore.list().map(({ keyId }) => keyId))).toEqual(await store.keyIds());
  const everything = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  expect(Buffer.concat(everything).includes(Buffer.alloc(64, 0x7e))).toBe(false);
  await vault.close();
  await epochKeys.close();
});
