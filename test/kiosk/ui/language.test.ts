import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

const root = (page: Page) =>
  page.evaluate<string>(`document.documentElement.lang + ' ' + document.documentElement.dir`);
const heading = (page: Page) => page.locator('h1').textContent();
/** By the button and the list behind it. */
async function choose(page: Page, name: string): Promise<void> {
  await page.locator('.controls .language').click();
  await page.getByRole('button', { name, exact: true }).click();
}
const middleOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).boundingBox();
  return box === null ? Number.NaN : box.x + box.width / 2;
};

describe.skipIf(missing !== undefined)('the languages of the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('begins with the lane’s own, or English where the screen does not speak it', async () => {
    const lane = await showLane();
    const french = await openPage(browser, lane.address, { locale: 'fr-CA' });
    await expect.poll(() => heading(french)).toBe('Bienvenue');
    const finnish = await openPage(browser, lane.address, { locale: 'fi' });
    await expect.poll(() => heading(finnish)).toBe('Welcome');
  });

  it('follows the document’s issuing state until the traveller chooses', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    lane.show({ ...SCENES['face-look'], issuingState: 'D' });
    await expect.poll(() => root(page)).toBe('de ltr');
    await expect.poll(() => heading(page)).toBe('Schauen Sie in die Kamera');
    await choose(page, 'Español');
    await expect.poll(() => root(page)).toBe('es ltr');
    lane.show({ phase: 'opening', issuingState: 'D' });
    await expect.poll(() => heading(page)).toBe('La puerta se está abriendo');
  });

  it('keeps its language for a state whose language it does not speak', async () => {
    const lane = await showLane({ view: { phase: 'opening', issuingState: 'UTO' } });
    const page = await openPage(browser, lane.address, { locale: 'fr' });
    await expect.poll(() => root(page)).toBe('fr ltr');
  });

  it('forgets the choices of the last traveller', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.address);
    await choose(page, 'العربية');
    await page.getByRole('button', { name: 'تباين عالٍ' }).click();
    await expect.poll(() => root(page)).toBe('ar rtl');
    lane.show({ phase: 'idle' });
    await expect.poll(() => root(page)).toBe('en ltr');
    expect(await page.evaluate(`document.documentElement.dataset.contrast`)).toBe('normal');
  });

  it('forgets a traveller who chose a language at the welcome and left', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address, { prepare: (blank) => blank.clock.install() });
    await choose(page, 'Deutsch');
    await expect.poll(() => heading(page)).toBe('Willkommen');
    await page.clock.fastForward(46_000);
    await expect.poll(() => heading(page)).toBe('Welcome');
  });

  it('lays Arabic out from the right, and leaves left and right of the body alone', async () => {
    const lane = await showLane({ view: { phase: 'face', face: SCENES['turn-left']?.face } });
    const page = await openPage(browser, lane.address, { locale: 'ar', reducedMotion: 'reduce' });
    await expect.poll(() => root(page)).toBe('ar rtl');
    await expect.poll(() => heading(page)).toBe('أدر رأسك إلى اليسار');
    expect(await middleOf(page, '.picture')).toBeGreaterThan(await middleOf(page, '.saying'));
    expect(await middleOf(page, '.turn-arrow .arrow')).toBeLessThan(await middleOf(page, '.turn-arrow .head'));
    lane.show(SCENES['turn-right'] ?? {});
    await page.locator('.turn-arrow.right').waitFor();
    expect(await middleOf(page, '.turn-arrow .arrow')).toBeGreaterThan(await middleOf(page, '.turn-arrow .head'));
  });

  it('moves the outline as a mirror does: a face on the left of the frame is drawn on the right', async () => {
    const lane = await showLane({
      view: {
        phase: 'face',
        face: { prompt: 'look', advice: undefined, box: { left: 0.05, top: 0.3, width: 0.3, height: 0.4 } },
      },
    });
    const page = await openPage(browser, lane.address, { reducedMotion: 'reduce' });
    await page.locator('.seen').waitFor();
    expect(await middleOf(page, '.seen ellipse')).toBeGreaterThan(await middleOf(page, '.target'));
  });

  it('shows the notice in the chosen language, whole', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.address, { locale: 'de' });
    await expect
      .poll(() => page.locator('dt').allTextContents())
      .toEqual(['Was wir tun', 'Warum', 'Wie lange', 'Rechtsgrundlage', 'Ihre Rechte']);
    expect(await page.locator('dd').first().textContent()).toContain('Wir lesen Ihren Pass');
  });

  it('tells a screen reader each instruction once, politely', async () => {
    const lane = await showLane({ view: { phase: 'document' } });
    const page = await openPage(browser, lane.address);
    const status = page.locator('[role="status"][aria-live="polite"]');
    await expect.poll(() => status.textContent()).toContain('Place your passport on the reader');
    lane.show({ phase: 'passage' });
    await expect.poll(() => status.textContent()).toContain('Please walk through');
  });

  it('never says why a traveller goes to the desk', async () => {
    const lane = await showLane({ view: { phase: 'referred', attempt: 1, issuingState: 'D' } });
    const page = await openPage(browser, lane.address);
    await expect.poll(() => heading(page)).toBe('Bitte gehen Sie zu Schalter B12');
    const said = await page.locator('main').innerText();
    expect(said.replace(/\s+/g, ' ').trim()).toBe(
      'B12 Bitte gehen Sie zu Schalter B12 Dort hilft man Ihnen weiter. Nehmen Sie Ihren Pass mit. OK',
    );
  });
});
