/** The page of alerts in a real browser, against a real server and a real receiver. */
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ensurePlaces } from '../../../../server/records/sites/ensure-place.ts';
import { alertBench } from '../../oversight/alerts/fixtures/alert-bench.ts';
import { receiveWebhooks } from '../../oversight/alerts/fixtures/webhook-receiver.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';

const missing = missingConsole();

describe.skipIf(missing !== undefined)('the page of alerts', () => {
  it('leads from an empty list to a tested channel, a route and a silence, and shows each delivery', async () => {
    const receiver = await receiveWebhooks();
    const bench = await alertBench({ ca: receiver.ca });
    const { server } = bench;
    const places = [{ site: 'north', lane: '1' }];
    await server.context.queue.run((transaction) => ensurePlaces(transaction, places, Date.now()));
    const browser = await launchHeadlessShell();
    onTestFinished(() => browser.close());
    const open = async (cookie: string): Promise<Page> => {
      const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_440, height: 900 } });
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: server.url }]);
      const page = await context.newPage();
      await page.goto(`${server.url}/#/administration/alerts`);
      return page;
    };
    const page = await open(bench.anna);
    const press = (name: string, within: Pick<Page, 'getByRole'> = page) =>
      within.getByRole('button', { name, exact: true }).click();
    const show = (part: string) => page.getByRole('radio', { name: part }).check();
    const pick = async (field: string, option: string) => {
      const box = page.getByRole('dialog').getByRole('combobox', { name: field, exact: true });
      await box.fill(option);
      await page.getByRole('option', { name: option }).waitFor();
      await box.press('ArrowDown');
      await box.press('Enter');
    };
    /** The other administrator approves the proposal that was just made. */
    const approve = async () => {
      const { body } = await bench.ask('GET', '/v1/proposals', undefined, bench.ben);
      const [proposal] = (body as { proposals: { id: string; digest: string }[] }).proposals;
      const { id, digest } = proposal!;
      expect((await bench.ask('POST', `/v1/proposals/${id}/approval`, { digest }, bench.ben)).status).toBe(204);
      await page.reload();
    };
    await page.getByText('No channel yet.').waitFor();
    await page.getByText('urgent kinds of alarms have no route', { exact: false }).waitFor();
    expect(await axe(page)).toEqual([]);

    await press('Propose a channel…');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name of the channel').fill('Night staff');
    await dialog.getByLabel('Address', { exact: true }).fill('http://alerts.example/');
    await press('Propose', dialog);
    await dialog.getByText('Enter an address that begins with https://', { exact: false }).waitFor();
    await dialog.getByLabel('Address', { exact: true }).fill(receiver.url('/night'));
    expect(await axe(page)).toEqual([]);
    await press('Propose', dialog);
    await dialog.waitFor({ state: 'detached' });
    await approve();
    await page.getByText('Not tested yet').waitFor();
    await page.getByRole('button', { name: 'Send a test Night staff' }).click();
    await page.getByText('Test of Night staff: Delivered.').first().waitFor();
    await page.getByText('Delivers', { exact: true }).waitFor();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/night']);
    await page.getByRole('button', { name: 'New secret Night staff' }).click();
    await dialog.getByText(/^whsec_[A-Za-z0-9+/]{43}=$/).waitFor();
    expect(await axe(page)).toEqual([]);
    await press('Close', dialog);

    await show('Routes');
    await press('Propose a route…');
    await dialog.getByLabel('Name of the route').fill('All urgent');
    await pick('Channel', 'Night staff');
    expect(await axe(page)).toEqual([]);
    await press('Propose', dialog);
    await dialog.waitFor({ state: 'detached' });
    await approve();
    await show('Routes');
    await page.getByRole('row').filter({ hasText: 'All urgent' }).getByText('Night staff').waitFor();

    await show('Silences');
    await press('Silence alerts…');
    await press('Silence', dialog);
    await dialog.getByText('Choose a kind of alarm.').waitFor();
    await pick('Kinds of alarms', 'All that may be silenced');
    await pick('Sites', 'All sites, and the server itself');
    await dialog.getByLabel('A drill').check();
    expect(await axe(page)).toEqual([]);
    await press('Silence', dialog);
    await page.getByRole('row').filter({ hasText: 'A drill' }).getByText('In force').waitFor();
    await page.getByRole('button', { name: /^End it now/ }).click();
    await page.getByText('The silence is over.').first().waitFor();

    bench.raise('tables-differ');
    await show('Log of deliveries');
    await expect
      .poll(async () => {
        await show('Routes');
        await show('Log of deliveries');
        return page.getByRole('row').filter({ hasText: 'All urgent' }).filter({ hasText: 'Delivered' }).count();
      })
      .toBeGreaterThan(0);
    expect(await axe(page)).toEqual([]);
  });
});
