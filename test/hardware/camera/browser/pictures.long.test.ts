/** The page in real Chromium, with a film for a camera. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { browserCamera } from '../../../../hardware/camera/browser/browser-camera.ts';
import { chromiumPage } from '../../../../hardware/camera/browser/chromium.ts';
import type { Camera, Frame } from '../../../../hardware/camera/camera.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { missingChromium } from '../../../server/fixtures/chromium.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { until } from '../ffmpeg/ffmpeg-rig.ts';
import { missingFfmpeg, processesWith } from '../ffmpeg/film.ts';
import { type FakeCamera, fakeArguments, fakeCamera, FILM, pagesOf } from './browser-rig.ts';
import { BARS } from '../smpte-bars.ts';

const clock = systemClock;

describe.skipIf((missingChromium() ?? missingFfmpeg()) !== undefined)('a camera in Chromium', () => {
  let fake: FakeCamera;
  beforeAll(async () => {
    fake = await fakeCamera('smptebars');
  });
  afterAll(() => fake.close());

  const cameraWith = (prepare?: (page: Page) => Promise<unknown>) => {
    const pages = pagesOf(fake.browser, prepare);
    const patience = { openWithinMs: 60_000, setWithinMs: 60_000 };
    const camera = browserCamera({ clock, mode: FILM, openPage: pages.openPage, ...patience });
    onTestFinished(() => camera.disconnect());
    return { camera, pages };
  };
  /** On a busy computer no picture may arrive for more than a second, which ends a stream. */
  const stream = async (camera: Camera, onFrame: (frame: Frame) => void, stop: AbortController): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        await camera.stream(onFrame, stop);
      } catch (error) {
        if (!(error instanceof DeviceError) || error.code !== 'timed-out') throw error;
      }
    }
  };
  const framesOf = async (camera: Camera, count: number): Promise<readonly Frame[]> => {
    const stop = new AbortController();
    const frames: Frame[] = [];
    const take = (frame: Frame): void => {
      frames.push(frame);
      if (frames.length === count) stop.abort();
    };
    await stream(camera, take, stop);
    return frames;
  };

  it('shows the colours of the video', async () => {
    const { camera } = cameraWith();
    await camera.connect(never());
    const [frame] = await framesOf(camera, 1);
    const { data, width } = frame!.image;
    for (const [index, bar] of BARS.entries()) {
      const at = (100 * width + Math.round(((index + 0.5) * width) / 7)) * 3;
      for (const channel of [0, 1, 2]) {
        expect(Math.abs(data[at + channel]! - bar[channel]!), `${index} ${channel}`).toBeLessThanOrEqual(12);
      }
    }
  });

  it('dates pictures by their capture, between the opening of the camera and their arrival', async () => {
    const { camera } = cameraWith();
    const openedMs = clock.monotonicMs();
    await camera.connect(never());
    const frames: number[] = [];
    const times: number[] = [];
    const stop = new AbortController();
    const take = ({ capturedAtMs }: Frame): void => {
      frames.push(clock.monotonicMs() - capturedAtMs);
      times.push(capturedAtMs);
      if (frames.length === 15) stop.abort();
    };
    await stream(camera, take, stop);
    expect(camera.capabilities.timestamps).toBe('hardware');
    for (const age of frames) expect(age).toBeGreaterThanOrEqual(0);
    for (const time of times) expect(time).toBeGreaterThanOrEqual(openedMs);
  });

  it('requests no picture without a stream', async () => {
    const { camera, pages } = cameraWith((page) =>
      page.addInitScript(`
        window.sent = 0;
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) { if (typeof data !== 'string') window.sent += 1; return send.call(this, data); };
      `),
    );
    await camera.connect(never());
    await framesOf(camera, 3);
    const sentIn300Ms = async (): Promise<number> => {
      const before = await pages.page().evaluate<number>('window.sent');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return (await pages.page().evaluate<number>('window.sent')) - before;
    };
    // A picture that was requested during the stream may still be on its way
    await expect.poll(sentIn300Ms).toBe(0);
  });

  it('stores nothing in the page, and leaves no token in its address', async () => {
    const { camera, pages } = cameraWith();
    await camera.connect(never());
    await framesOf(camera, 2);
    const kept = await pages
      .page()
      .evaluate<string>(
        '(async () => location.hash + localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (await caches.keys()).length)()',
      );
    expect(kept).toBe('0000');
  });

  it.each([
    ['NotAllowedError', 'not-permitted'],
    ['NotFoundError', 'disconnected'],
    ['NotReadableError', 'busy'],
    ['OverconstrainedError', 'unsupported'],
    ['SomethingElse', 'unsupported'],
  ])('fails by name when the browser throws %s', async (name, code) => {
    const { camera } = cameraWith((page) =>
      page.addInitScript(
        `navigator.mediaDevices.getUserMedia = () => Promise.reject(Object.assign(new Error(), { name: '${name}' }));`,
      ),
    );
    expect(await codeOf(camera.connect(never()))).toBe(code);
    expect(camera.status()).toEqual({ kind: 'disconnected' });
  });

  it('is disconnected when the camera is unplugged while it streams', async () => {
    const { camera, pages } = cameraWith();
    await camera.connect(never());
    const ended = codeOf(camera.stream(() => undefined, { signal: never() }));
    // With a delay: the camera closes the page, perhaps before the page could answer.
    await pages
      .page()
      .evaluate(
        "void setTimeout(() => document.querySelector('video').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended')), 100)",
      );
    expect(await ended).toBe('disconnected');
  });

  it('reconnects automatically when the connection breaks', async () => {
    const { camera, pages } = cameraWith((page) =>
      page.addInitScript(`
        const Own = WebSocket;
        window.WebSocket = class extends Own { constructor(...args) { super(...args); window.last = this; } };
      `),
    );
    await camera.connect(never());
    const [before] = await framesOf(camera, 1);
    await pages.page().evaluate('window.last.close()');
    const [after] = await framesOf(camera, 1);
    expect(after!.sequence).toBeGreaterThan(before!.sequence);
    expect(camera.status()).toEqual({ kind: 'ready' });
  });

  it('times out when the page stops, and is disconnected when it does not return', async () => {
    const { camera, pages } = cameraWith();
    await camera.connect(never());
    const ended = codeOf(camera.stream(() => undefined, { signal: never() }));
    await pages.page().goto('about:blank');
    expect(await ended).toBe('timed-out');
    await until(() => camera.status().kind === 'disconnected');
  });

  it('locks and unlocks what the track supports, and rejects the rest', async () => {
    const track = (works: boolean) => (page: Page) =>
      page.addInitScript(`
        window.applied = [];
        MediaStreamTrack.prototype.getCapabilities = () => ({ exposureMode: ['continuous', 'manual'], torch: true });
        MediaStreamTrack.prototype.applyConstraints = (constraints) => {
          window.applied.push(...constraints.advanced);
          return ${works ? 'Promise.resolve()' : "Promise.reject(new Error('no'))"};
        };
      `);
    const { camera, pages } = cameraWith(track(true));
    await camera.connect(never());
    await camera.controls?.lockExposure(true);
    await camera.controls?.setTorch?.(1);
    await camera.controls?.lockExposure(false);
    expect(await pages.page().evaluate('window.applied')).toEqual([
      { exposureMode: 'manual' },
      { torch: true },
      { exposureMode: 'continuous' },
    ]);
    const { camera: stubborn } = cameraWith(track(false));
    await stubborn.connect(never());
    expect(await codeOf(stubborn.controls!.lockExposure(true))).toBe('unsupported');
  });

  it('shifts the exposure up to the limit of the track, and ends the shift when it is freed', async () => {
    const { camera, pages } = cameraWith((page) =>
      page.addInitScript(`
        window.applied = [];
        const capabilities = { exposureMode: ['continuous', 'manual'], exposureCompensation: { min: -2, max: 2, step: 0.5 } };
        MediaStreamTrack.prototype.getCapabilities = () => capabilities;
        MediaStreamTrack.prototype.applyConstraints = async (constraints) => void window.applied.push(...constraints.advanced);
      `),
    );
    await camera.connect(never());
    expect(await camera.controls?.shiftExposure?.(1)).toBe(1);
    expect(await camera.controls?.shiftExposure?.(-5)).toBe(-2);
    await camera.controls?.lockExposure(false);
    expect(await pages.page().evaluate('window.applied')).toEqual([
      { exposureCompensation: 1 },
      { exposureCompensation: -2 },
      { exposureMode: 'continuous' },
      { exposureCompensation: 0 },
    ]);
  });

  it('cannot shift the exposure of a track that has no compensation', async () => {
    const { camera } = cameraWith((page) =>
      page.addInitScript("MediaStreamTrack.prototype.getCapabilities = () => ({ exposureMode: ['manual'] });"),
    );
    await camera.connect(never());
    expect(camera.controls).toBeDefined();
    expect(camera.controls?.shiftExposure).toBeUndefined();
  });

  it('has no controls where the track has none', async () => {
    const { camera } = cameraWith();
    await camera.connect(never());
    expect(camera.controls).toBeUndefined();
  });
});

