/** Drills in the console: a person meets one and is told at once; planners see counts and no answer. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { drillKind } from '../../../../server/people/training/drills/drill-kind.ts';
import { dayOf } from '../../../../server/people/training/standing.ts';
import { duty, person } from '../../platform/access/fixtures/principals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ } from '../../fixtures/employ.ts';
import { runServer } from '../../fixtures/running-server.ts';

const DAY_MS = 86_400_000;
const missing = missingConsole();
let browser: Browser;

async function authority() {
  const server = await runServer();
  const { context } = server;
  const now = Math.round(context.clock.wallMs());
  const terms = { validFrom: now - DAY_MS, validUntil: now + 99 * DAY_MS, trainingValidUntil: now + 99 * DAY_MS };
  const hire = async (name: string, role: Role) => (await employ(server, name, duty(role, terms))).cookie;
  const open = async (cookie: string, section: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const [key = '', value = ''] = cookie.split('=');
    const at = await browser.newContext({ locale: 'en-GB', ...options });
    onTestFinished(() => at.close());
    await at.addCookies([{ name: key, value, url: server.url }]);
    const page = await at.newPage();
    await page.goto(`${server.url}/#/${section}`);
    return page;
  };
  /** Runs since yesterday. */
  const hold = () => {
    const kind = drillKind({ ticket: () => 0 });
    const at = now - 2 * DAY_MS;
    const days = { fromDay: dayOf(at + DAY_MS), untilDay: dayOf(at + 8 * DAY_MS) };
    return context.queue.run((transaction) =>
      kind.apply(
        transaction,
        { scenario: 'own-rights', people: null, ...days },
        {
          ...{ proposalId: 'd'.repeat(32), proposedBy: person('p-sara'), proposedAs: 'security-officer' as const },
          ...{ approvedBy: person('p-paul'), approvedAs: 'privacy-officer' as const, approvedIn: 's', at },
        },
      ),
    );
  };
  return { open, hire, hold, now };
}

describe.skipIf(missing !== undefined)('drills', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('tell a person at once, by which signs they can see them, in their language', async () => {
    const { open, hire, hold } = await authority();
    const cookie = await hire('p-anna', 'administrator');
    await hold();
    const page = await open(cookie, 'decisions', { locale: 'de-DE', viewport: { width: 1280, height: 800 } });
    await page.getByRole('button', { name: 'Melden' }).waitFor();
    expect(await page.getByText('Übung').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Melden' }).click();
    const dialog = page.getByRole('dialog', { name: 'Es war eine Übung' });
    await dialog.getByText('Das war die beste Antwort.').waitFor();
    await dialog.getByText('sind dieselbe').waitFor();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Schließen' }).click();
    await page.getByRole('button', { name: 'Anzeichen zeigen' }).waitFor();
    await page.goto(`${page.url().split('#')[0]}#/training`);
    await page.getByRole('heading', { name: 'Meine Übungen' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('tell it after an approval, on a phone', async () => {
    const { open, hire, hold } = await authority();
    const cookie = await hire('p-anna', 'administrator');
    await hold();
    const page = await open(cookie, 'decisions', { viewport: { width: 390, height: 800 } });
    await page.getByRole('button', { name: 'Approve…' }).click();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('dialog', { name: 'It was a drill' }).getByText('Nothing was changed.').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText('It was a drill').waitFor();
    expect(await page.getByRole('button', { name: 'Approve…' }).count()).toBe(0);
  });

  it('are planned by a form, and show who can be asked and no answer', async () => {
    const { open, hire, hold, now } = await authority();
    await hire('p-anna', 'administrator');
    const cookie = await hire('p-sara', 'security-officer');
    await hold();
    const page = await open(cookie, 'training/drills', { viewport: { width: 1280, height: 800 } });
    await page.getByText('Not ended yet').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByText('Propose a drill').click();
    await page.getByText('People who can be asked: 1').waitFor();
    await page.getByLabel('First day').fill(dayOf(now + 20 * DAY_MS));
    await page.getByLabel('Last day').fill(dayOf(now + 25 * DAY_MS));
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.getByText('Proposed. Another person must approve it.').first().waitFor();
  });
});
