/** The page that verifies travellers' receipts, in a real browser, with receipts that a lane signed. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { erasureTagOf } from '../../../../server/contract/traveller-receipt.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { type RunningServer, runServer } from '../../fixtures/running-server.ts';
import { RECEIPT_CODE, receiptOf } from '../../fixtures/sample-receipt.ts';
import { erasureReport } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const missing = missingConsole('verify/index.html');
const kiosk = testKiosk();
let browser: Browser;

async function openPage(): Promise<{ page: Page; server: RunningServer; sent: string[] }> {
  const server = await runServer();
  await server.enrol(kiosk);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${server.url}/verify#receipt`);
  await page.getByRole('heading', { name: 'Verify a receipt' }).waitFor();
  const sent: string[] = [];
  page.on('request', (request) => void sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
  return { page, server, sent };
}

const give = (page: Page, text: string) => page.getByLabel('Receipt', { exact: true }).fill(text);
const judgement = (page: Page) => page.getByRole('region', { name: '2. Result' });

describe.skipIf(missing !== undefined)('the page for travellers’ receipts', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('verifies a receipt after a request for the lane’s key only, and later without the server', async () => {
    const { page, server, sent } = await openPage();
    await page.getByText('Works offline').waitFor();
    const text = receiptOf(kiosk);
    await give(page, text);
    await judgement(page).getByText('Verified.').waitFor();
    expect(await judgement(page).innerText()).toContain('You passed.');
    expect(await axe(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
    expect(sent.some((request) => request.includes(`/receipt/lane-keys/${kiosk.id}`))).toBe(true);
    expect(sent.filter((request) => request.includes(RECEIPT_CODE) || request.includes(text.slice(4, 40)))).toEqual([]);
    await server.close();
    await page.reload();
    await give(page, text);
    await judgement(page).getByText('Verified.').waitFor();
  });

  it('refuses an altered receipt, another key, half a receipt and an unknown lane', async () => {
    const { page } = await openPage();
    await give(page, receiptOf(testKiosk(kiosk.id, 9)));
    await judgement(page).getByText('altered, or another lane made it').waitFor();
    await give(page, receiptOf(kiosk).slice(0, 100));
    await judgement(page).getByText('This is not a receipt').waitFor();
    await give(page, receiptOf(testKiosk('north-9' as never, 7)));
    await page.getByText('This server has no key of north-9').waitFor();
    await page.getByLabel('A key from another source').fill(kiosk.publicKeyHex);
    await judgement(page).getByText('Verified.').waitFor();
    await page.getByLabel('A key from another source').fill(testKiosk(kiosk.id, 9).publicKeyHex);
    await judgement(page).getByText('Not verified.').waitFor();
    await page.getByLabel('A key from another source').fill('nothing');
    await page.getByText('64 of the digits').waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('shows that pictures are destroyed with the lane’s report of this erasure, and not with another report', async () => {
    const { page } = await openPage();
    await give(page, receiptOf(kiosk));
    const report = (tag: string): string =>
      new TextDecoder().decode(kiosk.seal(erasureReport({ receiptTags: [tag] })).wire);
    await page.getByLabel('Report', { exact: true }).fill(report(erasureTagOf(RECEIPT_CODE)));
    await judgement(page).getByText('DESTROYED').waitFor();
    await page.getByLabel('Report', { exact: true }).fill(report('0'.repeat(32)));
    await judgement(page).getByText('This report is about another erasure.').waitFor();
    await page.getByRole('link', { name: 'Verify a proof file' }).click();
    await page.getByRole('heading', { name: 'Verify a proof' }).waitFor();
  });
});
