/** Training in a real browser, against a real server: by keyboard, on a phone, in other languages. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { dayOf } from '../../../../server/people/training/standing.ts';
import { insertTrainingPolicy } from '../../../../server/people/training/tables/policy-table.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { employ } from '../../fixtures/employ.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { courseOf } from '../../people/training/fixtures/training-bench.ts';

const DAY_MS = 86_400_000;
const missing = missingConsole();
const { exam: RULES, questions: BANK, texts: TEXTS } = courseOf('phishing');
let browser: Browser;

async function authority() {
  const server = await runServer();
  const { context } = server;
  const now = Math.round(context.clock.wallMs());
  const terms = { validFrom: now - DAY_MS, validUntil: now + 99 * DAY_MS, trainingValidUntil: now + 99 * DAY_MS };
  const open = async (name: string, role: Role, options: BrowserContextOptions = {}): Promise<Page> => {
    const { cookie } = await employ(server, name, duty(role, terms));
    const [key = '', value = ''] = cookie.split('=');
    const at = await browser.newContext({ locale: 'en-GB', ...options });
    onTestFinished(() => at.close());
    await at.addCookies([{ name: key, value, url: server.url }]);
    const page = await at.newPage();
    await page.goto(`${server.url}/#/training`);
    return page;
  };
  const decree = () =>
    context.queue.run((transaction) =>
      insertTrainingPolicy(transaction, {
        ...{ id: 'c'.repeat(32), requirements: [{ role: 'officer', courses: ['phishing'] }] },
        ...{ fromDay: dayOf(now - DAY_MS), graceDays: 0 },
        ...{ proposedBy: 'p-anna', approvedBy: 'p-berta', approvedAt: now - 2 * DAY_MS },
      }),
    );
  return { server, open, decree, now };
}

/** Chooses an answer to each question; the first `wrong` are wrong. */
async function answer(page: Page, language: 'en' | 'de', wrong: number): Promise<void> {
  const questions = page.locator('.training-question');
  await questions.nth(RULES.draws - 1).waitFor();
  expect(await questions.count()).toBe(RULES.draws);
  for (let at = 0; at < RULES.draws; at += 1) {
    const one = questions.nth(at);
    const asks = (await one.locator('legend').innerText()).replace(/^\d+\. /, '');
    const { id, right } = BANK.find((each) => TEXTS[language].questions[each.id]?.asks === asks)!;
    const { options } = TEXTS[language].questions[id]!;
    const chosen = at < wrong ? Object.entries(options).find(([key]) => key !== right)![1] : options[right]!;
    await one.getByLabel(chosen, { exact: true }).check();
  }
}

describe.skipIf(missing !== undefined)('training', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
  });

  it('tells an officer which course is missing, and opens the duty again when it is passed', async () => {
    const { open, decree } = await authority();
    await decree();
    const page = await open('p-otto', 'officer');
    await page.getByText('A course is missing for your duty: Officer.').waitFor();
    const course = page.getByRole('listitem').filter({ hasText: 'Phishing and approval requests' });
    await course.getByText('Missing', { exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await course.getByRole('button', { name: 'Read the lessons' }).click();
    await page.getByRole('heading', { name: 'Read what changes, not who asks' }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Begin the exam' }).click();
    await page.getByRole('button', { name: 'Send the answers' }).click();
    await page.getByText('Answer every question first.').first().waitFor();
    await answer(page, 'en', RULES.draws);
    await page.getByRole('button', { name: 'Send the answers' }).click();
    await page.getByText('Not passed.').first().waitFor();
    expect(await page.getByText('Wrong', { exact: true }).count()).toBe(RULES.draws);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the courses' }).click();
    await course.getByRole('button', { name: 'Begin the exam' }).click();
    await answer(page, 'en', 1);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send the answers' }).click();
    await page.getByText('5 of 6 answers were right.').waitFor();
    await page.getByText('A course is missing for your duty').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Lanes and referrals' }).waitFor();
    await page.getByRole('button', { name: 'Back to the courses' }).click();
    await course.getByText('Valid', { exact: true }).waitFor();
  });

  it('is taken by keyboard alone on a phone, in German', async () => {
    const { open } = await authority();
    const page = await open('p-otto', 'officer', { locale: 'de-DE', viewport: { width: 390, height: 800 } });
    const begin = page.getByRole('listitem').filter({ hasText: 'Phishing' }).getByRole('button').nth(1);
    await begin.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Prüfung: Phishing und Anfragen zur Genehmigung' }).waitFor();
    expect(await page.evaluate('document.activeElement?.className')).toBe('training');
    for (let at = 0; at < RULES.draws; at += 1) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
    }
    expect(await page.locator('.training-question input:checked').count()).toBe(RULES.draws);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Ergebnis' }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('lets an administrator see names and dates, and propose a policy and a refresher', async () => {
    const { open, decree, now } = await authority();
    await decree();
    await open('p-otto', 'officer');
    const page = await open('p-anna', 'administrator');
    await page.getByRole('link', { name: 'Overview of training' }).click();
    const otto = page.getByRole('row').filter({ hasText: 'p-otto' });
    await otto.getByText('Missing', { exact: true }).waitFor();
    await page.getByLabel('Only people with a missing course').check();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'p-anna' }).count()).toBe(0);
    await page.getByText('Propose which duties need which courses').click();
    await page.getByRole('group', { name: 'Supervisor', exact: true }).getByLabel('Rules of evidence').check();
    await page.getByLabel('First day').fill(dayOf(now + 9 * DAY_MS));
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.locator('details[open]').getByText('Proposed. Another person must approve it.').waitFor();
    await page.getByText('Propose which duties need which courses').click();
    await page.getByText('Propose that people take a course again').click();
    await page.getByLabel('Course', { exact: true }).selectOption('phishing');
    await page.getByLabel('Cause', { exact: true }).selectOption('incident');
    await page.getByLabel('Named people').check();
    await page.getByRole('group', { name: 'Named people' }).getByLabel('p-otto').check();
    await page.getByLabel('Last day').fill(dayOf(now + 9 * DAY_MS));
    await page.getByLabel('File number').fill('Case 7');
    await page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.locator('details[open]').getByText('Proposed. Another person must approve it.').waitFor();
    await page.getByRole('link', { name: 'Decisions' }).first().click();
    await page.getByText('People take a course again').first().waitFor();
    await page.getByText('Which duties need which courses').first().waitFor();
  });
});
