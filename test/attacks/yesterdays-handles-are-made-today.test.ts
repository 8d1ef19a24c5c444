/** A running lane is stolen with its element and the PIN. The thief can use the element as the lane can. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { DeviceError } from '../../hardware/device/device-error.ts';
import type { ChainName } from '../../hardware/secure-element/chain.ts';
import { pkcs11SecureElement } from '../../hardware/secure-element/pkcs11/pkcs11-secure-element.ts';
import { documentSubject } from '../../kiosk/rules/document/handle.ts';
import { HANDLE_LABEL, stepsBetween } from '../../kiosk/fleet/handles/handle-day.ts';
import { openHandleKeys } from '../../kiosk/fleet/handles/handle-keys.ts';
import { missingSoftHsm, softToken } from '../hardware/secure-element/pkcs11/soft-token.ts';

const DAY_MS = 86_400_000;
const DAY = 20_784;
const SUBJECT = documentSubject('UTO', new TextEncoder().encode('L898902C3'));
const at = (place: number): ChainName => ({ purpose: 'handles', generation: 1, place });

test.skipIf(missingSoftHsm() !== undefined)("yesterday's handles cannot be made today", async () => {
  const element = pkcs11SecureElement((await softToken()).options);
  await element.connect(AbortSignal.timeout(240_000));
  try {
    const keys = openHandleKeys(element);
    const secret = new Uint8Array(32).fill(7);
    await keys.take({ generation: 1, day: DAY, secret }, DAY * DAY_MS);
    const yesterday = (await keys.handle(SUBJECT, DAY * DAY_MS))?.handle;
    const today = (await keys.handle(SUBJECT, (DAY + 1) * DAY_MS))?.handle;
    expect(today).not.toBe(yesterday);

    // The clock is set back.
    expect(await keys.handle(SUBJECT, DAY * DAY_MS)).toBeUndefined();
    expect(await openHandleKeys(element).handle(SUBJECT, DAY * DAY_MS)).toBeUndefined();
    // Every possible chain of the element: used as yesterday's, advanced, or renamed.
    const made: string[] = [];
    const answers = async (name: ChainName, label: string): Promise<void> => {
      made.push(bytesToHex(await element.chainPrf(name, label, SUBJECT)));
    };
    for (const label of [HANDLE_LABEL, ...stepsBetween(DAY - 2, DAY + 2), '']) {
      await expect(answers(at(DAY), label)).rejects.toThrow(DeviceError);
      await answers(at(DAY + 1), label);
    }
    await expect(element.advanceChain(at(DAY), stepsBetween(DAY, DAY + 1), at(DAY + 7))).rejects.toThrow(DeviceError);
    await element.advanceChain(at(DAY + 1), stepsBetween(DAY, DAY + 1), at(DAY));
    await answers(at(DAY), HANDLE_LABEL);
    await element.advanceChain(at(DAY + 1), stepsBetween(DAY + 1, DAY + 2), at(DAY + 2));
    await answers(at(DAY + 2), HANDLE_LABEL);
    expect(made).toContain(today);
    expect(made).not.toContain(yesterday);
    // The thief can make tomorrow's handles, until the fleet's key is renewed
    expect(made.at(-1)).toBe((await openHandleKeys(element).handle(SUBJECT, (DAY + 2) * DAY_MS))?.handle);
  } finally {
    await element.disconnect();
  }
});
