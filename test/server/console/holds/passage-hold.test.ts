/** A hold that is placed from a referral, in a real browser against a real server. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { transactionIdSchema } from '../../../../server/contract/field.ts';
import { LONGEST_RETENTION_MS } from '../../../../server/contract/retention.ts';
import { ticketNumberOf } from '../../../../server/contract/ticket-number.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

const missing = missingConsole();

let browser: Browser;
let world: ConsoleWorld;

async function open(role: Role, hash: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_440, height: 900 } });
  onTestFinished(() => context.close());
  await world.signIn(context, role);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  await page.goto(`${world.url}/${hash}`);
  return page;
}

describe.skipIf(missing !== undefined)('a hold from a referral', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await consoleWorld(2);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('is proposed by a supervisor in the referral, and a privacy officer sees it', async () => {
    const id = await world.refer(1);
    const page = await open('supervisor', `#/officer/watch/${id}`);
    await page.getByText('Reference of the passage, and hold').click();
    await page.getByText('Place a hold').click();
    const pane = page.getByRole('region', { name: 'Referral', exact: true });
    const longest = String(LONGEST_RETENTION_MS['legal-hold'] / 86_400_000);
    expect(await pane.getByLabel('Duration in days').getAttribute('max')).toBe(longest);
    await pane.getByLabel('Reason').selectOption('complaint');
    await page.getByLabel('Duration in days').fill('20');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose the hold' }).click();
    await page.getByText('The hold is proposed.').waitFor();
    const privacy = await open('privacy-officer', '#/privacy/holds');
    await privacy.getByRole('button', { name: 'Approve' }).waitFor();
  });

  it('is not offered to an officer, who copies the reference; the privacy officer pastes it', async () => {
    const id = await world.refer(2);
    const page = await open('officer', `#/officer/watch/${id}`);
    await page.getByText('Reference of the passage, and hold').click();
    expect(await page.getByText('Place a hold').count()).toBe(0);
    await page.getByRole('button', { name: 'Copy the reference' }).click();
    await page.getByText('Copied.').waitFor();
    const reference = await page.evaluate<string>('navigator.clipboard.readText()');
    const [kioskId, number = ''] = reference.split('/');
    const transactionId = transactionIdSchema.parse(number);
    await page.getByText(ticketNumberOf(transactionId)).first().waitFor();
    const privacy = await open('privacy-officer', '#/privacy/holds');
    await privacy.getByLabel('Receipt, or reference of the passage').fill(reference);
    await privacy.locator('form', { hasText: 'Receipt, or reference' }).getByLabel('Reason').selectOption('complaint');
    const asked = privacy.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/v1/proposals'),
    );
    await privacy.getByRole('button', { name: 'Propose', exact: true }).click();
    expect((await asked).postDataJSON()).toMatchObject({ kind: 'legal-hold', payload: { kioskId, transactionId } });
    await privacy.getByText('Proposed. Another person must approve it.').first().waitFor();
  });
});
