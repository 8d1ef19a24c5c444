import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gcm } from '@noble/ciphers/aes.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { KEY_FILE_NAME } from '../../../hardware/secure-element/key-file-name.ts';
import { addRoot, eraseRoot, openKeyFile } from '../../../hardware/simulation/element-key-file.ts';
import { createLaneSimulation } from '../../../hardware/simulation/lane-simulation.ts';
import { simulatedSecureElement } from '../../../hardware/simulation/simulated-secure-element.ts';
import { describeSecureElement } from '../../contracts/describe-secure-element.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { faultHands, type SimulatedRig, simulatedRig } from '../support/simulated-rig.ts';

describeSecureElement('the simulated secure element', async () => {
  const rig = await simulatedRig();
  const device = rig.devices.secureElement;
  return { ...faultHands(rig, device), device, overlapping: true, use: () => device.publicKey() };
});

describe('the key file of the simulated secure element', () => {
  let rig: SimulatedRig;
  let path: string;
  beforeEach(async () => {
    rig = await simulatedRig();
    path = join(rig.keyDir, KEY_FILE_NAME);
  });
  afterEach(() => rig.close());

  it('is created at first use, for its owner only, and no other file is left behind', async () => {
    await rig.devices.secureElement.connect(never());
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(rig.keyDir)).toEqual([KEY_FILE_NAME]);
  });

  it('contains the same keys for concurrent first calls', async () => {
    const opened = await Promise.all([1, 2, 3, 4].map(() => openKeyFile(rig.keyDir)));
    expect(new Set(opened.map(({ seed }) => Buffer.from(seed).toString('hex'))).size).toBe(1);
    expect(await readdir(rig.keyDir)).toEqual([KEY_FILE_NAME]);
  });

  it('is refused when a byte has changed, when it is truncated, and when it is another file', async () => {
    await openKeyFile(rig.keyDir);
    const good = await readFile(path);
    const changed = Buffer.from(good);
    changed[40] = (changed[40] ?? 0) ^ 1;
    for (const content of [
      changed,
      good.subarray(0, 80),
      Buffer.from('-----BEGIN PRIVATE KEY-----'),
      Buffer.alloc(0),
    ]) {
      await writeFile(path, content);
      expect(await codeOf(rig.devices.secureElement.connect(never()))).toBe('corrupt');
      expect(rig.devices.secureElement.status()).toEqual({ kind: 'disconnected' });
    }
    await writeFile(path, good);
    await rig.devices.secureElement.connect(never());
  });

  it('in the previous format keeps its signing key and its root, and gets the missing keys', async () => {
    const [seed, root] = [randomBytes(32), randomBytes(32)];
    const body = Buffer.concat([Buffer.from('postern development element 1\n', 'ascii'), seed, root]);
    await mkdir(rig.keyDir, { recursive: true });
    await writeFile(path, Buffer.concat([body, createHash('sha256').update(body).digest()]), { mode: 0o600 });
    const keys = await openKeyFile(rig.keyDir);
    expect(Buffer.from(keys.seed).equals(seed)).toBe(true);
    expect([...keys.roots].map(([generation, key]) => [generation, Buffer.from(key).equals(root)])).toEqual([
      [1, true],
    ]);
    expect(Buffer.from(keys.prfKey).equals(Buffer.alloc(32))).toBe(false);
    const again = await openKeyFile(rig.keyDir);
    expect(Buffer.from(again.prfKey).equals(Buffer.from(keys.prfKey))).toBe(true);
    await rig.devices.secureElement.connect(never());
    expect(await rig.devices.secureElement.publicKey()).toEqual(ed25519.getPublicKey(seed));
    expect(await readdir(rig.keyDir)).toEqual([KEY_FILE_NAME]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('in the previous format that is damaged is refused, not converted', async () => {
    const body = Buffer.concat([Buffer.from('postern development element 1\n', 'ascii'), randomBytes(64)]);
    await mkdir(rig.keyDir, { recursive: true });
    await writeFile(path, Buffer.concat([body, randomBytes(32)]));
    expect(await codeOf(openKeyFile(rig.keyDir))).toBe('corrupt');
  });

  it('contains nothing of a root that was destroyed', async () => {
    const root = Buffer.from((await openKeyFile(rig.keyDir)).roots.get(1) ?? []);
    expect(await addRoot(rig.keyDir, 2, randomBytes(32))).toBe(true);
    expect((await readFile(path)).includes(root)).toBe(true);
    expect(await eraseRoot(rig.keyDir, 1)).toBe(true);
    expect((await readFile(path)).includes(root)).toBe(false);
    expect(await eraseRoot(rig.keyDir, 1)).toBe(false);
    expect([...(await openKeyFile(rig.keyDir)).roots.keys()]).toEqual([2]);
  });

  it('may contain a root damaged by a power cut, which counts as absent and is replaced', async () => {
    await openKeyFile(rig.keyDir);
    const before = await readFile(path);
    await addRoot(rig.keyDir, 2, randomBytes(32));
    const after = await readFile(path);
    const first = after.findIndex((byte, index) => byte !== before[index]);
    for (const written of [1, 20, 40, 60]) {
      const torn = Buffer.from(before);
      after.copy(torn, first, first, first + written);
      await writeFile(path, torn);
      expect([...(await openKeyFile(rig.keyDir)).roots.keys()]).toEqual([1]);
    }
    expect(await addRoot(rig.keyDir, 2, randomBytes(32))).toBe(true);
    expect([...(await openKeyFile(rig.keyDir)).roots.keys()]).toEqual([1, 2]);
  });

  it('contains keys that give the same results in another implementation', async () => {
    const keys = await openKeyFile(rig.keyDir);
    const { prfKey, root } = { prfKey: Uint8Array.from(keys.prfKey), root: Uint8Array.from(keys.roots.get(1) ?? []) };
    const element = rig.devices.secureElement;
    await element.connect(never());
    const context = new TextEncoder().encode('context');
    expect([...(await element.prf(context))]).toEqual([...hmac(sha256, prfKey, context)]);
    const header = Uint8Array.of(1, 0, 0, 0, 1);
    const nonce = Uint8Array.from(randomBytes(12));
    const key = Uint8Array.from(randomBytes(32));
    const sealed = gcm(root, nonce, Uint8Array.from([...header, ...context])).encrypt(key);
    const wrapped = Uint8Array.from([...header, ...nonce, ...sealed]);
    expect([...(await element.unwrapKey(wrapped, context))]).toEqual([...key]);
  });

  it('is not overwritten when it cannot be read', async (context) => {
    if (process.getuid?.() === 0) return context.skip('root can read everything');
    await openKeyFile(rig.keyDir);
    await chmod(path, 0);
    expect(await codeOf(rig.devices.secureElement.connect(never()))).toBe('EACCES');
    expect((await stat(path)).size).toBeGreaterThan(0);
  });

  it('belongs to one element: keys wrapped by another do not open', async () => {
    const other = await simulatedRig();
    const simulation = await createLaneSimulation({ clock: systemClock });
    const [mine, theirs] = [rig.keyDir, other.keyDir].map((keyDir) =>
      simulatedSecureElement(simulation, systemClock, keyDir),
    );
    await mine?.connect(never());
    await theirs?.connect(never());
    const context = new Uint8Array(4);
    const wrapped = (await mine?.wrapKey(new Uint8Array(32), context)) ?? new Uint8Array();
    expect(await codeOf(theirs?.unwrapKey(wrapped, context) ?? Promise.resolve())).toBe('tampered');
    await other.close();
  });
});
