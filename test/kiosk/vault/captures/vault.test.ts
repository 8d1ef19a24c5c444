import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { allocateImage, lend } from '../../../../hardware/device/image.ts';
import { openCaptureStore } from '../../../../kiosk/vault/captures/capture-store.ts';
import { keyContext } from '../../../../kiosk/vault/captures/kept-class.ts';
import { open } from '../../../../kiosk/vault/captures/sealed-capture.ts';
import { createVault } from '../../../../kiosk/vault/captures/vault.ts';
import type { KioskId, TransactionId } from '../../../../server/contract/report.ts';
import { epochKeysIn } from '../../../support/epoch-keys-in.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const ONE = '1'.repeat(32) as TransactionId;
const TWO = '2'.repeat(32) as TransactionId;

async function aVault(folder = temporaryFolder(), secureElement = softSecureElement()) {
  const clock = turnedClock();
  const store = await openCaptureStore(join(folder, 'vault.sqlite'));
  const epochKeys = await epochKeysIn(folder, secureElement, clock);
  const vault = createVault({ kioskId: 'lane-1' as KioskId, clock, epochKeys, store });
  return { folder, clock, store, vault, epochKeys, secureElement };
}
const keyFiles = (folder: string): readonly string[] =>
  readdirSync(join(folder, 'epoch-keys')).filter((name) => name.endsWith('.key'));
const aFace = () => {
  const image = allocateImage(64, 48, 'rgb');
  image.data.fill(0x7e);
  return image;
};
/** Everything that lies in the folder, as one buffer. */
const bytesIn = (folder: string) =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

describe('sealing an image', () => {
  test('takes over the image: nothing of it is left in its buffer', async () => {
    const { vault } = await aVault();
    const image = aFace();
    vault.sealImage(image, 'face-frame', ONE);
    expect(image.data.every((byte) => byte === 0)).toBe(true);
    await vault.close();
  });
  test('refuses a borrowed image, which cannot be wiped', async () => {
    const { vault } = await aVault();
    expect(() => vault.sealImage(lend(aFace()), 'face-frame', ONE)).toThrow(TypeError);
    await vault.close();
  });
  test('wipes the image and reports it when there is no room for another key', async () => {
    const { vault } = await aVault();
    for (let count = 0; count < 256; count += 1) vault.sealEncoded(new Uint8Array(100), 'chip-portrait', ONE);
    const image = aFace();
    expect(() => vault.sealImage(image, 'face-frame', ONE)).toThrow(expect.objectContaining({ code: 'full' }));
    expect(image.data.every((byte) => byte === 0)).toBe(true);
    await vault.close();
  });
});

