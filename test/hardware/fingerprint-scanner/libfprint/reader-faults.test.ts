/** Reactions of the driver to a misbehaving reader process. Needs no library. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { libfprintScanner } from '../../../../hardware/fingerprint-scanner/libfprint/libfprint-scanner.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { patientClock } from '../../../support/patient-clock.ts';
import { readerProcesses } from './reader-processes.ts';

/** A process that starts late on a busy machine ends no test. */
const scannerThat = (manner: string, clock: Clock = patientClock(1_000)) => {
  const scanner = libfprintScanner({
    clock,
    allowVirtual: true,
    program: {
      entry: new URL('./fake-reader-process.js', import.meta.url),
      environment: { ...process.env, FAKE_READER: manner },
    },
  });
  onTestFinished(() => scanner.disconnect());
  return scanner;
};
const connected = async (manner: string, clock?: Clock) => {
  const scanner = scannerThat(manner, clock);
  await scanner.connect(never());
  const capture = (timeoutMs = 5_000, signal = never()) => scanner.capture({ position: 2, timeoutMs, signal });
  return { scanner, capture };
};

describe('a reader that does not open', () => {
  it.each([
    ['library-missing', 'unsupported', 'libfprint-2.so.2 is not installed'],
    ['resolution-unknown', 'unsupported', 'brand_new'],
    ['nonsense-at-once', 'corrupt', 'did not open'],
    ['crash-at-once', 'disconnected', 'did not open'],
  ])('%s: %s, with a helpful message', async (manner, code, message) => {
    const scanner = scannerThat(manner);
    const error: unknown = await scanner.connect(never()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(scanner.status()).toEqual({ kind: 'disconnected' });
    await expect.poll(readerProcesses).toEqual([]);
  });

  it('times out after four seconds, or ends when cancelled', async () => {
    const clock = turnedClock();
    const scanner = scannerThat('silent-at-once', clock);
    const stop = new AbortController();
    const cancelled = codeOf(scanner.connect(stop.signal));
    stop.abort();
    expect(await cancelled).toBe('aborted');
    const connecting = codeOf(scanner.connect(never()));
    await clock.advance(4_000);
    expect(await connecting).toBe('timed-out');
    await expect.poll(readerProcesses).toEqual([]);
  });

  it('is opened by one call at a time', async () => {
    const scanner = scannerThat('silent-at-once');
    const stop = new AbortController();
    const first = codeOf(scanner.connect(stop.signal));
    expect(await codeOf(scanner.connect(never()))).toBe('busy');
    stop.abort();
    expect(await first).toBe('aborted');
  });

  it('is disconnected while it opens', async () => {
    const scanner = scannerThat('silent-at-once');
    const opening = codeOf(scanner.connect(never()));
    await scanner.disconnect();
    expect(await opening).toBe('disconnected');
    expect(scanner.status()).toEqual({ kind: 'disconnected' });
  });
});

describe('a reader process that misbehaves', () => {
  it('crashes: the call ends, later ones are refused, and connecting starts another', async () => {
    const { scanner, capture } = await connected('crash');
    const heard: string[] = [];
    scanner.onStatus((status) => heard.push(status.kind));
    expect(await codeOf(capture())).toBe('disconnected');
    expect(await codeOf(capture())).toBe('disconnected');
    expect(heard).toEqual(['busy', 'disconnected']);
    await scanner.connect(never());
    expect((await scanner.selfTest(never())).kind).toBe('passed');
  });

  it.each(['nonsense', 'wrong-size', 'too-large'])('sends an invalid answer: %s', async (manner) => {
    const { scanner, capture } = await connected(manner);
    expect(await codeOf(capture())).toBe('corrupt');
    expect(scanner.status()).toEqual({ kind: 'faulted', code: 'corrupt' });
    expect((await scanner.selfTest(never())).kind).toBe('passed');
    expect(scanner.status()).toEqual({ kind: 'ready' });
  });

  it('answers an unknown request, and then the pending one', async () => {
    const { capture } = await connected('answer-to-nothing');
    expect(await capture()).toMatchObject({ kind: 'captured', image: { width: 64, height: 64 } });
  });

  it('reports that the idle reader was unplugged', async () => {
    const { scanner, capture } = await connected('removed');
    await expect.poll(() => scanner.status().kind).toBe('disconnected');
    expect(await codeOf(capture())).toBe('disconnected');
  });

  it('is never ready when the reader was unplugged in the moment in which it opened', async () => {
    const scanner = scannerThat('removed-at-once');
    const opening = codeOf(scanner.connect(never()));
    expect(['disconnected', 'resolved']).toContain(await opening);
    await expect.poll(() => scanner.status()).toEqual({ kind: 'disconnected' });
  });

  it('does not stop when cancelled: the traveller continues, the reader is faulted', async () => {
    const clock = turnedClock();
    const { scanner, capture } = await connected('silent-when-cancelled', clock);
    const stop = new AbortController();
    const cancelled = codeOf(capture(60_000, stop.signal));
    await clock.advance(50);
    stop.abort();
    await clock.advance(250);
    expect(await cancelled).toBe('aborted');
    const next = codeOf(capture());
    await clock.advance(2_000);
    expect(await next).toBe('timed-out');
    expect(scanner.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
  });

  it('delivers an image after cancellation: it is not passed on', async () => {
    const { scanner, capture } = await connected('image-when-cancelled');
    expect(await capture(50)).toEqual({ kind: 'no-finger' });
    expect(await codeOf(capture(5_000, AbortSignal.timeout(50)))).toBe('aborted');
    expect(scanner.status()).toEqual({ kind: 'ready' });
  });
});
