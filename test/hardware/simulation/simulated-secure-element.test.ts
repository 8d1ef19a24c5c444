import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../hardware/clock/system.ts';
import { KEY_FILE_NAME, openKeyFile } from '../../../hardware/simulation/element-key-file.ts';
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

  it('is made at first use, for its owner alone, and nothing else is left behind', async () => {
    await rig.devices.secureElement.connect(never());
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(rig.keyDir)).toEqual([KEY_FILE_NAME]);
  });

  it('gives the same keys to whoever opens it first at the same time', async () => {
    const opened = await Promise.all([1, 2, 3, 4].map(() => openKeyFile(rig.keyDir)));
    expect(new Set(opened.map(({ seed }) => Buffer.from(seed).toString('hex'))).size).toBe(1);
    expect(await readdir(rig.keyDir)).toEqual([KEY_FILE_NAME]);
  });

  it('is refused when a byte has changed, when it is cut, and when it is something else', async () => {
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

  it('is not written over when it cannot be read', async (context) => {
    if (process.getuid?.() === 0) return context.skip('root can read everything');
    await openKeyFile(rig.keyDir);
    await chmod(path, 0);
    expect(await codeOf(rig.devices.secureElement.connect(never()))).toBe('EACCES');
    expect((await stat(path)).size).toBeGreaterThan(0);
  });

  it('belongs to one element: what another wrapped does not open', async () => {
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
