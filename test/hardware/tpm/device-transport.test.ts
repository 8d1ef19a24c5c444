/** The device file: a pseudo-terminal in its place, with `swtpm` behind it. Linux' own driver is tried in `test/lab`. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { openTpmFile, type TpmFile } from '../../../hardware/tpm/device-transport.ts';
import { openTpm, type TpmOptions } from '../../../hardware/tpm/open-tpm.ts';
import { randomOf } from '../../../hardware/tpm/use-key.ts';
import { codeOf } from '../../contracts/device-rig.ts';
import { heldLimits } from '../../support/held-limits.ts';
import { missingSystemParts } from '../../support/system-part.ts';
import { missingTpm, softTpm, type SoftTpm } from '../../support/tpm/soft-tpm.ts';

const missing = missingTpm() ?? missingSystemParts('a TPM behind a file', ['socat']);
const COMMAND_MS = 240_000;
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
  const optionsOf = (path: string, clock: Clock = systemClock): TpmOptions => ({
    place: { kind: 'device', path },
    clock,
    hardwareOnly: false,
    commandMs: COMMAND_MS,
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
    const limits = heldLimits(COMMAND_MS);
    const open = await openTpm(optionsOf((await fileTo(tpm)).path, limits.clock), never);
    tpm.hang();
    expect(await codeOf(limits.passDuring(randomOf(open.tpm, open.session, 8)))).toBe('timed-out');
    tpm.goOn();
    expect(await codeOf(randomOf(open.tpm, open.session, 8))).toBe('timed-out');
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

/** A file whose driver takes a command and holds the next read until it is released, as Linux' driver does. */
function busyFile() {
  const releases: (() => void)[] = [];
  const closed: string[] = [];
  const opened: string[] = [];
  /** Answers with the code of the command, so that answers can be told apart. */
  const file = (name: string): TpmFile => {
    let command = new Uint8Array();
    opened.push(name);
    return {
      async write(bytes) {
        command = Uint8Array.from(bytes);
        return { bytesWritten: bytes.length };
      },
      read: (into) =>
        new Promise((resolve) => {
          releases.push(() => {
            into.set(command);
            resolve({ bytesRead: command.length });
          });
        }),
      close: async () => void closed.push(name),
    };
  };
  return { file, closed, opened, answer: () => releases.shift()?.() };
}

describe('the device file of a TPM that does not come back from a read', () => {
  const command = (code = 0) => Uint8Array.of(0x80, 0x01, 0, 0, 0, 10, 0, 0, 0, code);
  const turns = () => pause(5);
  const limits = { limitMs: 500, signal: never };

  it('answers when the read comes back in time', async () => {
    const { file, closed, answer } = busyFile();
    const transport = await openTpmFile('/dev/answers', turnedClock(), limits, async (path) => file(path));
    const exchange = transport.exchange(command(), 1_000);
    await turns();
    answer();
    expect(await exchange).toHaveLength(10);
    expect(closed).toEqual([]);
    transport.close();
    expect(closed).toEqual(['/dev/answers']);
  });

  it('times out at its limit and closes the file, which is not opened again before the read is back', async () => {
    const clock = turnedClock();
    const { file, closed, opened, answer } = busyFile();
    const open = () => openTpmFile('/dev/hangs', clock, limits, async (path) => file(path));
    const transport = await open();
    const exchange = codeOf(transport.exchange(command(), 1_000));
    await turns();
    await clock.advance(1_000);
    expect(await exchange).toBe('timed-out');
    expect(closed).toEqual(['/dev/hangs']);
    expect(await codeOf(transport.exchange(command(), 1_000))).toBe('timed-out');
    // Each later attempt waits for its own limit, and none opens the file
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const opening = codeOf(open());
      await turns();
      await clock.advance(499);
      await turns();
      await clock.advance(1);
      expect(await opening).toBe('timed-out');
    }
    expect(opened).toHaveLength(1);
    const opening = open();
    await turns();
    answer();
    (await opening).close();
    expect(opened).toHaveLength(2);
  });

  it('reads the answer of each command from its own file: that of an earlier one is never taken for a later one', async () => {
    const clock = turnedClock();
    const { file, answer } = busyFile();
    const open = () => openTpmFile('/dev/late', clock, limits, async (path) => file(path));
    const first = await open();
    const early = codeOf(first.exchange(command(1), 1_000));
    await turns();
    await clock.advance(1_000);
    expect(await early).toBe('timed-out');
    const opening = open();
    await turns();
    answer();
    const second = await opening;
    const later = second.exchange(command(2), 1_000);
    await turns();
    answer();
    expect((await later)[9]).toBe(2);
    second.close();
  });

  it('is opened again only when it is closed, which Linux also delays while the TPM works', async () => {
    const clock = turnedClock();
    const { file } = busyFile();
    let release: () => void = () => undefined;
    const open = () =>
      openTpmFile('/dev/closes', clock, limits, async (path) => ({
        ...file(path),
        close: () => new Promise((resolve) => (release = resolve)),
      }));
    (await open()).close();
    const opening = codeOf(open());
    await turns();
    await clock.advance(500);
    expect(await opening).toBe('timed-out');
    release();
    await turns();
    (await open()).close();
    release();
  });

  it('stops waiting for an earlier command when opening is cancelled', async () => {
    const { file, answer } = busyFile();
    const open = (signal: AbortSignal) =>
      openTpmFile('/dev/cancelled', turnedClock(), { limitMs: 500, signal }, async (path) => file(path));
    const transport = await open(never);
    const exchange = codeOf(transport.exchange(command(), 1_000));
    await turns();
    transport.close();
    expect(await exchange).toBe('disconnected');
    const stop = new AbortController();
    const opening = codeOf(open(stop.signal));
    await turns();
    stop.abort();
    expect(await opening).toBe('aborted');
    answer();
  });

  it('ends the exchange when it is closed, without waiting for the read', async () => {
    const { file, answer } = busyFile();
    const open = () => openTpmFile('/dev/closed', turnedClock(), limits, async (path) => file(path));
    const transport = await open();
    const exchange = codeOf(transport.exchange(command(), 1_000));
    await turns();
    transport.close();
    expect(await exchange).toBe('disconnected');
    answer();
    await turns();
    (await open()).close();
  });

  it.each([
    ['ETIME', 'timed-out'],
    ['ENODEV', 'disconnected'],
    ['EPIPE', 'disconnected'],
  ])('names the cause when Linux fails the read with %s: %s', async (code, fault) => {
    const { file } = busyFile();
    const broken = async (path: string): Promise<TpmFile> => ({
      ...file(path),
      read: () => Promise.reject(Object.assign(new Error(code), { code })),
    });
    const transport = await openTpmFile(`/dev/${code}`, turnedClock(), limits, broken);
    expect(await codeOf(transport.exchange(command(), 1_000))).toBe(fault);
  });
});
