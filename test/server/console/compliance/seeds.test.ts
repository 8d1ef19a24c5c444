/** A privacy officer proposes that the authority gets the seed of a period's noise, and a regulator gets it, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { DAY_MS, sharingOffice } from '../../sharing/fixtures/sharing-office.ts';
import { delivererOf, noisyAgreement } from '../../sharing/fixtures/sharing-year.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';

const missing = missingConsole();
let browser: Browser;

describe.skipIf(missing !== undefined)('the seeds of noise', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('are proposed by a privacy officer and given to a regulator', async () => {
    const { server, paul, turn, approve, enterParties, enter } = await sharingOffice();
    await enterParties();
    expect(await enter(noisyAgreement(10_000))).toBeUndefined();
    await lookAtDeliveries(delivererOf(server));
    await turn(60 * DAY_MS);
    const open = async (role: string): Promise<Page> => {
      const context = await browser.newContext({ locale: 'en-GB' });
      onTestFinished(() => context.close());
      await context.request.post(`${server.url}/v1/development/sign-in`, { data: { role } });
      await context.request.post(`${server.url}/v1/development/step-up`, { data: {} });
      const page = await context.newPage();
      await page.goto(`${server.url}/#/compliance/files`);
      return page;
    };
    const name = 'Open monthly-crossings 2026-Q1';

    const officer = await open('privacy-officer');
    await officer.getByRole('button', { name }).click();
    await officer.getByText('Propose that the supervisory authority gets the seed').click();
    await officer.getByRole('button', { name: 'Propose', exact: true }).click();
    await officer.getByText('Choose a reason first.').waitFor();
    await officer.getByLabel('Reason', { exact: true }).selectOption('inspection');
    await officer.getByRole('button', { name: 'Propose', exact: true }).click();
    await officer.getByText('Give the reasons in at least 20 characters.').waitFor();
    await officer.getByLabel('Reasons, in at least 20 characters').fill('The authority counts the quarter itself.');
    expect(await axe(officer)).toEqual([]);
    await officer.getByRole('button', { name: 'Propose', exact: true }).click();
    await officer.getByText('Proposed. Another person must approve it.').first().waitFor();
    const { text } = await server.ask('/v1/proposals', { headers: { cookie: paul.cookie } });
    const { proposals } = JSON.parse(text) as { proposals: readonly { id: string; state: string }[] };
    const proposed = proposals.find(({ state }) => state === 'open');
    expect(await approve(proposed?.id ?? '')).toMatchObject({ status: 204 });

    const regulator = await open('regulator');
    await regulator.getByRole('button', { name }).click();
    await regulator.getByText('The authority counts the quarter itself.').waitFor();
    expect(await regulator.getByText('Propose that the supervisory authority gets the seed').count()).toBe(0);
    await regulator.getByRole('button', { name: 'Get the seed' }).click();
    await regulator.getByText(/^Seed: [0-9a-f]{64}$/).waitFor();
    expect(await axe(regulator)).toEqual([]);
  });
});
