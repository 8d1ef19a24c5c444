import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

const reach = async (page: Page, phase: string) => page.locator(`[data-phase="${phase}"] h1`).waitFor();
const focused = (page: Page) => page.evaluate<string>(`document.activeElement.textContent`);

describe.skipIf(missing !== undefined)('the traveller’s screen, by keyboard alone', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('takes a traveller from the welcome to the desk and back', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address, { viewport: PANELS.portrait });
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
    const page = await openPage(browser, lane.address, { viewport: PANELS.portrait });
    await reach(page, 'notice');
    const order: string[] = [];
    for (let press = 0; press < 5; press++) {
      await page.keyboard.press('Tab');
      order.push((await focused(page)).slice(0, 12));
      const outline = await page.evaluate<string>(`getComputedStyle(document.activeElement).outlineStyle`);
      expect(outline).toBe('solid');
    }
    expect(order[0]).toBe('Continue');
    expect(order[1]).toBe('English');
    expect(order[4]).toBe('Use the desk');
  });

  it('leaves a focused control its own keys', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    await reach(page, 'idle');
    await page.getByRole('button', { name: 'High contrast' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('html').getAttribute('data-contrast')).toBe('more');
    expect(lane.events).toEqual([]);
  });

  it('chooses a language, and goes on in the middle of a step as if nothing had been', async () => {
    const lane = await showLane({ view: SCENES['document-reading'] ?? {} });
    const page = await openPage(browser, lane.address);
    await reach(page, 'document');
    await page.keyboard.press('l');
    await page.getByRole('heading', { name: 'Language' }).waitFor();
    expect(await focused(page)).toBe('English');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Français');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'passeport' }).waitFor();
    expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('45');
    await page.keyboard.press('l');
    await page.keyboard.press('Escape');
    await page.getByRole('progressbar').waitFor();
    expect(lane.events).toEqual([]);
  });

  it('gives more time with one press, wherever it is asked about', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    for (const [scene, key] of [
      ['document-asked', 'Enter'],
      ['token-asked', 'Enter'],
      ['face-asked', 'Enter'],
      ['finger-asked', 'm'],
      ['notice-asked', 'm'],
      ['referred-asked', 'm'],
    ] as const) {
      const before = lane.events.length;
      lane.show(SCENES[scene] ?? {});
      await page.getByRole('button', { name: 'Yes, more time' }).waitFor();
      await page.keyboard.press(key);
      await expect.poll(() => lane.events.slice(before)).toEqual([{ kind: 'more-time' }]);
    }
    await page.getByRole('button', { name: 'Yes, more time' }).click();
    await expect.poll(() => lane.events.at(-1)).toEqual({ kind: 'more-time' });
  });

  it('goes on without a code with one press, or to the desk, and is asked before it is given up', async () => {
    const lane = await showLane({ view: SCENES['token'] ?? {} });
    const page = await openPage(browser, lane.address);
    await page.getByRole('heading', { name: 'Show your code' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => lane.events).toEqual([{ kind: 'token-declined' }]);
    lane.show(SCENES['token-again'] ?? {});
    await page.getByRole('heading', { name: 'Please show your code again' }).waitFor();
    await page.getByRole('button', { name: 'Continue without a code' }).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => lane.events.length).toBe(2);
    await page.keyboard.press('d');
    await expect.poll(() => lane.events.at(-1)).toEqual({ kind: 'desk-chosen' });
  });

  it('asks for a receipt with one press, once', async () => {
    const lane = await showLane({ view: SCENES['notice'] ?? {} });
    const page = await openPage(browser, lane.address, { viewport: PANELS.portrait });
    await reach(page, 'notice');
    await page.keyboard.press('q');
    await expect.poll(() => lane.events).toEqual([{ kind: 'receipt-wanted' }]);
    lane.show({ phase: 'notice', receipt: { kind: 'wanted' } });
    await page.getByRole('button', { name: 'Receipt requested' }).waitFor();
    await page.keyboard.press('q');
    await page.keyboard.press('Enter');
    await expect.poll(() => lane.events).toEqual([{ kind: 'receipt-wanted' }, { kind: 'notice-acknowledged' }]);
  });

  it('works from a pad that has nothing but arrows and a key in their middle', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.address);
    await reach(page, 'document');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toContain('Use the desk');
    await page.keyboard.press('Enter');
    await expect.poll(() => lane.events).toEqual([{ kind: 'desk-chosen' }]);
  });

  it('starts once when the start button itself is touched', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    await page.getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => lane.events).toEqual([{ kind: 'traveller-arrived' }]);
  });

  it('offers the desk until the decision and not after it', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    const desk = page.getByRole('button', { name: 'Use the desk' });
    for (const [name, view] of Object.entries(SCENES)) {
      lane.show(view);
      await reach(page, view.phase ?? '');
      const offered = ['idle', 'notice', 'document', 'token', 'face', 'finger', 'declaration'].includes(
        view.phase ?? '',
      );
      expect([name, await desk.isVisible()]).toEqual([name, offered]);
    }
  });

  it('says where the desk is between travellers, and goes back', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    await page.getByRole('button', { name: 'Use the desk' }).click();
    await page.getByRole('heading', { name: 'You can go to desk B12' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect(lane.events).toEqual([]);
  });
});