describe('forgetting a traveller', () => {
  test('destroys the keys of this traveller and no others', async () => {
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
  test('is kept sealed until the limit: only the lane whose key wrapped its key can open it', async () => {
    const { vault, folder, store, epochKeys } = await aVault();
    await vault.prepare();
    vault.sealImage(aFace(), 'face-frame', ONE);
    expect(await vault.keepReferred(ONE, 3_600_000)).toBe(1);
    expect(vault.open()).toBe(0);
    expect(bytesIn(folder).includes(Buffer.alloc(64, 0x7e))).toBe(false);

    const [stored] = await store.ofTransaction(ONE);
    if (stored === undefined) throw new Error('nothing was stored');
    const key = await epochKeys.unwrap(stored.wrappedKey, keyContext(stored.captureId));
    expect(open(stored.sealed, key).plaintext.every((byte) => byte === 0x7e)).toBe(true);
    const other = await aVault();
    await expect(other.epochKeys.unwrap(stored.wrappedKey, keyContext(stored.captureId))).rejects.toMatchObject({
      code: 'unknown-key',
    });
    await expect(epochKeys.unwrap(stored.wrappedKey, keyContext('f'.repeat(32)))).rejects.toMatchObject({
      code: 'tampered',
    });
    await vault.close();
  });
  test('is kept and lent with the sealed positions of its eyes, which are erased with it', async () => {
    const { vault, store } = await aVault();
    await vault.prepare();
    const capture = vault.sealImage(aFace(), 'face-frame', ONE);
    vault.sealEncoded(new Uint8Array(200).fill(0x51), 'chip-portrait', ONE);
    const sealedEyes = new Uint8Array(48).fill(0x33);
    capture.sealedEyes = sealedEyes;
    expect(await vault.keepReferred(ONE, 3_600_000)).toBe(2);
    const both = new Set(['face-frame', 'chip-portrait'] as const);
    const lent = await vault.lendKeptKeys(ONE, both, async ({ header, sealedEyes: eyes }) => ({
      modality: header.modality,
      eyes: eyes && Array.from(eyes),
    }));
    expect(new Map(lent.map(({ modality, eyes }) => [modality, eyes]))).toEqual(
      new Map([
        ['face-frame', Array.from(sealedEyes)],
        ['chip-portrait', undefined],
      ]),
    );
    await store.eraseTransaction(ONE);
    expect(await vault.lendKeptKeys(ONE, both, async (kept) => kept.sealedEyes)).toEqual([]);
    await vault.close();
  });
  test('is stored although the secure element was lost in the meantime; nothing opens until it returns', async () => {
    const { vault, store, epochKeys, secureElement } = await aVault();
    await vault.prepare();
    vault.sealImage(aFace(), 'face-frame', ONE);
    secureElement.lost = true;
    epochKeys.lock();
    expect(await vault.keepReferred(ONE, 3_600_000)).toBe(1);
    const [stored] = await store.ofTransaction(ONE);
    const unwrap = () => epochKeys.unwrap(stored?.wrappedKey ?? new Uint8Array(), keyContext(stored?.captureId ?? ''));
    await expect(unwrap()).rejects.toMatchObject({ code: 'unavailable' });
    secureElement.lost = false;
    expect(open(stored?.sealed ?? new Uint8Array(), await unwrap()).plaintext[0]).toBe(0x7e);
    await vault.close();
  });
  test('stores captures that had a key, and reports a secure element that was never there', async () => {
    const { vault, folder, secureElement } = await aVault();
    secureElement.lost = true;
    await vault.prepare();
    vault.sealImage(aFace(), 'face-frame', ONE);
    await expect(vault.keepReferred(ONE, 3_600_000)).rejects.toMatchObject({ code: 'unavailable' });
    expect(vault.open()).toBe(0);
    expect(keyFiles(folder)).toEqual([]);
    secureElement.lost = false;
    vault.sealImage(aFace(), 'face-frame', TWO);
    expect(await vault.keepReferred(TWO, 3_600_000)).toBe(1);
    await vault.close();
  });
  test('is erased on time with its epoch key although the secure element is unavailable', async () => {
    const { vault, folder, clock, epochKeys, secureElement } = await aVault();
    await vault.prepare();
    vault.sealImage(aFace(), 'face-frame', ONE);
    await vault.keepReferred(ONE, 1_000);
    secureElement.lost = true;
    epochKeys.lock();
    clock.jumpWall(1_000);
    expect((await vault.eraseDue('referred')).captures).toBe(1);
    expect(keyFiles(folder)).toEqual([]);
    await vault.close();
  });
  test('shares its epoch key with others of the same ten minutes, which lasts as long as the last of them', async () => {
    const { vault, folder, clock } = await aVault();
    for (const [id, retentionMs] of [
      [ONE, 1_000],
      [TWO, 2_000_000],
    ] as const) {
      await vault.prepare();
      vault.sealImage(aFace(), 'face-frame', id);
      await vault.keepReferred(id, retentionMs);
    }
    expect(keyFiles(folder)).toHaveLength(1);
    clock.jumpWall(700_000);
    expect((await vault.eraseDue('referred')).captures).toBe(1);
    expect(keyFiles(folder)).toHaveLength(1);
    clock.jumpWall(2_000_000);
    expect((await vault.eraseDue('referred')).captures).toBe(1);
    expect(keyFiles(folder)).toEqual([]);
    await vault.close();
  });
  test('whose traveller arrived within ten minutes and left after their end stays readable', async () => {
    const { vault, store, clock, epochKeys } = await aVault();
    await vault.prepare();
    vault.sealImage(aFace(), 'face-frame', ONE);
    clock.jumpWall(600_000);
    await vault.prepare();
    await vault.destroyUnusedKeys();
    await vault.keepReferred(ONE, 3_600_000);
    await vault.destroyUnusedKeys();
    const [stored] = await store.ofTransaction(ONE);
    if (stored === undefined) throw new Error('nothing was stored');
    expect(await epochKeys.unwrap(stored.wrappedKey, keyContext(stored.captureId))).toHaveLength(32);
    await vault.close();
  });
  test('cannot be opened from a copy of database and keys after a new root', async () => {
    const folder = temporaryFolder();
    const secureElement = softSecureElement();
    const first = await aVault(folder, secureElement);
    await first.vault.prepare();
    first.vault.sealImage(aFace(), 'face-frame', ONE);
    await first.vault.keepReferred(ONE, 1_000);
    const copies = join(temporaryFolder(), 'copy');
    cpSync(folder, copies, { recursive: true });
    first.clock.jumpWall(1_000);
    await first.vault.eraseDue('referred');
    await first.epochKeys.rotateRoot();
    await first.vault.close();
    await first.epochKeys.close();

    const restored = await aVault(copies, secureElement);
    expect(restored.epochKeys.opening).toMatchObject({ lost: 1 });
    const [stored] = await restored.store.ofTransaction(ONE);
    expect(stored).toBeDefined();
    await expect(
      restored.epochKeys.unwrap(stored?.wrappedKey ?? new Uint8Array(), keyContext(stored?.captureId ?? '')),
    ).rejects.toMatchObject({ code: 'unknown-key' });
    expect((await restored.vault.eraseDue('referred')).captures).toBe(1);
    expect(await restored.store.nextDue()).toBeUndefined();
    await restored.vault.close();
  });
  test('without its epoch key is unreadable, and is erased at the next erasure', async () => {
    const folder = temporaryFolder();
    const secureElement = softSecureElement();
    const first = await aVault(folder, secureElement);
    await first.vault.prepare();
    first.vault.sealImage(aFace(), 'face-frame', ONE);
    await first.vault.keepReferred(ONE, 3_600_000);
    await first.vault.close();
    await first.epochKeys.close();
    for (const name of keyFiles(folder)) rmSync(join(folder, 'epoch-keys', name));
    const second = await aVault(folder, secureElement);
    expect((await second.vault.eraseDue('referred')).captures).toBe(1);
    expect(await second.store.nextDue()).toBeUndefined();
    await second.vault.close();
  });
  test('is erased when it is due, and its wrapped key is no longer in any file', async () => {
    const { vault, folder, store, clock } = await aVault();
    vault.sealImage(aFace(), 'face-frame', ONE);
    await vault.keepReferred(ONE, 1_000);
    const [stored] = await store.ofTransaction(ONE);
    const wrapped = Buffer.from(stored?.wrappedKey ?? []);
    expect(bytesIn(folder).includes(wrapped)).toBe(true);
    expect((await vault.eraseDue('referred')).captures).toBe(0);
    clock.jumpWall(1_000);
    expect(await vault.eraseDue('referred')).toMatchObject({ retentionClass: 'referred', captures: 1 });
    expect(bytesIn(folder).includes(wrapped)).toBe(false);
    await vault.close();
  });
  test('that is overdue when the kiosk restarts is erased first', async () => {
    const folder = temporaryFolder();
    const first = await aVault(folder);
    first.vault.sealImage(aFace(), 'face-frame', ONE);
    await first.vault.keepReferred(ONE, 1_000);
    await first.vault.close();
    await first.epochKeys.close();
    const second = await aVault(folder, first.secureElement);
    second.clock.jumpWall(3_600_000);
    expect((await second.vault.eraseDue('referred')).captures).toBe(1);
    expect(await second.store.nextDue()).toBeUndefined();
    await second.vault.close();
  });
});
