import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage } from './fixtures/lane-browser.ts';
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
    } });
  `);

const spoken = (page: Page) => page.evaluate<string[]>('window.spoken');

describe.skipIf(missing !== undefined)('reading aloud', () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('reads what is shown, interrupts itself when that changes, and stops when asked', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.url, { prepare: async (blank) => void (await withVoices(blank)) });
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
    const page = await openPage(browser, lane.url, { prepare: async (blank) => void (await withVoices(blank)) });
    await page.getByRole('button', { name: 'Read aloud' }).click();
    await expect
      .poll(async () => (await spoken(page)).at(-1))
      .toMatch(/What we do\. We read your passport.*Your rights\./s);
  });

  it('is not offered where the voice for a language would send the text away, or there is none', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.url, {
      locale: 'de',
      prepare: async (blank) => void (await withVoices(blank)),
    });
    await page.getByRole('heading', { name: 'Willkommen' }).waitFor();
    expect(await page.getByRole('button', { name: 'Vorlesen' }).count()).toBe(0);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Read aloud' }).waitFor();
  });
});
