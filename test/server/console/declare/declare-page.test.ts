/** The customs questions on a phone, from the page of the server to the code that a lane reads. */
import { decodeQR } from 'qr/decode.js';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { readDeclarationCode } from '../../../../server/contract/read-declaration-code.ts';
import { EU_ARRIVALS } from '../../../../server/contract/rules/questions.ts';
import { charactersOf } from '../../contract/fixtures/made-code.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer } from '../../fixtures/running-server.ts';

const missing = missingConsole('declare/index.html');

let browser: Browser;

/** The code on the page, decoded as a reader would. */
async function scanned(page: Page): Promise<string> {
  const shot = await page.locator('.qr').screenshot();
  const { data, info } = await sharp(shot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return decodeQR({ width: info.width, height: info.height, data });
}

describe.skipIf(missing !== undefined)('the customs questions on a phone', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('become a code by keyboard, in German, and the server learns no answer', { timeout: 300_000 }, async () => {
    const server = await runServer({ travellerQuestions: EU_ARRIVALS });
    const context = await browser.newContext({
      locale: 'de-DE',
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 2,
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await page.goto(`${server.url}/declare`);
    await page.getByRole('heading', { name: 'Fragen des Zolls' }).waitFor();
    await page.waitForLoadState('networkidle');
    const loaded = sent.length;

    await page.getByLabel('Bargeld').focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Waffen, Drogen, geschützte Tiere oder Pflanzen').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Code erstellen' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Geben Sie eine Zahl über null ein.').waitFor();
    // The focus is in the field that is not filled in, as soon as the fault is shown, and again when it is not mended
    const focused = () => page.evaluate('document.activeElement?.id');
    expect(await focused()).toBe('amount-currency');
    await page.getByRole('button', { name: 'Code erstellen' }).focus();
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('amount-currency');
    await page.keyboard.type('12 345,67');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ihr Code' }).waitFor();
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('12.345,67'),
      'Waffen, Drogen, geschützte Tiere oder Pflanzen',
    ]);
    expect(await axe(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);

    const terms = {
      rules: EU_ARRIVALS,
      serverKeys: [server.context.signer.publicKey],
      nowMs: backgroundClock.wallMs(),
    };
    const read = readDeclarationCode(charactersOf(await scanned(page)), terms);
    expect(read).toMatchObject({
      kind: 'valid',
      code: { answer: { goods: [{ goods: 'currency', amount: 1_234_567 }, { goods: 'restricted' }] } },
    });
    const later = sent.slice(loaded);
    expect(later.some((line) => line.includes('/v1/declaration-permits'))).toBe(true);
    expect(later.join('\n')).not.toMatch(/1234567|12345|currency|restricted/);

    await page.getByRole('button', { name: 'Code für eine andere Person' }).click();
    await page.getByRole('button', { name: 'Nichts anzumelden: Code erstellen' }).waitFor();
    await page.getByLabel('Sprache').selectOption('fr');
    await page.getByRole('heading', { name: 'Questions de la douane' }).waitFor();
    expect(await context.storageState()).toMatchObject({ cookies: [] });
  });
});
