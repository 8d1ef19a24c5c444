/**
 * A referral from its first key to its erasure, with a new root in between, in a process that ends as in a power cut: at a
 * step, at its nth occurrence. Arguments: folder, step, n. Exits with 0 when the step did not occur that often.
 */
import { join } from 'node:path';
import { systemClock } from '../../../../../hardware/host/system-clock.ts';
import { allocateImage } from '../../../../../hardware/device/image.ts';
import { readIdentityConfig } from '../../../../../kiosk/platform/config/config.ts';
import { openSecureElement } from '../../../../../kiosk/lane/devices/open-devices.ts';
import { openCaptureStore } from '../../../../../kiosk/vault/captures/capture-store.ts';
import { openEpochKeys } from '../../../../../kiosk/vault/captures/keys/epoch-keys.ts';
import { openKeyStore } from '../../../../../kiosk/vault/captures/keys/key-store.ts';
import type { KeyStep } from '../../../../../kiosk/vault/captures/keys/key-step.ts';
import { createVault } from '../../../../../kiosk/vault/captures/vault.ts';
import type { KioskId, TransactionId } from '../../../../../server/contract/report.ts';

const [, , folder = '', dieAt = '', times = '1'] = process.argv;
let left = Number(times);
const at = (step: KeyStep): void => {
  if (step === dieAt && --left === 0) process.kill(process.pid, 'SIGKILL');
};

const element = await openSecureElement(readIdentityConfig({ POSTERN_KIOSK_DATA_DIR: join(folder, 'kiosk') }));
let aheadMs = 0;
const clock = { ...systemClock, wallMs: () => systemClock.wallMs() + aheadMs };
const keyStore = await openKeyStore(join(folder, 'epoch-keys'), at);
const epochKeys = await openEpochKeys({ provider: element, store: keyStore, clock, at });
const store = await openCaptureStore(join(folder, 'vault.sqlite'));
const vault = createVault({ kioskId: 'lane-1' as KioskId, clock, epochKeys, store });

const refer = async (digit: string, retentionMs: number): Promise<void> => {
  const id = digit.repeat(32) as TransactionId;
  await vault.prepare();
  const image = allocateImage(64, 48, 'rgb');
  image.data.fill(0x7e);
  vault.sealImage(image, 'face-frame', id);
  await vault.keepReferred(id, retentionMs);
};
await refer('1', 1_000);
aheadMs += 600_000;
await refer('2', 86_400_000);
await epochKeys.rotateRoot();
await vault.eraseDue('referred');
aheadMs += 600_000;
await vault.destroyUnusedKeys();
process.exit(0);
