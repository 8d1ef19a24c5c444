import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { pkcs11SecureElement } from '../../../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import { describeSecureElement } from '../../../contracts/describe-secure-element.ts';
import { describeTerminalKeys } from '../../../contracts/describe-terminal-keys.ts';
import { copiedTokens, missingSoftHsm } from './soft-token.ts';

const missing = missingSoftHsm();

describe.skipIf(missing !== undefined)(`PKCS #11${missing === undefined ? '' : `: ${missing}`}`, () => {
  const copy = copiedTokens();

  const makeRig = async () => {
    const token = copy();
    let processId: number | undefined;
    const device = pkcs11SecureElement({
      ...token.options,
      onProcess: (id) => {
        processId = id;
      },
    });
    return {
      device,
      clock: systemClock,
      pass: (byMs: number) => pause(byMs).then(() => undefined),
      use: () => device.publicKey(),
      whenCancelled: 'rejects',
      overlapping: true,
      async unplug() {
        token.remove();
        while (device.status().kind !== 'disconnected') await pause(10);
      },
      plugIn: () => token.putBack(),
      goSilent() {
        if (processId !== undefined) process.kill(processId, 'SIGSTOP');
      },
      close: async () => undefined,
    } as const;
  };
  describeSecureElement('the secure element on a PKCS #11 token', makeRig);
  describeTerminalKeys('the secure element on a PKCS #11 token', makeRig, ['P-256', 'brainpoolP256r1']);
  it('is installed where CI requires it', () => expect(missing).toBeUndefined());
});
