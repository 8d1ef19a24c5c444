/** An officer answers an invented opening in a real browser, and is told at once that it was a drill. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import { insertDrill } from '../../../../server/people/training/drills/drill-table.ts';
import { insertPart } from '../../../../server/people/training/drills/part-table.ts';
import { dayOf } from '../../../../server/people/training/standing.ts';
import { person } from '../../platform/access/fixtures/principals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';

const missing = missingConsole();
const DAY_MS = 86_400_000;
const LIMIT = 120_000;

describe.skipIf(missing !== undefined)('an invented opening of a lane', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('looks like a real one until the answer, and then shows its signs', { timeout: LIMIT }, async () => {
    const { url, context } = await runServer();
    const now = Math.round(context.clock.wallMs());
    const kioskId = kioskIdOf('north-1');
    const lane = { id: kioskId, site: 'north', lane: '1', publicKey: new Uint8Array(32), evidenceUrl: null };
    await context.queue.run(async (transaction) => {
      await insertKiosk(transaction, { ...lane, enrolledAt: now });
      const days = { fromDay: dayOf(now - DAY_MS), untilDay: dayOf(now + DAY_MS) };
      const by = { proposedBy: person('development-security-officer'), approvedBy: person('development-auditor') };
      const drill = { id: 'd'.repeat(32), scenario: 'opening-of-stranger' as const };
      await insertDrill(transaction, { ...drill, ...days, ...by, approvedAt: now - 2 * DAY_MS });
      const payload = { digest: 'a'.repeat(64), site: 'north', kioskId };
      const personId = person('development-officer');
      await insertPart(transaction, {
        id: 'e'.repeat(32),
        drill: drill.id,
        personId,
        payload,
        shownFrom: now - 60_000,
      });
    });
    const tab = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    await tab.request.post(`${url}/v1/development/sign-in`, { data: { role: 'officer' } });
    await tab.request.post(`${url}/v1/development/step-up`, { data: {} });
    const page = await tab.newPage();
    await page.goto(`${url}/#/officer/second-look`);
    const entry = page.getByRole('listitem').filter({ hasText: 'development-security-officer' });
    await entry.getByRole('button', { name: 'Confirm the cause' }).waitFor();
    expect(await entry.innerText()).not.toMatch(/drill/i);
    await entry.getByRole('button', { name: 'Confirm the cause' }).click();
    const told = page.getByRole('dialog', { name: 'It was a drill' });
    await told.getByText('The person who opened the lane has no duty at lanes.').waitFor();
    expect(await axe(page)).toEqual([]);
    await told.getByRole('button', { name: 'Close' }).first().click();
    await entry.getByRole('button', { name: 'Show the signs' }).waitFor();
    await tab.close();
  });
});
