/** The chip dies for good. The last file: nothing brings it back. */
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { chip, LAB_TPM, labFolder, plugInTpm } from './lab-tpm.ts';

it('a TPM behind Linux’ driver that dies is a named fault at each try', async () => {
  await plugInTpm();
  const limits = { commandMs: 500, openMs: 1_000, watchEveryMs: 60_000 };
  const options = { place: LAB_TPM, folder: labFolder(), clock: systemClock, hardwareOnly: false, limits };
  await initialiseTpm(options);
  const element = tpmSecureElement(options);
  onTestFinished(() => element.disconnect());
  await element.connect(never());
  chip('die');
  const named = ['disconnected', 'timed-out', 'corrupt'];
  expect(named).toContain(await codeOf(element.sign(new Uint8Array(32))));
  for (let tries = 0; tries < 2; tries += 1) {
    await element.disconnect();
    expect(named).toContain(await codeOf(element.connect(never())));
  }
});
