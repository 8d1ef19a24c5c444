import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CAMERA_STALL_MS, type Frame } from '../../../../hardware/camera/camera.ts';
import { ffmpegCamera } from '../../../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { patientClock } from '../../../support/patient-clock.ts';
import { until } from './ffmpeg-rig.ts';
import {
  FILM,
  type FilmOptions,
  H264,
  H264_ONE_KEY_FRAME,
  h265,
  makeFilm,
  missingFfmpeg,
  missingH265,
  processesWith,
} from './film.ts';
import { differenceFromBars } from '../smpte-bars.ts';

function cameraOn(path: string) {
  const camera = ffmpegCamera({ clock: patientClock(CAMERA_STALL_MS), source: { kind: 'file', path }, mode: FILM });
  onTestFinished(() => camera.disconnect());
  return camera;
}
function filmOf(name: string, options: FilmOptions): string {
  const path = join(temporaryFolder(), name);
  makeFilm(path, options);
  return path;
}
async function framesOf(path: string, count: number): Promise<readonly Frame[]> {
  const camera = cameraOn(path);
  await camera.connect(never());
  const stop = new AbortController();
  const frames: Frame[] = [];
  await camera.stream((frame) => {
    frames.push(frame);
    if (frames.length === count) stop.abort();
  }, stop);
  return frames;
}

describe.skipIf(missingFfmpeg() !== undefined)('a film as a camera', () => {
  it.each<[string, FilmOptions]>([
    ['bars.avi', {}],
    ['bars.mp4', { encoder: H264 }],
  ])('has the right colours: %s', async (name, options) => {
    const [frame] = await framesOf(filmOf(name, { picture: 'smptebars', ...options }), 1);
    expect(differenceFromBars(frame!.image)).toBeLessThanOrEqual(12);
  });

  it('has the right colours when the first picture is the only key frame', async () => {
    const film = { picture: 'smptebars', seconds: 6, encoder: H264_ONE_KEY_FRAME };
    const frames = await framesOf(filmOf('bars.mp4', film), 10);
    expect(Math.max(...frames.map(({ image }) => differenceFromBars(image)))).toBeLessThanOrEqual(12);
  });

  it.skipIf(missingH265() !== undefined).each<[string, number]>([
    ['one key frame only', 100_000],
    ['a key frame every two seconds', 50],
  ])('has the right colours in H.265 with %s', async (_name, gop) => {
    const film = { picture: 'smptebars', seconds: 6, encoder: h265(gop) };
    const frames = await framesOf(filmOf('bars.mp4', film), 40);
    expect(Math.max(...frames.map(({ image }) => differenceFromBars(image)))).toBeLessThanOrEqual(12);
  });

  it('is played at its own speed, complete, in order and repeatedly', async () => {
    const frames = await framesOf(filmOf('film.avi', { seconds: 0.4 }), 75);
    const lengthMs = frames.at(-1)!.capturedAtMs - frames[0]!.capturedAtMs;
    // Three seconds; a busy machine holds the first of them up and lets them go together
    expect(lengthMs).toBeGreaterThan(800);
    for (const [index, { sequence }] of frames.entries()) {
      if (index > 0) expect(sequence).toBeGreaterThan(frames[index - 1]!.sequence);
    }
  });

  it('states the size and rate of the film', async () => {
    const camera = cameraOn(filmOf('film.avi', { width: 160, height: 120, framesPerSecond: 10 }));
    await camera.connect(never());
    expect(camera.capabilities).toMatchObject({ width: 160, height: 120, timestamps: 'arrival' });
    expect(camera.capabilities.framesPerSecond).toBeCloseTo(10, 3);
    expect(camera.descriptor).toMatchObject({ driver: 'file', simulated: true });
  });

  it.each<[string, (film: Buffer) => Buffer, string]>([
    ['empty', () => Buffer.alloc(0), 'corrupt'],
    ['truncated in its header', (film) => film.subarray(0, 200), 'corrupt'],
    [
      'another kind of file',
      () => Buffer.from('this is not a video, but a sentence that is somewhat longer'),
      'corrupt',
    ],
  ])('is refused when it is %s', async (_name, change, code) => {
    const path = filmOf('film.mp4', { encoder: H264 });
    writeFileSync(path, change(readFileSync(path)));
    expect(await codeOf(cameraOn(path).connect(never()))).toBe(code);
  });

  it('is disconnected when the file does not exist', async () => {
    expect(await codeOf(cameraOn('/nowhere/film.avi').connect(never()))).toBe('disconnected');
  });

  it('does not outlive a lane that is killed', async () => {
    const path = filmOf('film.avi', {});
    const module = new URL('../../../../hardware/camera/ffmpeg/ffmpeg-camera.js', import.meta.url).href;
    const clock = new URL('../../../../hardware/host/system-clock.js', import.meta.url).href;
    const program = `
      const { ffmpegCamera } = await import(${JSON.stringify(module)});
      const { systemClock } = await import(${JSON.stringify(clock)});
      const source = { kind: 'file', path: ${JSON.stringify(path)} };
      await ffmpegCamera({ clock: systemClock, source, mode: ${JSON.stringify(FILM)} }).connect(new AbortController().signal);
      process.stdout.write('connected');
      setInterval(() => undefined, 1000);
    `;
    const lane = spawn(process.execPath, ['--input-type=module', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    lane.stdin.end(program);
    await new Promise((resolve) => lane.stdout.once('data', resolve));
    const pids = processesWith(path);
    expect(pids).toHaveLength(1);
    process.kill(pids[0]!, 'SIGSTOP');
    lane.kill('SIGKILL');
    await until(() => processesWith(path).length === 0);
  });
});
