import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { MIRROR, MIRROR_BYTES } from '../../../kiosk/biometrics/face/mirror-picture.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { axeFindings, missingPages, openPage } from './fixtures/lane-browser.ts';
import { DRAWN } from './fixtures/scene-page.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane, type ShownLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
const LOOKING = SCENES['face-look'] ?? {};
let browser: Browser;

/** Red on the camera's left half, green on its right. */
function halves(): Uint8Array<ArrayBuffer> {
  const picture = new Uint8Array(MIRROR_BYTES);
  for (let at = 0; at < MIRROR_BYTES; at += 4) {
    picture.set((at / 4) % MIRROR.width < MIRROR.width / 2 ? [255, 0, 0, 255] : [0, 255, 0, 255], at);
  }
  return picture;
}

/** Shows the picture over and over, as a lane does, until it is told to stop. */
function keepShowing(lane: ShownLane): () => void {
  const timer = setInterval(() => lane.mirror.lend() !== undefined && lane.mirror.show(halves()), 30);
  const stop = (): void => clearInterval(timer);
  onTestFinished(stop);
  return stop;
}

/** Before the scripts of the page: counts the messages of its mirror in `pictures`. */
const COUNT_PICTURES = `{
  window.pictures = 0;
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      if (this.url.includes('/mirror')) this.addEventListener('message', () => (pictures += 1));
    }
  };
}`;

const mirrored = (page: Page) => page.locator('.face-oval.mirrored').waitFor();
const figure = (page: Page) => page.locator('.face-oval:not(.mirrored) .seen').waitFor();
const canvasSide = (page: Page): Promise<number> =>
  page.evaluate<number>(
    `(document.querySelector('canvas')?.width ?? -1) + (document.querySelector('canvas')?.height ?? -1)`,
  );
/** Keeps the page's canvas in sight after it has left the page. */
const holdCanvas = (page: Page): Promise<void> =>
  page.evaluate(`void (window.held = document.querySelector('canvas'))`);
const heldSide = (page: Page): Promise<number> => page.evaluate<number>('held.width + held.height');

describe.skipIf(missing !== undefined)('the mirror on the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('shows the traveller as a mirror does, in the place of the figure and under the oval', async () => {
    const lane = await showLane({ view: LOOKING });
    const page = await openPage(browser, lane.address);
    await figure(page);
    keepShowing(lane);
    await mirrored(page);
    expect(await page.locator('.face-oval .seen').count()).toBe(0);
    expect(await page.locator('.face-oval .target').count()).toBe(1);
    const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator('canvas').boundingBox()) ?? {};
    const colourAt = async (share: number): Promise<number[]> => {
      const clip = { x: x + width * share, y: y + height * 0.8, width: 2, height: 2 };
      const png = await page.screenshot({ clip });
      const { default: sharp } = await import('sharp');
      return [...(await sharp(png).raw().toBuffer()).subarray(0, 3)];
    };
    const [left, right] = [await colourAt(0.1), await colourAt(0.9)];
    expect(left[1]).toBeGreaterThan(200);
    expect(right[0]).toBeGreaterThan(200);
    expect(await axeFindings(page)).toEqual([]);
  });

  it.each(['deciding', 'idle', 'referred'] as const)(
    'leaves nothing on the canvas when the lane is %s',
    async (phase) => {
      const lane = await showLane({ view: LOOKING });
      const page = await openPage(browser, lane.address);
      keepShowing(lane);
      await mirrored(page);
      await holdCanvas(page);
      lane.show({ phase });
      await page.locator(`[data-phase="${phase}"] h1`).waitFor();
      expect(await page.locator('canvas').count()).toBe(0);
      expect(await heldSide(page)).toBe(0);
      expect(lane.mirror.lend()).toBeUndefined();
    },
  );

  it('leaves nothing when the line is lost', async () => {
    const lane = await showLane({ view: LOOKING });
    const page = await openPage(browser, lane.address);
    keepShowing(lane);
    await mirrored(page);
    await holdCanvas(page);
    await lane.stop();
    await page.locator('[data-phase="connection"] h1').waitFor();
    expect([await page.locator('canvas').count(), await heldSide(page)]).toEqual([0, 0]);
  });

  it('gives way to the coloured light, the arrow and the list of languages', async () => {
    const lane = await showLane({ view: LOOKING });
    const page = await openPage(browser, lane.address);
    keepShowing(lane);
    for (const scene of ['light', 'turn-left', 'face-wait', 'face-asked']) {
      lane.show(LOOKING);
      await mirrored(page);
      lane.show(SCENES[scene] ?? {});
      await page.locator('.face-oval.mirrored').waitFor({ state: 'detached' });
      // A figure may stand there, and no picture
      expect(await canvasSide(page), scene).toBeLessThanOrEqual(0);
    }
    lane.show(LOOKING);
    await mirrored(page);
    await page.keyboard.press('l');
    await page.locator('.language-choice').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
  });

  it('shows a figure again when no pictures come any more', async () => {
    const lane = await showLane({ view: LOOKING });
    const page = await openPage(browser, lane.address);
    const stop = keepShowing(lane);
    await mirrored(page);
    stop();
    await figure(page);
    expect(await canvasSide(page)).toBe(0);
    // Beside the figure's head the pane is as light as before there was a picture
    const { x = 0, y = 0 } = (await page.locator('.face-oval').boundingBox()) ?? {};
    const png = await page.screenshot({ clip: { x: x + 30, y: y + 60, width: 4, height: 4 } });
    const { default: sharp } = await import('sharp');
    const { channels } = await sharp(png).stats();
    expect(Math.min(...channels.slice(0, 3).map(({ mean }) => mean))).toBeGreaterThan(200);
  });

  it.each([0, 1, MIRROR_BYTES - 1, MIRROR_BYTES + 1, 4_000_000])('ignores a message of %i bytes', async (length) => {
    const lane = await showLane({ view: LOOKING });
    const page = await openPage(browser, lane.address, {
      prepare: async (blank) => void (await blank.addInitScript(COUNT_PICTURES)),
    });
    await figure(page);
    for (let count = 1; count <= 3; count++) {
      await expect.poll(() => lane.mirror.lend()).toBeDefined();
      lane.mirror.show(new Uint8Array(length).fill(200));
      await expect.poll(() => page.evaluate<number>('pictures')).toBe(count);
      await page.evaluate(DRAWN);
    }
    expect([await page.locator('.mirrored').count(), await canvasSide(page)]).toEqual([0, 0]);
    keepShowing(lane);
    await mirrored(page);
  });

  it('asks for no picture where the traveller’s system wants less motion, or the lane has none', async () => {
    for (const options of [{ reducedMotion: 'reduce' as const }, { without: true }]) {
      const lane = await showLane({ view: LOOKING, mirrored: !('without' in options) });
      const asked: string[] = [];
      const page = await openPage(browser, lane.address, {
        ...('reducedMotion' in options && options),
        prepare: async (blank) => void blank.on('websocket', (socket) => void asked.push(socket.url())),
      });
      await figure(page);
      await page.evaluate(DRAWN);
      expect(asked.filter((url) => url.includes('/mirror'))).toEqual([]);
      expect(lane.mirror.lend()).toBeUndefined();
    }
  });
});
