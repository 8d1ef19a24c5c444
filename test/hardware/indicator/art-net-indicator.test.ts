import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { artNetIndicator } from '../../../hardware/indicator/art-net/art-net-indicator.ts';
import { artNetProfileSchema } from '../../../hardware/indicator/art-net/art-net-profile.ts';
import { describeIndicator } from '../../contracts/describe-indicator.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { artNetNode } from '../../support/art-net-node.ts';
import { missingSystemParts } from '../../support/system-part.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const UNIVERSE = 1;
const profile = artNetProfileSchema.parse({
  name: 'test-strip',
  universe: UNIVERSE,
  signals: {
    ready: { '2': 255 },
    'present-document': { '2': 255 },
    'look-here': { '1': 255, '2': 255 },
    'turn-head-left': { '3': 255 },
    'turn-head-right': { '4': 255 },
    wait: { '1': 90 },
    proceed: { '2': 200 },
    'go-to-desk': { '1': 255 },
    'out-of-service': { '1': 255 },
  },
});

async function rigOf() {
  const node = await artNetNode();
  const device = artNetIndicator({
    node: node.address,
    bindAddress: node.laneAddress,
    profile,
    clock: systemClock,
  });
  return {
    device,
    node,
    clock: systemClock,
    pass: (byMs: number) => pause(systemClock, byMs).then(() => undefined),
    use: () => device.show('ready'),
    whenCancelled: 'rejects',
    overlapping: true,
    goSilent: () => node.silence(true),
    speakNonsense: () => node.damageNext(),
    async close() {
      await device.disconnect();
      await node.close();
    },
  } as const;
}

async function connected() {
  const rig = await rigOf();
  onTestFinished(rig.close);
  await rig.device.connect(never());
  return rig;
}

describeIndicator('the Art-Net indicator', rigOf);

describe('the Art-Net indicator', () => {
  it('sends the levels of a signal, repeats them, and darkens the lights when it is disconnected', async () => {
    const { device, node } = await connected();
    await device.show('proceed');
    await expect.poll(node.levels).toEqual([0, 200, 0, 0]);
    const sent = node.packets();
    await expect.poll(node.packets).toBeGreaterThan(sent);
    await device.disconnect();
    await expect.poll(node.levels).toEqual([0, 0, 0, 0]);
  });

  it('does not connect to a node that does not reply', async () => {
    const rig = await rigOf();
    onTestFinished(rig.close);
    rig.node.silence(true);
    expect(await codeOf(rig.device.connect(never()))).toBe('disconnected');
    expect(rig.device.status()).toEqual({ kind: 'disconnected' });
  });

  it('is disconnected, and shows nothing, when the node stops replying', async () => {
    const { device, node } = await connected();
    await device.show('ready');
    node.silence(true);
    await expect.poll(() => device.status()).toEqual({ kind: 'disconnected' });
    expect(device.shown()).toBe('off');
    expect(await codeOf(device.show('ready'))).toBe('disconnected');
    node.silence(false);
    await device.connect(never());
    expect(device.status()).toEqual({ kind: 'ready' });
  });
});

const missing = missingSystemParts('OLA', ['olad', 'ola_patch', 'ola_recorder', 'setpriv']);

/** Open Lighting Architecture, which receives Art-Net for other programs. It refuses to run as root. */
async function olaOn(): Promise<{ readonly address: string; recorded(): string }> {
  const folder = temporaryFolder();
  const show = join(folder, 'show');
  const plugins = ['dummy', 'e131', 'espnet', 'kinet', 'osc', 'pathport', 'sandnet', 'shownet', 'openpixelcontrol'];
  for (const name of plugins) writeFileSync(join(folder, `ola-${name}.conf`), 'enabled = false\n');
  writeFileSync(join(folder, 'ola-artnet.conf'), 'enabled = true\nip = 127.0.0.1\nuse_loopback = true\n');
  for (const name of [...plugins, 'artnet']) chmodSync(join(folder, `ola-${name}.conf`), 0o666);
  chmodSync(folder, 0o777);
  const start = (program: string, ...options: string[]) => {
    const child = spawn(program, options, { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // It writes to its folder until it ends
    onTestFinished(async () => {
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await ended;
    });
    return child;
  };
  const ola = ['olad', '-c', folder, '--no-http', '--no-register-with-dns-sd'] as const;
  if (process.getuid?.() === 0) start('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...ola);
  else start(...ola);
  const patched = (): Promise<number | null> =>
    new Promise((resolve) => {
      start('ola_patch', '-d', '1', '-p', '0', '-i', '-u', String(UNIVERSE)).on('exit', resolve);
    });
  await expect.poll(patched, { interval: 200 }).toBe(0);
  start('ola_recorder', '-r', show, '-u', String(UNIVERSE));
  await expect.poll(() => existsSync(show)).toBe(true);
  return { address: '127.0.0.1', recorded: () => readFileSync(show, 'utf8') };
}

describe.skipIf(missing !== undefined)(
  `another implementation of Art-Net${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    it('reads the levels that the indicator sends', async () => {
      const ola = await olaOn();
      const { device, node } = await connected();
      node.forwardTo(ola.address);
      await device.show('proceed');
      await device.show('wait');
      await pause(systemClock, 1_000);
      await device.show('look-here');
      await expect.poll(ola.recorded).toContain(`${UNIVERSE} 90,0,0,0`);
      await expect.poll(ola.recorded).toContain(`${UNIVERSE} 255,255,0,0`);
    });
  },
);
