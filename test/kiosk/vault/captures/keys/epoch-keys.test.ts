import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnedClock } from '../../../../../hardware/host/turned-clock.ts';
import { contextOf } from '../../../../../kiosk/vault/captures/keys/epoch-key-file.ts';
import { EPOCH_MS, KEY_CLASSES } from '../../../../../kiosk/vault/captures/keys/key-class.ts';
import { openEpochKeys } from '../../../../../kiosk/vault/captures/keys/epoch-keys.ts';
import { openKeyStore } from '../../../../../kiosk/vault/captures/keys/key-store.ts';
import { type SoftSecureElement, softSecureElement } from '../../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const CONTEXT = new TextEncoder().encode('a capture');
const DATA_KEY = new Uint8Array(128).fill(0x5a, 0, 32).subarray(0, 32);

async function keysIn(folder = join(temporaryFolder(), 'keys'), provider: SoftSecureElement = softSecureElement()) {
  const clock = turnedClock();
  const store = await openKeyStore(folder);
  const keys = await openEpochKeys({ provider, store, clock });
  const wrap = (context = CONTEXT): Uint8Array => {
    const wrapped = keys.wrap('referred', DATA_KEY, context);
    if (wrapped === undefined) throw new Error('there is no epoch key');
    return wrapped;
  };
  return { folder, provider, clock, store, keys, wrap };
}
const keyFiles = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.key'));
const bytesIn = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));

