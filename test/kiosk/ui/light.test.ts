import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmShown } from '../../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import { drawLightChallenge } from '../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane, type ShownLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

const until = (holds: () => boolean): Promise<void> => expect.poll(holds).toBe(true);

function present(lane: ShownLane): ReturnType<ShownLane['lights']['show']> {
  const showing = lane.lights.show(drawLightChallenge(Math.random));
  lane.show({ ...SCENES['light'], light: lane.lights.current() });
  return showing;
}

describe.skipIf(missing !== undefined)('coloured light on the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('fills both halves, says when, and goes away', async () => {
    const lane = await showLane({ view: SCENES['face-look'] ?? {} });
    const page = await openPage(browser, lane.address);
    await page.locator('h1').waitFor();
    await until(() => lane.lights.screens() === 1);
    const showing = present(lane);
    await page.locator('.light-field').waitFor();
    await page.locator('.saying .progress-bar.timed').waitFor();
    const status = page.getByRole('status');
    await status.filter({ hasText: 'Keep still' }).waitFor({ state: 'attached' });
    const width = await page.evaluate<number>(
      `document.querySelector('.light-field').firstChild.getBoundingClientRect().width`,
    );
    expect(width).toBeCloseTo(640, 0);
    await until(() => showing.complete());
    expect(showing.said().map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    // A machine too busy to draw is told from one that drew: both are answers, only the second is believed.
    const said = showing.said();
    const gaps = said.slice(1).map(({ pageMs }, at) => pageMs - (said[at]?.pageMs ?? 0));
    const delays = said.map(({ pageMs, arrivedMs }) => arrivedMs - pageMs);
    const steady = gaps.every((gap, at) => Math.abs(gap - (showing.challenge.states[at]?.forMs ?? 0)) <= 50);
    const prompt = Math.max(...delays) - Math.min(...delays) <= 150;
    if (steady && prompt) expect(confirmShown(showing.challenge, said)?.states).toHaveLength(9);
    else expect(confirmShown(showing.challenge, said)).toBeUndefined();
    showing.end();
    lane.show({ phase: 'face' });
    await page.locator('.light-field').waitFor({ state: 'detached' });
  });

  it('is not shown to a traveller whose system asks for less motion: they go without', async () => {
    const lane = await showLane({ view: SCENES['face-look'] ?? {} });
    const page = await openPage(browser, lane.address, { reducedMotion: 'reduce' });
    await page.locator('h1').waitFor();
    const showing = present(lane);
    await until(() => lane.lights.declined());
    expect(showing.said()).toEqual([]);
    expect(lane.lights.current()).toBeUndefined();
  });

  it('can be refused beforehand and while it glows', async () => {
    const lane = await showLane({ view: SCENES['notice-lights'] ?? {} });
    const page = await openPage(browser, lane.address);
    const refuse = page.getByRole('button', { name: 'Skip the coloured light' });
    await refuse.click();
    await until(() => lane.lights.declined());
    lane.show(SCENES['lights-declined'] ?? {});
    expect(await page.getByRole('button', { name: 'No coloured light' }).getAttribute('aria-pressed')).toBe('true');
    lane.lights.reset();
    present(lane);
    await refuse.click();
    await until(() => lane.lights.declined());
  });
});
