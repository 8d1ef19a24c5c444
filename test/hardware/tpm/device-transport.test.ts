/** The device file: a pseudo-terminal in its place, with `swtpm` behind it. Linux' own driver needs a chip. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { openTpm, type TpmOptions } from '../../../hardware/tpm/open-tpm.ts';
import { randomOf } from '../../../hardware/tpm/use-key.ts';
import { codeOf } from '../../contracts/device-rig.ts';
import { missingSystemParts } from '../../support/system-part.ts';
import { missingTpm, softTpm, type SoftTpm } from '../../support/tpm/soft-tpm.ts';

const missing = missingTpm() ?? missingSystemParts('a TPM behind a file', ['socat']);
const never = new AbortController().signal;

async function fileTo(tpm: SoftTpm): Promise<{ path: string; end: () => Promise<void> }> {
  const path = join(tpm.folder, 'tpm');
  const line = spawn('socat', [`PTY,raw,echo=0,link=${path}`, `UNIX-CONNECT:${tpm.place.path}`], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => line.once('exit', () => resolve()));
  const end = async (): Promise<void> => {
    line.kill('SIGKILL');
    await ended;
  };
  onTestFinished(end);
  while (!existsSync(path)) await pause(10);
  return { path, end };
}

describe.skipIf(missing !== undefined)(`the device file of a TPM${missing === undefined ? '' : `: ${missing}`}`, () => {
  const optionsOf = (path: string, commandMs = 3_000): TpmOptions => ({
    place: { kind: 'device', path },
    clock: systemClock,
    hardwareOnly: false,
    commandMs,
  });

  it('carries commands and answers, and is asked until the answer is there', async () => {
    const tpm = await softTpm();
    tpm.tool('startup', '-c');
    const open = await openTpm(optionsOf((await fileTo(tpm)).path), never);
    onTestFinished(() => open.close());
    const drawn = [await randomOf(open.tpm, open.session, 32), await randomOf(open.tpm, open.session, 128)];
    expect(drawn.map(({ length }) => length)).toEqual([32, 128]);
    tpm.hang();
    const late = randomOf(open.tpm, open.session, 8);
    await pause(100);
    tpm.goOn();
    expect(await late).toHaveLength(8);
  });

  it('times out while the TPM hangs, and is not used again', async () => {
    const tpm = await softTpm();
    tpm.tool('startup', '-c');
    const open = await openTpm(optionsOf((await fileTo(tpm)).path, 400), never);
    tpm.hang();
    expect(await codeOf(randomOf(open.tpm, open.session, 8))).toBe('timed-out');
    tpm.goOn();
    expect(await codeOf(randomOf(open.tpm, open.session, 8))).toBe('disconnected');
  });

  it('is lost when the device goes away', async () => {
    const tpm = await softTpm();
    tpm.tool('startup', '-c');
    const { path, end } = await fileTo(tpm);
    const open = await openTpm(optionsOf(path), never);
    await end();
    expect(await codeOf(randomOf(open.tpm, open.session, 8))).toBe('disconnected');
  });
});
