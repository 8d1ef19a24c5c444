import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserCamera } from '../../../../hardware/camera/browser/browser-camera.ts';
import type { OpenPage } from '../../../../hardware/camera/browser/chromium.ts';
import type { Camera } from '../../../../hardware/camera/camera.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { type DeviceRig, never } from '../../../contracts/device-rig.ts';
import { sleep, until } from '../ffmpeg/ffmpeg-rig.ts';

export const FILM = { width: 640, height: 480, framesPerSecond: 30 } as const;

export interface FakeCamera {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Chromium whose camera shows a film, a lavfi source of half a second. */
export async function fakeCamera(picture = 'testsrc', film = FILM): Promise<FakeCamera> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-y4m-'));
  const path = join(folder, 'film.y4m');
  const source = `${picture}=size=${film.width}x${film.height}:rate=${film.framesPerSecond}:duration=0.5`;
  execFileSync('ffmpeg', ['-loglevel', 'error', '-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', path]);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...fakeArguments(path)] });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function fakeArguments(film?: string): readonly string[] {
  return [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    ...(film === undefined ? [] : [`--use-file-for-fake-video-capture=${film}`]),
  ];
}

export interface OpenedInTest {
  readonly openPage: OpenPage;
  page(): Page;
  /** Addresses that were opened. */
  readonly urls: readonly string[];
  /** While this is so no page opens. */
  pluggedIn: boolean;
}

/** Opens the camera's page in a browser that is there already. */
export function pagesOf(
  browser: Browser,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): OpenedInTest {
  let current: Page | undefined;
  const urls: string[] = [];
  const opened: OpenedInTest = {
    pluggedIn: true,
    urls,
    page() {
      if (current === undefined) throw new Error('no page is open');
      return current;
    },
    async openPage(url) {
      urls.push(url);
      const context = await browser.newContext();
      const page = await context.newPage();
      current = page;
      await prepare(page);
      const ended = new Promise<'ended'>((resolve) => page.once('close', () => resolve('ended')));
      if (opened.pluggedIn) await page.goto(url);
      else void page.close();
      return {
        ended,
        close: () => context.close(),
      };
    },
  };
  return opened;
}

/** Lets a test stop or damage what the page sends. */
const MEDDLE = `
  window.meddling = '';
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string') return send.call(this, data);
    if (window.meddling === 'silent') return;
    if (window.meddling === 'damage') { window.meddling = ''; data[data.length - 20] ^= 1; }
    return send.call(this, data);
  };
`;

export async function browserRig(browser: Browser): Promise<DeviceRig<Camera>> {
  const clock = systemClock;
  const pages = pagesOf(browser, (page) => page.addInitScript(MEDDLE));
  const device = browserCamera({ clock, mode: FILM, openPage: pages.openPage, openWithinMs: 20_000 });
  const stream = (signal: AbortSignal) => device.stream(() => undefined, { signal });
  const meddle = (how: string) => pages.page().evaluate<void>(`window.meddling = '${how}'; undefined`);
  return {
    device,
    clock,
    pass: sleep,
    endless: stream,
    use: () => stream(never()),
    whenCancelled: 'resolves',
    overlapping: false,
    async unplug() {
      pages.pluggedIn = false;
      await pages.page().close();
      await until(() => device.status().kind === 'disconnected');
    },
    plugIn: () => void (pages.pluggedIn = true),
    goSilent: () => meddle('silent'),
    speakNonsense: () => meddle('damage'),
    close: async () => undefined,
  };
}
