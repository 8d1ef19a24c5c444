import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

const reach = async (page: Page, phase: string) => page.locator(`[data-phase="${phase}"] h1`).waitFor();
const focused = (page: Page) => page.evaluate<string>(`document.activeElement.textContent`);

describe.skipIf(missing !== undefined)('the traveller’s screen, by keyboard alone', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('takes a traveller from the welcome to the desk and back', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url);
    await reach(page, 'idle');
    await page.keyboard.press('Enter');
    await expect.poll(() => lane.events.at(-1)).toEqual({ kind: 'traveller-arrived' });
    lane.show({ phase: 'notice' });
    await reach(page, 'notice');
    await page.keyboard.press('Space');
    await expect.poll(() => lane.events.at(-1)).toEqual({ kind: 'notice-acknowledged' });
    lane.show({ phase: 'document' });
    await reach(page, 'document');
    await page.keyboard.press('d');
    await expect.poll(() => lane.events.at(-1)).toEqual({ kind: 'desk-chosen' });
    lane.show({ phase: 'referred' });
    await reach(page, 'referred');
    await page.keyboard.press('Enter');
    await expect.poll(() => lane.events.at(-1)).toEqual({ kind: 'traveller-gone' });
    expect(lane.events).toHaveLength(4);
  });

  it('reaches every control by Tab, the way on first, with a focus that can be seen', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.url);
    await reach(page, 'notice');
    const order: string[] = [];
    for (let press = 0; press < 10; press++) {
      await page.keyboard.press('Tab');
      order.push((await focused(page)).slice(0, 12));
      const outline = await page.evaluate<string>(`getComputedStyle(document.activeElement).outlineStyle`);
      if (order.length <= 9) expect(outline).toBe('solid');
    }
    expect(order[1]).toBe('Continue');
    expect(order.slice(2, 7)).toEqual(['English', 'Deutsch', 'Français', 'Español', 'العربية']);
    expect(order[9]).toContain('Desk instead');
  });

  it('leaves a focused control its own keys', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url);
    await reach(page, 'idle');
    await page.getByRole('button', { name: 'Deutsch' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Willkommen' }).waitFor();
    expect(lane.events).toEqual([]);
  });

  it('starts once when the start button itself is touched', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url);
    await page.getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => lane.events).toEqual([{ kind: 'traveller-arrived' }]);
  });

  it('offers the desk until the decision and not after it', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url);
    const desk = page.getByRole('button', { name: 'Desk instead' });
    for (const [name, view] of Object.entries(SCENES)) {
      lane.show(view);
      await reach(page, view.phase ?? '');
      const offered = ['idle', 'notice', 'document', 'face', 'finger'].includes(view.phase ?? '');
      expect([name, await desk.isVisible()]).toEqual([name, offered]);
    }
  });

  it('says where the desk is when nobody is being served, and goes back', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url);
    await page.getByRole('button', { name: 'Desk instead' }).click();
    await page.getByRole('heading', { name: 'Desk B12 is open to you' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect(lane.events).toEqual([]);
  });
});
