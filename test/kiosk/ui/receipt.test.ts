import { decodeQR } from 'qr/decode.js';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilText } from '../../../kiosk/ui/words/receipt-times.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

/** The screen, decoded as a telephone would. */
async function photographed(page: Page): Promise<string> {
  const shot = await page.locator('.receipt-code').screenshot();
  const { data, info } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data });
}

describe('the times of a receipt', () => {
  it('name the day where the pictures are kept into another', () => {
    const issuedAt = new Date(2026, 4, 12, 23, 40).getTime();
    expect(untilText('de', { issuedAt, goneBy: issuedAt + 600_000 })).toBe('23:50');
    expect(untilText('de', { issuedAt, goneBy: issuedAt + 3_600_000 })).toMatch(/^13\. Mai.* 00:40$/);
  });
});

const textOf = (scene: string): string => {
  const receipt = SCENES[scene]?.receipt;
  return receipt?.kind === 'made' ? receipt.text : '';
};

describe.skipIf(missing !== undefined)('a receipt on the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(['portrait', 'landscape', 'phone'] as const)('can be photographed from a %s panel', async (panel) => {
    const lane = await showLane({ view: SCENES['referred-receipt'] ?? {} });
    const page = await openPage(browser, lane.address, { viewport: PANELS[panel], contrast: 'more' });
    await page.locator('.receipt-code').waitFor();
    expect(await photographed(page)).toBe(textOf('referred-receipt'));
  });

  it('stands beside the way through, says what it proves, and goes with its traveller', async () => {
    const lane = await showLane({ view: SCENES['passage-receipt'] ?? {} });
    const page = await openPage(browser, lane.address);
    await page.getByRole('heading', { name: 'Please walk through' }).waitFor();
    await page.getByText('deleted once you have passed').first().waitFor();
    await page.locator('.receipt-code').waitFor();
    expect(await photographed(page)).toBe(textOf('passage-receipt'));
    lane.show({ phase: 'idle' });
    await page.locator('[data-phase="idle"] h1').waitFor();
    expect(await page.locator('.receipt-code').count()).toBe(0);
    const left = await page.content();
    expect(left).not.toContain(textOf('passage-receipt').slice(4, 40));
    // The word with which the screen speaks to its lane is of the screen, not of a traveller
    const stores = await page.evaluate<string[]>('[...Object.keys(localStorage), ...Object.keys(sessionStorage)]');
    expect(stores).toEqual(['lane-token']);
  });

  it('says until when pictures are kept, and under the code who made it and when', async () => {
    const { receipt } = SCENES['referred-receipt'] ?? {};
    if (receipt?.kind !== 'made') throw new Error('a receipt was wanted');
    const kioskId = 'lane-with-a-name-of-32-letters-x' as typeof receipt.kioskId;
    const lane = await showLane({ view: { phase: 'referred', receipt: { ...receipt, kioskId } } });
    const page = await openPage(browser, lane.address, { locale: 'de', viewport: PANELS.portrait });
    await page.getByText('Ihre Bilder werden bis 14:35 aufbewahrt.').first().waitFor();
    expect(await page.locator('.receipt-code text').textContent()).toMatch(
      /^lane-with-a-name-of-32-letters-x · 2026-05-12 13:35$/,
    );
    const { made, room } = await page.evaluate<{ made: number; room: number }>(`({
      made: document.querySelector('.receipt-code text').getBoundingClientRect().width,
      room: document.querySelector('.receipt-code rect').getBoundingClientRect().width,
    })`);
    expect(made).toBeLessThan(room);
  });

  it('that cannot be made is said so, and does not keep the traveller', async () => {
    const lane = await showLane({ view: SCENES['passage-receipt-missed'] ?? {} });
    const page = await openPage(browser, lane.address);
    await page.getByText('A receipt cannot be made right now.').first().waitFor();
    await page.locator('.walk-through.open').waitFor();
  });

  it('gives way to an emergency', async () => {
    const lane = await showLane({ view: SCENES['passage-receipt'] ?? {} });
    const page = await openPage(browser, lane.address);
    await page.locator('.receipt-code').waitFor();
    lane.show({ ...SCENES['passage-receipt'], phase: 'emergency' });
    await page.getByText('Go now and stay calm.').first().waitFor();
    await page.locator('.emergency-exit').waitFor();
    expect(await page.locator('.receipt-code').count()).toBe(0);
  });

  it('is not offered where the lane gives none', async () => {
    const lane = await showLane({ view: { phase: 'notice' } });
    const page = await openPage(browser, lane.address);
    await page.getByRole('heading', { name: 'Before we begin' }).waitFor();
    expect(await page.getByRole('button', { name: 'receipt' }).count()).toBe(0);
  });
});
