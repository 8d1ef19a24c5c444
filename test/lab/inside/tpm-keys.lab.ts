/** The contracts of keys in a TPM, through Linux' driver and its resource manager. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe } from 'vitest';
import { backgroundClock, systemClock } from '../../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { initialiseTpmKeys, openTpmKeys } from '../../../server/platform/keys/tpm/open-tpm-keys.ts';
import { describeSecureElement } from '../../contracts/describe-secure-element.ts';
import { describeTerminalKeys } from '../../contracts/describe-terminal-keys.ts';
import { describeServerKeys } from '../../server/platform/keys/describe-server-keys.ts';
import { answersAgain, chip, LAB_TPM, labFolder, plugInTpm, tpmTool, unplugTpm } from './lab-tpm.ts';
import { until } from './kernel-file.ts';

const makeRig = async () => {
  await plugInTpm();
  const options = {
    place: LAB_TPM,
    folder: labFolder(),
    clock: systemClock,
    hardwareOnly: false,
    limits: { watchEveryMs: 50 },
  };
  await initialiseTpm(options);
  const device = tpmSecureElement(options);
  return {
    device,
    clock: systemClock,
    pass: (byMs: number) => pause(byMs).then(() => undefined),
    use: () => device.publicKey(),
    whenCancelled: 'rejects',
    overlapping: true,
    async unplug() {
      await unplugTpm();
      await until(() => device.status().kind === 'disconnected', 'a TPM that is taken away');
    },
    plugIn: plugInTpm,
    goSilent: () => chip('hang'),
    async close() {
      chip('go on');
      await plugInTpm();
      await answersAgain();
    },
  } as const;
};

describeSecureElement('the secure element in a TPM behind Linux’ driver', makeRig);
describeTerminalKeys('the secure element in a TPM behind Linux’ driver', makeRig, ['P-256']);

describe('the keys of a server in a TPM behind Linux’ driver', () => {
  describeServerKeys('keep their contract', async () => {
    await plugInTpm();
    const folder = labFolder();
    // The keys of the test before are in the TPM
    tpmTool(folder, 'clear');
    const at = { place: LAB_TPM, folder, hardwareOnly: false };
    await initialiseTpmKeys(at, { clock: backgroundClock });
    return () => openTpmKeys(at, { clock: backgroundClock });
  });
});
