import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Camera, CAMERA_STALL_MS, type Frame } from '../../../../hardware/camera/camera.ts';
import { ffmpegCamera } from '../../../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { heldLimits } from '../../../support/held-limits.ts';
import { patientClock } from '../../../support/patient-clock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { FAKE_SIZE, fakeProgram } from './fake-ffmpeg.ts';
import { START_LIMIT_MS, until } from './ffmpeg-rig.ts';
import { processesWith } from './film.ts';

/** No limit ends anything here, not even that of a stalled camera, which one test waits for. */
const { clock } = heldLimits(CAMERA_STALL_MS);
const mode = { ...FAKE_SIZE, framesPerSecond: 50 };

/** A camera whose ffmpeg behaves like this, in a separate folder. */
function cameraThat(behaviour: string, time = clock): { camera: Camera; folder: string } {
  const folder = temporaryFolder();
  const program = fakeProgram(folder, 'ffmpeg', behaviour);
  const source = { kind: 'file', path: join(folder, 'film') } as const;
  const camera = ffmpegCamera({ clock: time, program, source, mode });
  onTestFinished(() => camera.disconnect());
  return { camera, folder };
}
const stream = (camera: Camera, onFrame: (frame: Frame) => void = () => undefined) =>
  camera.stream(onFrame, { signal: never() });

describe('connecting a camera through ffmpeg', () => {
  it.each<[string, string, string]>([
    ['is not installed', '/nowhere/ffmpeg', 'unsupported'],
    ['reports that the device is absent', "tell('/dev/video0: No such file or directory')", 'disconnected'],
    ['reports that the device is in use', "tell('ioctl(VIDIOC_STREAMON): Device or resource busy')", 'busy'],
    ['reports a lack of permission', "tell('Cannot open video device: Permission denied')", 'not-permitted'],
    ['reports that the host is unreachable', "tell('Connection to tcp failed: Connection refused')", 'disconnected'],
    ['reports that the sign-in is refused', "tell('Server returned 401 Unauthorized')", 'not-permitted'],
    ['reports that the format is missing', "tell('Inappropriate ioctl for device')", 'unsupported'],
    ['ends silently', 'process.exit(139)', 'disconnected'],
    ['prints garbage', "out(Buffer.alloc(100000, 'garbage')); await sleep(60000)", 'corrupt'],
    ['writes a header and half a picture and ends', 'out(head); out(picture(1).subarray(0, 500))', 'disconnected'],
  ])('fails by name when ffmpeg %s', async (_name, behaviour, code) => {
    const { camera } = behaviour.startsWith('/')
      ? { camera: ffmpegCamera({ clock, program: behaviour, source: { kind: 'file', path: '/film' }, mode }) }
      : cameraThat(behaviour);
    expect(await codeOf(camera.connect(never()))).toBe(code);
    expect(camera.status()).toEqual({ kind: 'disconnected' });
  });

  it('stops waiting for a silent ffmpeg when cancelled, and leaves no process behind', async () => {
    const { camera, folder } = cameraThat("process.on('SIGTERM', () => undefined); await sleep(60000)");
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    expect(await codeOf(camera.connect(stop.signal))).toBe('aborted');
    expect(processesWith(folder)).toEqual([]);
  });

  it('does not repeat ffmpeg’s messages, which contain addresses', async () => {
    const { camera } = cameraThat("tell('rtsp://user:secret@host: 401 Unauthorized')");
    const error = await camera.connect(never()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceError);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/secret|rtsp/);
  });

  it('does not try a refused sign-in again at once', async () => {
    const { camera, folder } = cameraThat(
      "require('node:fs').appendFileSync(args.at(-1) === 'pipe:1' ? __filename + '.tries' : '', 'x'); tell('401 Unauthorized')",
    );
    expect(await codeOf(camera.connect(never()))).toBe('not-permitted');
    const tries = join(folder, 'ffmpeg.tries');
    expect(existsSync(tries)).toBe(true);
    writeFileSync(tries, '');
    expect(await codeOf(camera.connect(never()))).toBe('not-permitted');
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(tries, 'utf8')).toBe('');
  });
});

