/**
 * Two referrals: kept, one held and released and erased by order, the other resolved and erased when due; in a process that
 * ends as in a power cut at a step, at its nth occurrence. Arguments: folder, step, n. Exits with 0 when the step did not
 * occur that often.
 */
import { join } from 'node:path';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { allocateImage } from '../../../../hardware/device/image.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { VaultStep } from '../../../../kiosk/vault/captures/vault-step.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';

const [, , folder = '', dieAt = '', times = '1'] = process.argv;
let left = Number(times);
const at = (step: VaultStep): void => {
  if (step === dieAt && --left === 0) process.kill(process.pid, 'SIGKILL');
};

const element = softSecureElement(7);
let aheadMs = 0;
const clock = { ...systemClock, wallMs: () => systemClock.wallMs() + aheadMs };
const epochKeys = await epochKeysIn(folder, element, clock);
const store = await openCaptureStore(join(folder, 'vault.sqlite'), at);
const vault = createVault({ kioskId: 'lane-1' as KioskId, clock, epochKeys, store, at });
const { keeping } = vault;
const [one, two] = ['1', '2'].map((digit) => digit.repeat(32) as TransactionId) as [TransactionId, TransactionId];

for (const id of [one, two]) {
  await vault.prepare();
  for (const modality of ['face-frame', 'chip-portrait'] as const) {
    const image = allocateImage(64, 48, 'rgb');
    image.data.fill(0x7e);
    vault.sealImage(image, modality, id);
  }
  await vault.keepReferred(id, 3_600_000);
}
await keeping.hold(one, Math.round(clock.wallMs()) + 864_000_000, 'b'.repeat(64));
aheadMs += 600_000;
await vault.destroyUnusedKeys();
await keeping.resolve(two, Math.round(clock.wallMs()) + 60_000);
await vault.destroyUnusedKeys();
await keeping.release(one);
await vault.destroyUnusedKeys();
await keeping.erase(one);
aheadMs += 61_000;
await vault.eraseDue('resolved');
process.exit(0);
