import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CameraCredentials } from '../../../../hardware/camera/camera-source.ts';
import type { Camera } from '../../../../hardware/camera/camera.ts';
import { ffmpegCamera } from '../../../../hardware/camera/ffmpeg/ffmpeg-camera.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { freePort } from '../../../support/free-port.ts';
import { patientClock } from '../../../support/patient-clock.ts';
import { START_LIMIT_MS, until } from './ffmpeg-rig.ts';
import { H264_ONE_KEY_FRAME, h265, missingFfmpeg, missingH265, processesWith } from './film.ts';
import { differenceFromBars } from '../smpte-bars.ts';
import { rtspServer } from './rtsp-server.ts';

const ACCOUNT = { user: 'lane', password: "p@ss:w/o'rd" };

/** @param fromMs limits of this length and longer end nothing */
function cameraAt(url: string, credentials?: CameraCredentials, fromMs = 1_000) {
  const mode = { width: 320, height: 240, framesPerSecond: 25 };
  const camera = ffmpegCamera({ clock: patientClock(fromMs), source: { kind: 'rtsp', url }, mode, credentials });
  onTestFinished(() => camera.disconnect());
  return camera;
}

/** The largest differences of the first frames from the colour bars. */
async function differencesOf(camera: Camera, count: number): Promise<readonly number[]> {
  await camera.connect(never());
  const stop = new AbortController();
  const differences: number[] = [];
  await camera.stream(({ image }) => {
    differences.push(differenceFromBars(image));
    if (differences.length === count) stop.abort();
  }, stop);
  return differences;
}

describe.skipIf(missingFfmpeg() !== undefined)('a camera in the network', () => {
  it('streams when its first picture is the only key frame', async () => {
    const server = await rtspServer({ picture: 'smptebars', encoder: H264_ONE_KEY_FRAME, beginsAtPlay: true });
    const differences = await differencesOf(cameraAt(server.url, undefined, START_LIMIT_MS), 10);
    expect(Math.max(...differences)).toBeLessThanOrEqual(12);
  });

  it.skipIf(missingH265() !== undefined)('delivers no picture that H.265 invents before a key frame', async () => {
    const server = await rtspServer({ picture: 'smptebars', encoder: h265(60) });
    const differences = await differencesOf(cameraAt(server.url, undefined, START_LIMIT_MS), 30);
    expect(Math.max(...differences)).toBeLessThanOrEqual(12);
  });

  it('streams after signing in, with no password where other users can read it', async () => {
    const server = await rtspServer({ account: ACCOUNT });
    const camera = cameraAt(server.url, ACCOUNT);
    await camera.connect(never());
    expect(camera.capabilities).toMatchObject({ width: 320, height: 240, timestamps: 'arrival' });
    expect(Math.round(camera.capabilities.framesPerSecond)).toBe(25);
    const pids = processesWith('concat\0-safe');
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) {
      expect(readFileSync(`/proc/${pid}/cmdline`, 'latin1')).not.toMatch(/rtsp:\/\/|p@ss|p%40ss|lane/);
    }
    const stop = new AbortController();
    const times: number[] = [];
    await camera.stream(({ capturedAtMs }) => {
      times.push(capturedAtMs);
      if (times.length === 20) stop.abort();
    }, stop);
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
  });

  it.each([undefined, { ...ACCOUNT, password: 'wrong' }])('is refused without the right password', async (account) => {
    const server = await rtspServer({ account: ACCOUNT });
    expect(await codeOf(cameraAt(server.url, account).connect(never()))).toBe('not-permitted');
  });

  it('is disconnected when its address does not answer', async () => {
    const camera = cameraAt(`rtsp://127.0.0.1:${await freePort()}/lane`);
    expect(await codeOf(camera.connect(never()))).toBe('disconnected');
  });

  it('times out when the network becomes silent, and is disconnected when the camera closes the connection', async () => {
    const server = await rtspServer();
    const camera = cameraAt(server.url, undefined, START_LIMIT_MS);
    await camera.connect(never());
    let frames = 0;
    const stream = camera.stream(
      () => {
        frames += 1;
        if (frames === 3) server.silence();
      },
      { signal: never() },
    );
    expect(await codeOf(stream)).toBe('timed-out');
    await camera.disconnect();
    const other = await rtspServer();
    const again = cameraAt(other.url);
    await again.connect(never());
    other.close();
    await until(() => again.status().kind === 'disconnected');
  });
});