describe('an epoch key', () => {
  test('is created at first use, for its owner only, in a folder that is marked as excluded from backups', async () => {
    const { keys, folder } = await keysIn();
    expect(keyFiles(folder)).toEqual([]);
    expect(keys.wrap('referred', DATA_KEY, CONTEXT)).toBeUndefined();
    await Promise.all([keys.prepare('referred'), keys.prepare('referred')]);
    const [file] = keyFiles(folder);
    expect(keyFiles(folder)).toHaveLength(1);
    expect(statSync(join(folder, file ?? '')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, 'CACHEDIR.TAG'), 'latin1')).toMatch(
      /^Signature: 8a477f597d28d172789f06886806bc55\n/,
    );
    await keys.close();
  });
  test('wraps a data key for its context only, into a buffer that can be wiped', async () => {
    const { keys, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = wrap();
    expect([...DATA_KEY]).toEqual(Array(32).fill(0x5a));
    const key = await keys.unwrap(wrapped, CONTEXT);
    expect([...key]).toEqual([...DATA_KEY]);
    for (const bytes of [key, wrapped]) expect(bytes.buffer.byteLength).toBeGreaterThanOrEqual(65);
    await expect(keys.unwrap(wrapped, new Uint8Array(3))).rejects.toMatchObject({ code: 'tampered' });
    for (const place of [0, 17, 28, 29, 60, 61, 76]) {
      const changed = Uint8Array.from(wrapped);
      changed[place] = (changed[place] ?? 0) ^ 1;
      await expect(keys.unwrap(changed, CONTEXT)).rejects.toMatchObject({ code: 'tampered' });
    }
    const otherKey = Uint8Array.from(wrapped);
    otherKey[1] = (otherKey[1] ?? 0) ^ 1;
    await expect(keys.unwrap(otherKey, CONTEXT)).rejects.toMatchObject({ code: 'unknown-key' });
    await expect(keys.unwrap(wrapped.subarray(1), CONTEXT)).rejects.toMatchObject({ code: 'tampered' });
    await keys.close();
  });
  test('differs for each class and ten minutes, and is the same after a restart within them', async () => {
    const { keys, folder, provider, clock } = await keysIn();
    for (const keyClass of KEY_CLASSES) await keys.prepare(keyClass);
    expect(keyFiles(folder)).toHaveLength(KEY_CLASSES.length);
    await keys.close();
    const again = await keysIn(folder, provider);
    for (const keyClass of KEY_CLASSES) await again.keys.prepare(keyClass);
    expect(keyFiles(folder)).toHaveLength(KEY_CLASSES.length);
    clock.jumpWall(EPOCH_MS);
    again.clock.jumpWall(EPOCH_MS);
    for (const keyClass of KEY_CLASSES) await again.keys.prepare(keyClass);
    // The lane's own has no epoch
    expect(keyFiles(folder)).toHaveLength(2 * KEY_CLASSES.length - 1);
    await again.keys.close();
  });
  test('is never on the disk unencrypted', async () => {
    const { keys, folder, provider, store } = await keysIn();
    await keys.prepare('referred');
    const [stored] = store.list();
    if (stored === undefined) throw new Error('there is one');
    const key = await provider.unwrapKey(stored.wrapped, contextOf(stored));
    expect(bytesIn(folder).includes(Buffer.from(stored.wrapped))).toBe(true);
    expect(bytesIn(folder).includes(Buffer.from(key))).toBe(false);
    await keys.close();
  });
  test('is destroyed when it is not in use, and nothing of it is left in the folder', async () => {
    const { keys, folder, clock, store, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = wrap();
    const bytes = Buffer.from(store.list()[0]?.wrapped ?? []);
    clock.jumpWall(EPOCH_MS);
    // It wraps until it is retired
    expect(await keys.destroyUnused('referred', new Set())).toBe(0);
    keys.retire('referred');
    expect(await keys.destroyUnused('referred', new Set())).toBe(1);
    expect(keyFiles(folder)).toEqual([]);
    expect(bytesIn(folder).includes(bytes)).toBe(false);
    await expect(keys.unwrap(wrapped, CONTEXT)).rejects.toMatchObject({ code: 'unknown-key' });
    await keys.close();
  });
});

describe('a secure element that is lost', () => {
  test('makes wrapping and opening impossible, and everything works as before when it returns', async () => {
    const { keys, provider, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = wrap();
    provider.lost = true;
    keys.lock();
    expect(keys.wrap('referred', DATA_KEY, CONTEXT)).toBeUndefined();
    await expect(keys.unwrap(wrapped, CONTEXT)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(keys.prepare('referred')).rejects.toMatchObject({ code: 'unavailable' });
    provider.lost = false;
    expect([...(await keys.unwrap(wrapped, CONTEXT))]).toEqual([...DATA_KEY]);
    await keys.prepare('referred');
    expect([...(await keys.unwrap(wrap(), CONTEXT))]).toEqual([...DATA_KEY]);
    await keys.close();
  });
  test('while a key is created leaves no key in memory', async () => {
    const { keys } = await keysIn();
    const preparing = keys.prepare('referred');
    await Promise.resolve();
    keys.lock();
    await expect(preparing).rejects.toMatchObject({ code: 'unavailable' });
    expect(keys.wrap('referred', DATA_KEY, CONTEXT)).toBeUndefined();
    await keys.close();
  });
  test('during a rotation stops the rotation, and nothing is lost', async () => {
    const { keys, provider, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = wrap();
    const { wrapKey } = provider;
    provider.wrapKey = async (...values) => {
      provider.lost = true;
      return wrapKey(...values);
    };
    await expect(keys.rotateRoot()).rejects.toMatchObject({ code: 'disconnected' });
    provider.wrapKey = wrapKey;
    provider.lost = false;
    expect([...(await keys.unwrap(wrapped, CONTEXT))]).toEqual([...DATA_KEY]);
    expect(await keys.rotateRoot()).toMatchObject({ generation: 3, rewrapped: 1, lost: 0 });
    expect(await provider.roots()).toEqual([3]);
    await keys.close();
  });
});

test('epoch keys that cannot be opened are tried again by the store', async () => {
  const provider = softSecureElement();
  const folder = join(temporaryFolder(), 'keys');
  provider.lost = true;
  await expect(keysIn(folder, provider)).rejects.toMatchObject({ code: 'disconnected' });
  provider.lost = false;
  const { keys } = await keysIn(folder, provider);
  await keys.close();
});

describe('a new root of the epoch keys', () => {
  test('wraps every key, does not change the data keys, and is then the only root', async () => {
    const { keys, folder, provider, clock, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = [wrap()];
    clock.jumpWall(EPOCH_MS);
    await keys.prepare('referred');
    wrapped.push(wrap());
    expect(await keys.rotateRoot()).toEqual({ generation: 2, rewrapped: 2, lost: 0, rootsDestroyed: 1 });
    expect(await provider.roots()).toEqual([2]);
    expect(keyFiles(folder).every((name) => name.endsWith('.2.key'))).toBe(true);
    expect(keyFiles(folder)).toHaveLength(2);
    for (const one of wrapped) expect([...(await keys.unwrap(one, CONTEXT))]).toEqual([...DATA_KEY]);
    await keys.close();
  });
  test('does not disturb wrapping and opening at the same time', async () => {
    const { keys, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = Array.from({ length: 20 }, () => wrap());
    const [opened] = await Promise.all([
      Promise.all(wrapped.map((one) => keys.unwrap(one, CONTEXT))),
      keys.rotateRoot(),
      keys.prepare('registered'),
    ]);
    for (const key of opened) expect([...key]).toEqual([...DATA_KEY]);
    expect([...(await keys.unwrap(wrap(), CONTEXT))]).toEqual([...DATA_KEY]);
    await keys.close();
  });
});

describe('a key store', () => {
  test('of another secure element does not open and is not changed: the right element opens it', async () => {
    const { keys, folder, provider, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = wrap();
    await keys.rotateRoot();
    await keys.close();
    await expect(keysIn(folder)).rejects.toMatchObject({ code: 'other-owner' });
    const again = await keysIn(folder, provider);
    expect(again.keys.opening).toMatchObject({ lost: 0 });
    expect(await again.keys.unwrap(wrapped, CONTEXT)).toEqual(DATA_KEY);
    await again.keys.close();
  });
  test.each([
    ['was lost', (path: string) => rmSync(path)],
    ['is damaged', (path: string) => writeFileSync(path, 'no key')],
  ])('whose owner file %s is claimed only by the element that opens it', async (_what, harm) => {
    const { keys, folder, provider, wrap } = await keysIn();
    await keys.prepare('legal-hold');
    await keys.prepare('referred');
    const wrapped = wrap();
    await keys.close();
    const before = keyFiles(folder);
    harm(join(folder, 'owner'));
    await expect(keysIn(folder)).rejects.toMatchObject({ code: 'other-owner' });
    expect(keyFiles(folder)).toEqual(before);
    const again = await keysIn(folder, provider);
    expect(await again.keys.unwrap(wrapped, CONTEXT)).toEqual(DATA_KEY);
    await again.keys.close();
    await expect(keysIn(folder)).rejects.toMatchObject({ code: 'other-owner' });
  });
  test('whose secure element is exchanged at run time detects that before a new root is made', async () => {
    const right = softSecureElement();
    let present = right;
    const changing = new Proxy(right, { get: (_right, name): unknown => Reflect.get(present, name) });
    const { keys } = await keysIn(undefined, changing);
    await keys.prepare('referred');
    present = softSecureElement();
    await expect(keys.checkOwner()).rejects.toMatchObject({ code: 'other-owner' });
    await expect(keys.rotateRoot()).rejects.toMatchObject({ code: 'other-owner' });
    present = right;
    await keys.checkOwner();
    expect(await keys.rotateRoot()).toMatchObject({ rewrapped: 1, lost: 0 });
    await keys.close();
  });
  test('restored from a copy from before the last root is useless, and is cleared', async () => {
    const { keys, folder, provider, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = wrap();
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    await keys.rotateRoot();
    await keys.close();
    const restored = await keysIn(copy, provider);
    expect(restored.keys.opening).toMatchObject({ lost: 1, rewrapped: 0 });
    expect(keyFiles(copy)).toEqual([]);
    await expect(restored.keys.unwrap(wrapped, CONTEXT)).rejects.toMatchObject({ code: 'unknown-key' });
    await restored.keys.close();
  });
  test.each([
    ['class', 4],
    ['epoch', 12],
  ])('whose file states another %s does not open, and the next rotation clears it', async (_what, place) => {
    const { keys, folder, provider, wrap } = await keysIn();
    await keys.prepare('referred');
    const wrapped = wrap();
    await keys.close();
    const [name] = keyFiles(folder);
    const path = join(folder, name ?? '');
    const file = readFileSync(path);
    file[place] = (file[place] ?? 0) ^ 1;
    writeFileSync(path, file);
    const again = await keysIn(folder, provider);
    await expect(again.keys.unwrap(wrapped, CONTEXT)).rejects.toMatchObject({ code: 'tampered' });
    expect(await again.keys.rotateRoot()).toMatchObject({ lost: 1 });
    expect(existsSync(path)).toBe(false);
    await again.keys.close();
  });
  test('clears files that are no keys: truncated, empty, overwritten, misnamed, a draft', async () => {
    const { keys, folder, provider } = await keysIn();
    await keys.prepare('referred');
    await keys.close();
    const [name] = keyFiles(folder);
    const good = readFileSync(join(folder, name ?? ''));
    const id = 'ab'.repeat(16);
    for (const [file, content] of [
      [`${id}.1.key`, good],
      [`${id}.2.key`, good.subarray(0, 50)],
      [`${id}.3.key`, Buffer.alloc(0)],
      [`${id}.4.key`, Buffer.alloc(94)],
      ['0123.draft', good],
    ] as const) {
      writeFileSync(join(folder, file), content);
    }
    const store = await openKeyStore(folder);
    expect(store.damaged).toBe(4);
    expect(store.list()).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['CACHEDIR.TAG', 'owner', name].sort());
    await store.close();
    const again = await keysIn(folder, provider);
    await again.keys.prepare('referred');
    expect(keyFiles(folder)).toEqual([name]);
    await again.keys.close();
  });
  test('is open in one process at a time', async () => {
    const { keys, folder } = await keysIn();
    await expect(openKeyStore(folder)).rejects.toMatchObject({ code: 'in-use' });
    await keys.close();
    await (await openKeyStore(folder)).close();
  });
});
