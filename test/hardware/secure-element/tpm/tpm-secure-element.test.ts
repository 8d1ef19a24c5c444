import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { initialiseTpm } from '../../../../hardware/secure-element/tpm/initialise-tpm.ts';
import { tpmSecureElement } from '../../../../hardware/secure-element/tpm/tpm-secure-element.ts';
import { describeSecureElement } from '../../../contracts/describe-secure-element.ts';
import { describeTerminalKeys } from '../../../contracts/describe-terminal-keys.ts';
import { missingTpm, softTpm } from '../../../support/tpm/soft-tpm.ts';

const missing = missingTpm();

describe.skipIf(missing !== undefined)(`TPM 2.0${missing === undefined ? '' : `: ${missing}`}`, () => {
  const makeRig = async () => {
    const tpm = await softTpm();
    const options = {
      place: tpm.place,
      folder: tpm.folder,
      clock: systemClock,
      hardwareOnly: false,
      limits: { watchEveryMs: 50, openMs: 60_000, commandMs: 60_000 },
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
        await tpm.cutPower();
        while (device.status().kind !== 'disconnected') await pause(10);
      },
      plugIn: () => tpm.start(),
      goSilent: () => tpm.hang(),
      close: () => tpm.cutPower(),
    } as const;
  };
  describeSecureElement('the secure element in a TPM', makeRig);
  describeTerminalKeys('the secure element in a TPM', makeRig, ['P-256']);
  it('is installed where CI requires it', () => expect(missing).toBeUndefined());
});
