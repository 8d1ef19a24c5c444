import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Camera, Frame } from '../../../hardware/camera/camera.ts';
import { ffmpegCamera } from '../../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import type { DeviceStatus } from '../../../hardware/device/device.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { imageZoneSource } from '../../../hardware/document-reader/image-zone-source.ts';
import type { ZoneReadingThread } from '../../../hardware/document-reader/ocr-b/zone-reading-thread.ts';
import { allocateImage, type Image } from '../../../hardware/device/image.ts';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { patientClock } from '../../support/patient-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { missingFfmpeg } from '../camera/ffmpeg/film.ts';
import { CONDITIONS } from './ocr-b/pages/conditions.ts';
import { photograph } from './ocr-b/pages/photograph.ts';
import { INSTALLED_FONT, loadFonts, missingFont, printPage } from './ocr-b/pages/print-page.ts';
import { ZONE } from './pcsc/specimen-zone.ts';

type Reading = Awaited<ReturnType<ZoneReadingThread['read']>>;

function mrzOf(text: string): Uint8Array<ArrayBuffer> {
  const mrz = new Uint8Array(new ArrayBuffer(text.length));
  mrz.set(Buffer.from(text));
  return mrz;
}
const read = (text: string): Reading => ({ kind: 'read', mrz: mrzOf(text), format: 'td3', lines: [], corrected: 0 });
const doubtful = (): Reading => ({ ...read(ZONE), kind: 'doubtful', because: 'characters' }) as Reading;
const NOTHING: Reading = { kind: 'no-zone' };

