import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnedClock } from '../../../hardware/clock/turned-clock.ts';
import { allocateImage, lend } from '../../../hardware/image.ts';
import { keyContext, openCaptureStore } from '../../../kiosk/vault/capture-store.ts';
import { open } from '../../../kiosk/vault/sealed-capture.ts';
import { createVault } from '../../../kiosk/vault/vault.ts';
import type { KioskId, TransactionId } from '../../../server/contract/report.ts';
import { softSecureElement } from '../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ONE = '1'.repeat(32) as TransactionId;
const TWO = '2'.repeat(32) as TransactionId;

async function aVault(folder = temporaryFolder(), secureElement = softSecureElement()) {
  const clock = turnedClock();
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const vault = createVault({ kioskId: 'lane-1' as KioskId, clock, secureElement, store });
  return { folder, clock, store, vault, secureElement };
}
const aFace = () => {
  const image = allocateImage(64, 48, 'rgb');
  image.data.fill(0x7e);
  return image;
};
/** Everything that lies in the folder, as one buffer. */
const bytesIn = (folder: string) => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe('sealing', () => {
  test('takes the image: nothing of it is left where it was', async () => {
    const { vault } = await aVault();
    const image = aFace();
    vault.sealImage(image, 'face-frame', ONE);
    expect(image.data.every((byte) => byte === 0)).toBe(true);
    await vault.close();
  });
  test('refuses a borrowed image, which it could not wipe', async () => {
    const { vault } = await aVault();
    expect(() => vault.sealImage(lend(aFace()), 'face-frame', ONE)).toThrow(TypeError);
    await vault.close();
  });
  test('wipes and says so when there is no room for another key', async () => {
    const { vault } = await aVault();
    for (let count = 0; count < 256; count += 1) vault.sealEncoded(new Uint8Array(100), 'chip-portrait', ONE);
    const image = aFace();
    expect(() => vault.sealImage(image, 'face-frame', ONE)).toThrow(expect.objectContaining({ code: 'full' }));
    expect(image.data.every((byte) => byte === 0)).toBe(true);
    await vault.close();
  });
});

describe('forgetting', () => {
  test("destroys one traveller's keys and nobody else's", async () => {
    const { vault } = await aVault();
    vault.sealImage(aFace(), 'face-frame', ONE);
    vault.sealEncoded(new Uint8Array(100).fill(1), 'chip-portrait', ONE);
    vault.sealImage(aFace(), 'face-frame', TWO);
    expect(vault.forget(ONE)).toMatchObject({ retentionClass: 'transaction', captures: 2 });
    expect(vault.open()).toBe(1);
    expect(vault.forget(ONE).captures).toBe(0);
    await vault.close();
  });
  test('leaves no key in the shared memory', async () => {
    const { vault } = await aVault();
    vault.sealImage(aFace(), 'face-frame', ONE);
    expect(new Uint8Array(vault.keyMemory).some((byte) => byte !== 0)).toBe(true);
    vault.forget(ONE);
    expect(new Uint8Array(vault.keyMemory).every((byte) => byte === 0)).toBe(true);
    await vault.close();
  });
  test('writes nothing to the disk for a traveller who was not referred', async () => {
    const { vault, folder, store } = await aVault();
    const before = bytesIn(folder).length;
    vault.sealImage(aFace(), 'face-frame', ONE);
    vault.forget(ONE);
    expect(bytesIn(folder).length).toBe(before);
    expect(await store.nextDue()).toBeUndefined();
    await vault.close();
  });
});

describe('a referral', () => {
  test('is kept sealed until the limit: only the secure element that wrapped the key can open it', async () => {
    const { vault, folder, store, secureElement } = await aVault();
    vault.sealImage(aFace(), 'face-frame', ONE);
    expect(await vault.keepReferred(ONE, 3_600_000)).toBe(1);
    expect(vault.open()).toBe(0);
    expect(bytesIn(folder).includes(Buffer.alloc(64, 0x7e))).toBe(false);

    const [stored] = await store.ofTransaction(ONE);
    if (stored === undefined) throw new Error('nothing was stored');
    const key = await secureElement.unwrapKey(stored.wrappedKey, keyContext(stored.captureId));
    expect(open(stored.sealed, key).plaintext.every((byte) => byte === 0x7e)).toBe(true);
    await expect(softSecureElement().unwrapKey(stored.wrappedKey, keyContext(stored.captureId))).rejects.toMatchObject({
      code: 'corrupt',
    });
    await expect(secureElement.unwrapKey(stored.wrappedKey, keyContext('f'.repeat(32)))).rejects.toMatchObject({
      code: 'corrupt',
    });
    await vault.close();
  });
  test('is erased when its time is up, and its wrapped key is no longer in any file', async () => {
    const { vault, folder, store, clock } = await aVault();
    vault.sealImage(aFace(), 'face-frame', ONE);
    await vault.keepReferred(ONE, 1_000);
    const [stored] = await store.ofTransaction(ONE);
    const wrapped = Buffer.from(stored?.wrappedKey ?? []);
    expect(bytesIn(folder).includes(wrapped)).toBe(true);
    expect((await vault.eraseDue()).captures).toBe(0);
    clock.jumpWall(1_000);
    expect(await vault.eraseDue()).toMatchObject({ retentionClass: 'referred', captures: 1 });
    expect(bytesIn(folder).includes(wrapped)).toBe(false);
    await vault.close();
  });
  test('that is overdue when the kiosk comes back is erased first', async () => {
    const folder = temporaryFolder();
    const first = await aVault(folder);
    first.vault.sealImage(aFace(), 'face-frame', ONE);
    await first.vault.keepReferred(ONE, 1_000);
    await first.vault.close();
    const second = await aVault(folder);
    second.clock.jumpWall(3_600_000);
    expect((await second.vault.eraseDue()).captures).toBe(1);
    expect(await second.store.nextDue()).toBeUndefined();
    await second.vault.close();
  });
});
