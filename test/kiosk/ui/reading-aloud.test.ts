import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

/** A system with one English voice of its own and a German one that sends text away. Keeps what is spoken. */
const withVoices = (page: Page): Promise<unknown> =>
  page.addInitScript(`
    window.spoken = [];
    const voices = [
      { lang: 'en-GB', localService: true, name: 'here' },
      { lang: 'de-DE', localService: false, name: 'elsewhere' },
    ];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', { value: {
      getVoices: () => voices,
      addEventListener: () => undefined,
      speak: ({ text }) => window.spoken.push(text),
      cancel: () => window.spoken.push('(silence)'),
      pause: () => window.spoken.push('(pause)'),
      resume: () => window.spoken.push('(on)'),
    } });
  `);

/** The brightest value in a picture, 0 to 255. */
const brightest = async (png: Buffer): Promise<number> =>
  Math.max(...(await sharp(png).stats()).channels.slice(0, 3).map(({ max }) => max));

const spoken = (page: Page) => page.evaluate<string[]>('window.spoken');

describe.skipIf(missing !== undefined)('reading aloud', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('reads what is shown, interrupts itself when that changes, and stops when asked', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.address, { prepare: async (blank) => void (await withVoices(blank)) });
    const button = page.getByRole('button', { name: 'Read aloud' });
    await button.click();
    await expect.poll(async () => (await spoken(page)).at(-1)).toContain('Place your passport on the reader.');
    lane.show({ phase: 'passage' });
    await expect
      .poll(async () => (await spoken(page)).slice(-2))
      .toEqual(['(silence)', 'Please walk through. Take your passport and your bags with you.']);
    await button.click();
    await expect.poll(async () => (await spoken(page)).at(-1)).toBe('(silence)');
  });

  it('reads the whole notice', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.address, { prepare: async (blank) => void (await withVoices(blank)) });
    await page.getByRole('button', { name: 'Read aloud' }).click();
    await expect
      .poll(async () => (await spoken(page)).at(-1))
      .toMatch(/How it works\. We read your passport.*Your rights\./s);
  });

  it('can be held, gone on with and repeated, by button and by key', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.address, { prepare: async (blank) => void (await withVoices(blank)) });
    await page.locator('h1').waitFor();
    await page.keyboard.press('v');
    await expect.poll(async () => (await spoken(page)).at(-1)).toContain('Place your passport');
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(async () => (await spoken(page)).at(-1)).toBe('(pause)');
    await page.keyboard.press('p');
    await expect.poll(async () => (await spoken(page)).at(-1)).toBe('(on)');
    const before = (await spoken(page)).length;
    await page.keyboard.press('r');
    await expect
      .poll(async () => (await spoken(page)).slice(before))
      .toContainEqual(expect.stringContaining('Place your passport'));
    await page.keyboard.press('p');
    lane.show({ phase: 'passage' });
    await expect
      .poll(async () => (await spoken(page)).slice(-3))
      .toEqual(['(on)', '(silence)', expect.stringContaining('Please walk through')]);
  });

  it('tells the keys as it begins, and names each control that a key moves to', async () => {
    const lane = await showLane({ view: { phase: 'notice', receipt: { kind: 'offered' } } });
    const page = await openPage(browser, lane.address, {
      viewport: PANELS.portrait,
      prepare: async (blank) => void (await withVoices(blank)),
    });
    await page.locator('[data-phase="notice"] h1').waitFor();
    await page.keyboard.press('v');
    await expect
      .poll(async () => (await spoken(page)).at(-1))
      .toMatch(/Your rights.*D: Use the desk\. R: Say again\./s);
    // The buttons for reading take room, and the pages are counted again
    await page.getByRole('button', { name: 'Read on' }).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(async () => (await spoken(page)).at(-1)).toBe('Read on');
    await page.keyboard.press('r');
    await expect.poll(async () => (await spoken(page)).at(-1)).toContain('How it works');
    for (let press = 0; press < 3; press++) await page.keyboard.press('Tab');
    await expect.poll(async () => (await spoken(page)).at(-1)).toBe('Text size: 100%');
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await spoken(page)).at(-1)).toBe('Read on');
    for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await spoken(page)).at(-1)).toBe('Text size: 125%');
    lane.show({ phase: 'document' });
    await expect
      .poll(async () => (await spoken(page)).at(-1))
      .toMatch(/^Place your passport on the reader\..*changes\.$/);
  });

  it('asks aloud whether more time is needed, beside what is being read', async () => {
    const lane = await showLane({ view: { phase: 'referred', asked: true } });
    const page = await openPage(browser, lane.address, { prepare: async (blank) => void (await withVoices(blank)) });
    await page.locator('h1').waitFor();
    await page.keyboard.press('v');
    await expect.poll(async () => (await spoken(page)).at(-1)).toMatch(/desk B12.*Do you need more time\?/);
  });

  it('says what stands beside a receipt too', async () => {
    const lane = await showLane({ view: SCENES['referred-receipt'] ?? {} });
    const page = await openPage(browser, lane.address, { prepare: async (blank) => void (await withVoices(blank)) });
    await page.locator('h1').waitFor();
    await page.keyboard.press('v');
    await expect
      .poll(async () => (await spoken(page)).at(-1))
      .toMatch(/passport with you\. Your number: 7 K Q 2\. Photograph your receipt\./);
    await expect.poll(() => page.getByRole('status').textContent()).toContain('kept until 14:35.');
  });

  it('darkens the screen for those who ask, keeps every key, and brings it back with a touch', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.address, { prepare: async (blank) => void (await withVoices(blank)) });
    await page.locator('h1').waitFor();
    await page.keyboard.press('b');
    expect(await page.locator('.dark-screen').count()).toBe(0);
    await page.keyboard.press('v');
    await page.keyboard.press('b');
    const dark = page.locator('.dark-screen');
    await dark.waitFor();
    const { width, height } = (await dark.boundingBox()) ?? { width: 0, height: 0 };
    expect([width, height]).toEqual([1280, 800]);
    const seen = brightest(await page.screenshot({ clip: { x: 0, y: 0, width: 1280, height: 600 } }));
    expect(await seen).toBe(0);
    await page.keyboard.press('d');
    await expect.poll(() => lane.events).toEqual([{ kind: 'desk-chosen' }]);
    await dark.click();
    await dark.waitFor({ state: 'detached' });
    await page.keyboard.press('b');
    await page.keyboard.press('v');
    await dark.waitFor({ state: 'detached' });
  });

  it('is not offered where the voice for a language would send the text away, or there is none', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address, {
      locale: 'de',
      prepare: async (blank) => void (await withVoices(blank)),
    });
    await page.getByRole('heading', { name: 'Willkommen' }).waitFor();
    expect(await page.getByRole('button', { name: 'Vorlesen' }).count()).toBe(0);
    await page.keyboard.press('v');
    await page.locator('.controls .language').click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Read aloud' }).waitFor();
    expect(await page.getByRole('button', { name: 'Read aloud' }).getAttribute('aria-pressed')).toBe('false');
  });
});