/** A camera that shows a given frame, and a thread that returns a given reading. */
function rig() {
  const clock = turnedClock();
  let onFrame: ((frame: Frame) => void) | undefined;
  let endStream: (error: DeviceError) => void = () => undefined;
  const listeners = new Set<(status: DeviceStatus) => void>();
  const refusals: DeviceError[] = [];
  const camera: Camera = {
    descriptor: { kind: 'camera', driver: 'test', model: 'test', firmware: 'test', simulated: true },
    capabilities: { width: 64, height: 48, framesPerSecond: 10, timestamps: 'hardware' },
    async connect() {
      const [refusal] = refusals;
      if (refusal !== undefined) throw refusal;
    },
    async disconnect() {},
    status: () => ({ kind: 'ready' }),
    onStatus(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    selfTest: async () => ({ kind: 'passed', durationMs: 0 }),
    stream: (told, { signal }) =>
      new Promise((resolve, reject) => {
        onFrame = told;
        endStream = reject;
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
  const readings: Reading[] = [];
  const given: Reading[] = [];
  let busy = false;
  const thread: ZoneReadingThread = {
    start: () => undefined,
    busy: () => busy,
    async read(image) {
      image.data.fill(0);
      const reading = readings.shift() ?? NOTHING;
      given.push(reading);
      return reading;
    },
    async close() {},
  };
  const source = imageZoneSource(camera, clock, thread);
  const losses: DeviceError[] = [];
  const frame = (capturedAtMs = clock.monotonicMs()): Image => {
    const image = allocateImage(64, 48, 'rgb');
    image.data.fill(7);
    onFrame?.({ image, capturedAtMs, sequence: 0 });
    return image;
  };
  return {
    source,
    clock,
    losses,
    refusals,
    frame,
    given,
    setBusy: (now: boolean) => void (busy = now),
    open: () => source.open((reason) => losses.push(reason), never()),
    await: (timeoutMs = 10_000, signal = never()) => source.awaitZone({ timeoutMs, signal }),
    /** Shows frames in sequence, each with a given reading. */
    async show(...shown: readonly Reading[]) {
      for (const reading of shown) {
        readings.push(reading);
        frame();
        await clock.advance(100);
      }
    },
    breakStream: (code: DeviceError['code']) => endStream(new DeviceError('camera', code, 'broken')),
    unplug: () => {
      for (const listener of listeners) listener({ kind: 'disconnected' });
    },
  };
}

const wiped = (reading: Reading): boolean => 'mrz' in reading && reading.mrz.every((byte) => byte === 0);

describe('a camera over the document', () => {
  it('returns a zone on which two pictures agree', async () => {
    const { open, await: awaitZone, show } = rig();
    await open();
    const zone = awaitZone();
    await show(NOTHING, read(ZONE), read(ZONE));
    expect(await zone).toEqual({ kind: 'zone', mrz: mrzOf(ZONE) });
  });

  it('continues while they differ, and wipes unused texts', async () => {
    const { open, await: awaitZone, show, given } = rig();
    await open();
    const zone = awaitZone();
    const other = ZONE.replace('ANNA', 'ANNE');
    await show(read(ZONE), read(other), doubtful(), read(ZONE), read(ZONE));
    expect(await zone).toMatchObject({ kind: 'zone' });
    expect(given.map(wiped)).toEqual([true, true, true, true, false]);
  });

  it('does not combine pictures from before and after the document was removed', async () => {
    const { open, await: awaitZone, show } = rig();
    await open();
    const zone = awaitZone(350);
    await show(read(ZONE), NOTHING, read(ZONE));
    await show(NOTHING);
    expect((await zone).kind).not.toBe('zone');
  });

  it('drops and wipes pictures from before the call and during a reading', async () => {
    const { open, await: awaitZone, frame, clock, given, setBusy } = rig();
    await clock.advance(1_000);
    await open();
    const zone = awaitZone(500);
    const early = frame(999);
    setBusy(true);
    const late = frame();
    await clock.advance(500);
    expect(await zone).toEqual({ kind: 'no-document' });
    expect(given).toEqual([]);
    for (const { data } of [early, late]) expect(data.every((value) => value === 0)).toBe(true);
  });

  it('distinguishes no document from one that cannot be read', async () => {
    const { open, await: awaitZone, show, clock } = rig();
    await open();
    const none = awaitZone(300);
    await show(NOTHING, { kind: 'gave-up' }, NOTHING);
    await clock.advance(300);
    expect(await none).toEqual({ kind: 'no-document' });
    const unreadable = awaitZone(300);
    await show(doubtful(), { kind: 'too-small' });
    await clock.advance(300);
    expect(await unreadable).toEqual({ kind: 'unreadable' });
  });

  it('ends before the time-out when a document cannot be read', async () => {
    const { open, await: awaitZone, show } = rig();
    await open();
    const zone = awaitZone(60_000);
    await show(...Array.from({ length: 45 }, doubtful));
    expect(await zone).toEqual({ kind: 'unreadable' });
  });

  it('stops when cancelled, even during a reading, and refuses a second call', async () => {
    const { open, await: awaitZone, show, given } = rig();
    await open();
    const stop = new AbortController();
    const zone = codeOf(awaitZone(10_000, stop.signal));
    expect(await codeOf(awaitZone())).toBe('busy');
    await show(read(ZONE));
    stop.abort();
    await show(read(ZONE));
    expect(await zone).toBe('aborted');
    expect(given.every(wiped)).toBe(true);
    expect(await codeOf(awaitZone(1, stop.signal))).toBe('aborted');
  });

  it('reports the loss of the camera, as a fault of the document reader', async () => {
    const { open, await: awaitZone, breakStream, unplug, losses } = rig();
    await open();
    const stalled = awaitZone();
    breakStream('timed-out');
    await expect(stalled).rejects.toMatchObject({ code: 'timed-out', device: 'document-reader' });
    const zone = codeOf(awaitZone());
    unplug();
    breakStream('disconnected');
    expect(await zone).toBe('disconnected');
    expect(losses.map(({ code, device }) => [code, device])).toEqual([['disconnected', 'document-reader']]);
    expect(await codeOf(awaitZone())).toBe('not-connected');
  });

  it('is open only while the camera is open', async () => {
    const { source, open, await: awaitZone, refusals } = rig();
    expect(await codeOf(awaitZone())).toBe('not-connected');
    refusals.push(new DeviceError('camera', 'not-permitted', 'no'));
    expect(await codeOf(open())).toBe('not-permitted');
    expect(await codeOf(awaitZone())).toBe('not-connected');
    refusals.length = 0;
    await open();
    await open();
    expect(await codeOf(source.open(() => undefined, AbortSignal.abort()))).toBe('aborted');
    await source.close();
    await source.close();
    expect(await codeOf(awaitZone())).toBe('not-connected');
  });
});

describe.skipIf(missingFont() !== undefined || missingFfmpeg() !== undefined)('a film of a document', () => {
  it('is read through ffmpeg, in a thread', async () => {
    await loadFonts([INSTALLED_FONT]);
    const random = seededRandom(1);
    const { photograph: how, background } = CONDITIONS.find(({ name }) => name === 'typical')!;
    const options = { zone: ZONE, format: 'td3', font: INSTALLED_FONT, random, background, inkDensity: 0.85 } as const;
    const { width, height, data } = photograph(await printPage(options), how, random);
    const folder = temporaryFolder();
    const [still, path] = [join(folder, 'page.png'), join(folder, 'page.avi')];
    await sharp(data, { raw: { width, height, channels: 1 } })
      .png()
      .toFile(still);
    const film = ['-loop', '1', '-framerate', '10', '-i', still, '-t', '1', '-c:v', 'mjpeg', '-q:v', '3'];
    const even = ['-vf', 'crop=trunc(iw/2)*2:trunc(ih/2)*2', '-pix_fmt', 'yuvj420p'];
    execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', ...film, ...even, path]);
    const mode = { width: 1200, height: 844, framesPerSecond: 10 };
    const clock = patientClock(1_000);
    const source = imageZoneSource(ffmpegCamera({ clock, source: { kind: 'file', path }, mode }), clock);
    onTestFinished(() => source.close());
    await source.open(() => undefined, never());
    const zone = await source.awaitZone({ timeoutMs: 15_000, signal: never() });
    expect(zone.kind === 'zone' && Buffer.from(zone.mrz).toString('ascii')).toBe(ZONE);
  });
});
