/** The built console in German and French: the choice of the language, and the layout of each page with German words, which are the longest. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { EXTENT } from '../../../support/extent.ts';
import { axe } from '../../fixtures/axe.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';
import { goTo } from '../pages/console-pages.ts';

const missing = missingConsole();

let browser: Browser;
let world: ConsoleWorld;

async function open(address: string, options: BrowserContextOptions, role?: Role): Promise<Page> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  if (role !== undefined) await world.signIn(context, role);
  const page = await context.newPage();
  await page.goto(`${world.url}/${address}`);
  return page;
}

const languageOf = (page: Page) => page.locator('html').getAttribute('lang');

/** Parts whose words are wider than the part itself. */
const CUT = `[...document.querySelectorAll('main :is(button, .badge, a, label, legend, th, h2, h3, dt, summary, option)')]
  .filter((part) => part.closest('.unseen') === null && part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
  .map((part) => part.textContent)`;
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe.skipIf(missing !== undefined)('the translated console', () => {
  beforeAll(async () => {
    world = await consoleWorld(3);
    await world.say(1, 'idle');
    await world.say(2, 'out-of-service', 'gate');
    await world.clear(1);
    await world.refer(1);
    await world.refer(1);
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('has the language of the browser until the person chooses one', async () => {
    const german = await open('#/sign-in', { locale: 'de-AT' });
    await german.getByRole('heading', { name: 'Anmelden', exact: true }).waitFor();
    expect(await languageOf(german)).toBe('de');
    const polish = await open('#/sign-in', { locale: 'pl-PL' });
    await polish.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    expect(await languageOf(polish)).toBe('en');
  });

  it('changes at once, keeps what was entered, and stays after a reload', async () => {
    const page = await open('#/sign-in/code', { locale: 'de-DE' });
    await page.getByLabel('Code', { exact: true }).fill('HALF-TYPED');
    await page.getByRole('combobox', { name: 'Sprache' }).selectOption('Français');
    await page.getByRole('heading', { name: 'J’ai un code' }).waitFor();
    expect(await page.getByLabel('Code', { exact: true }).inputValue()).toBe('HALF-TYPED');
    // The title is set after the words
    await expect.poll(() => page.title()).toBe('Connexion – Postern');
    expect(await languageOf(page)).toBe('fr');
    await page.reload();
    await page.getByRole('heading', { name: 'J’ai un code' }).waitFor();
    await page.getByRole('combobox', { name: 'Langue' }).selectOption('English');
    await page.getByRole('heading', { name: 'I have a code' }).waitFor();
  });

  it('stays in its language when another cannot be loaded', async () => {
    const page = await open('#/sign-in', { locale: 'en-GB' });
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await page.route(/catalogue/, (route) => route.abort());
    const choice = page.getByRole('combobox', { name: 'Language' });
    await choice.selectOption('Deutsch');
    await page.getByRole('alert').getByText('This language could not be loaded.').waitFor();
    expect(await choice.inputValue()).toBe('en');
    await page.unroute(/catalogue/);
    await choice.selectOption('Français');
    await page.getByRole('heading', { name: 'Connexion', exact: true }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it.each<readonly [Role, readonly string[]]>([
    ['officer', ['officer', 'officer/outcomes', 'officer/handover', 'account']],
    ['supervisor', ['officer', 'officer/attention', 'officer/second-look', 'figures', 'decisions']],
    [
      'privacy-officer',
      ['kept', 'erased', 'viewings', 'requests', 'retention', 'holds', 'record'].map((one) => `privacy/${one}`),
    ],
    [
      'administrator',
      ['administration/fleet', 'administration/policies', 'ledger/heads', 'ledger/entries', 'decisions', 'people'],
    ],
    ['auditor', ['administration/acts', 'site-figures']],
  ])('fits in German for the %s', async (role, addresses) => {
    const page = await open('#/account', { locale: 'de-DE', viewport: { width: 1_280, height: 800 } }, role);
    await page.locator('main h2').first().waitFor();
    for (const address of addresses) {
      await page.setViewportSize({ width: 1_280, height: 800 });
      await goTo(page, address);
      // `every-page.test.ts` looks at each page in French
      if (EXTENT === 'all') expect([address, await axe(page)]).toEqual([address, []]);
      for (const [width, height] of [
        [1_280, 800],
        [1_440, 900],
      ] as const) {
        await page.setViewportSize({ width, height });
        const found = { overflow: await page.evaluate(OVERFLOW), cut: await page.evaluate(CUT) };
        expect([address, width, found]).toEqual([address, width, { overflow: 0, cut: [] }]);
      }
    }
  });
});