describe.skipIf((missingChromium() ?? missingFfmpeg()) !== undefined)('a Chromium started by the driver', () => {
  const film = () => {
    const path = join(temporaryFolder(), 'film.y4m');
    const source = 'testsrc=size=320x240:rate=30:duration=0.5';
    execFileSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', path]);
    return path;
  };
  const own = (program: string, extraArguments: readonly string[]) => {
    const openPage = chromiumPage({ clock, program, extraArguments });
    const camera = browserCamera({
      clock,
      mode: { width: 320, height: 240, framesPerSecond: 30 },
      openPage,
      openWithinMs: 60_000,
    });
    onTestFinished(() => camera.disconnect());
    return camera;
  };
  /** The driver grants the camera permission itself. */
  const ownArguments = (path: string) => fakeArguments(path).filter((argument) => !argument.includes('fake-ui'));
  const profiles = () => readdirSync(tmpdir()).filter((name) => name.startsWith('postern-chromium-'));

  it('opens, streams, keeps its secret out of the process list, and leaves nothing behind', async () => {
    const path = film();
    const before = profiles();
    const camera = own('chromium', ownArguments(path));
    await camera.connect(never());
    const arguments_ = processesWith(path).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
    expect(arguments_.length).toBeGreaterThan(0);
    expect(arguments_.join()).not.toMatch(/http:\/\/127|#/);
    const stop = new AbortController();
    let frames = 0;
    await camera.stream(() => {
      frames += 1;
      if (frames === 5) stop.abort();
    }, stop);
    expect(frames).toBe(5);
    await camera.disconnect();
    await until(() => processesWith(path).length === 0);
    expect(profiles().filter((name) => !before.includes(name))).toEqual([]);
  });

  it('is disconnected when the browser dies', async () => {
    const path = film();
    const camera = own('chromium', ownArguments(path));
    await camera.connect(never());
    for (const pid of processesWith(path)) if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
    await until(() => camera.status().kind === 'disconnected');
  });

  it('is unsupported without a browser', async () => {
    expect(await codeOf(own('/nowhere/chromium', []).connect(never()))).toBe('unsupported');
  });
});
