/** The queue of controls in a real browser: an officer opens a declaration and records the result of its control. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { declared, scored } from '../../goods/declarations/fixtures/declared-controls.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer } from '../../fixtures/running-server.ts';

let browser: Browser;

describe.skipIf(missingConsole() !== undefined)('the queue of controls', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('names reasons of orange declarations alone, and takes a result with its reason', {
    timeout: 300_000,
  }, async () => {
    const server = await runServer();
    await declared(server, [
      { risk: scored('low'), drawn: true },
      { risk: scored('raised', ['heading', 'route']), channel: 'orange', route: 'documents', place: 3 },
    ]);
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_280, height: 800 } });
    onTestFinished(() => context.close());
    await context.request.post(`${server.url}/v1/development/sign-in`, { data: { role: 'customs-officer' } });
    await context.request.post(`${server.url}/v1/development/step-up`, { data: {} });
    const page = await context.newPage();
    await page.goto(`${server.url}/#/customs/controls`);
    await page.getByText('2 declarations wait.').waitFor();
    const rows = page.getByRole('table', { name: 'Controls' }).getByRole('row');
    expect(await rows.filter({ hasText: 'Physical inspection' }).getByRole('cell').last().innerText()).toBe('Show');
    expect(await axe(page)).toEqual([]);
    await rows.filter({ hasText: 'Documents' }).getByRole('button').click();
    await page.getByLabel('Control that was made').selectOption('documents');
    await page.getByRole('button', { name: 'Record the result' }).click();
    await page.getByText('Choose the control, the outcome and the reason first.').waitFor();
    await page.getByLabel('Outcome', { exact: true }).selectOption('conforming');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Record the result' }).click();
    await page.getByText(/^Documents: .*Recorded by/).waitFor();
    await page.getByRole('button', { name: 'Load again' }).first().click();
    await page.getByText('1 declaration waits.').waitFor();
  });
});