describe('streaming from a camera through ffmpeg', () => {
  it('times out when ffmpeg becomes silent, ends it, and starts another for the next call', async () => {
    const { camera, folder } = cameraThat('await film(25); await sleep(60000)', patientClock(START_LIMIT_MS));
    await camera.connect(never());
    const [before] = processesWith(folder);
    expect(await codeOf(stream(camera))).toBe('timed-out');
    expect(camera.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
    await expect.poll(async () => (await camera.selfTest(never())).kind).toBe('passed');
    const [after, ...others] = processesWith(folder);
    expect(after).not.toBe(before);
    expect(others).toEqual([]);
  });

  it('is disconnected when ffmpeg dies in the middle of a picture, and delivers no part of it', async () => {
    const { camera } = cameraThat('await film(30); out(picture(monotonicUs()).subarray(0, 3000)); process.exit(1)');
    await camera.connect(never());
    const values = new Set<number>();
    expect(await codeOf(stream(camera, ({ image }) => image.data.forEach((value) => values.add(value))))).toBe(
      'disconnected',
    );
    expect([...values]).toEqual([0x5a]);
    expect(camera.status()).toEqual({ kind: 'disconnected' });
    expect(await codeOf(stream(camera))).toBe('disconnected');
  });

  it('reports the death of ffmpeg without a stream', async () => {
    const { camera } = cameraThat('await film(10)');
    await camera.connect(never());
    await until(() => camera.status().kind === 'disconnected');
  });

  it('treats bytes that are not a stream of pictures as damage', async () => {
    const { camera } = cameraThat("await film(20); out(Buffer.alloc(50000, 'N')); await sleep(60000)");
    await camera.connect(never());
    expect(await codeOf(stream(camera))).toBe('corrupt');
    expect(camera.status()).toEqual({ kind: 'faulted', code: 'corrupt' });
  });

  it('treats a missing reference picture as damage', async () => {
    const { camera } = cameraThat(
      "await film(20); for (;;) { out(picture(monotonicUs())); tell('[error] Could not find ref with POC 12'); await sleep(20); }",
    );
    await camera.connect(never());
    expect(await codeOf(stream(camera))).toBe('corrupt');
  });

  it('delivers none of the pictures that ffmpeg reads while it analyses a stream and passes on together', async () => {
    const { camera } = cameraThat(`
      const again = require('node:fs').existsSync(__filename + '.ran');
      require('node:fs').writeFileSync(__filename + '.ran', '');
      if (!again) { await film(20); tell('corrupt decoded frame'); await sleep(60000); }
      out(head);
      const now = monotonicUs();
      pixels.fill(0x11);
      out(Buffer.concat(Array.from({ length: 40 }, (_, index) => picture(now - (40 - index) * 20000))));
      pixels.fill(0x5a);
      for (;;) { await sleep(20); out(picture(monotonicUs())); }
    `);
    await camera.connect(never());
    expect(await codeOf(stream(camera))).toBe('corrupt');
    const stop = new AbortController();
    const values = new Set<number>();
    let frames = 0;
    await camera.stream(({ image }) => {
      for (const value of image.data) values.add(value);
      frames += 1;
      if (frames === 10) stop.abort();
    }, stop);
    expect([...values]).toEqual([0x5a]);
  });

  it('is not slowed by a flood of messages, and stores none of them', async () => {
    const { camera } = cameraThat("setInterval(() => process.stderr.write('x'.repeat(100000)), 5); await film(10000)");
    await camera.connect(never());
    const stop = new AbortController();
    let frames = 0;
    await camera.stream(() => {
      frames += 1;
      if (frames === 20) stop.abort();
    }, stop);
    expect(frames).toBe(20);
  });

  it('ends an ffmpeg process that ignores the request to stop', async () => {
    const { camera, folder } = cameraThat("process.on('SIGTERM', () => undefined); await film(100000)");
    await camera.connect(never());
    expect(processesWith(folder)).toHaveLength(1);
    await camera.disconnect();
    expect(processesWith(folder)).toEqual([]);
  });

  it('counts missing pictures', async () => {
    const { camera } = cameraThat(
      'await film(20); for (let index = 0; ; index += 1) { out(picture(monotonicUs())); await sleep(index === 10 ? 700 : 20); }',
    );
    await camera.connect(never());
    const stop = new AbortController();
    const steps: number[] = [];
    let last: number | undefined;
    await camera.stream(({ sequence }) => {
      if (last !== undefined) steps.push(sequence - last);
      last = sequence;
      if (Math.max(0, ...steps) > 10) stop.abort();
    }, stop);
    expect(steps.at(-1)).toBeGreaterThan(10);
  });
});
