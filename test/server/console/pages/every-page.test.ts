/** Every page of the consoles, in French, which is long: axe, keyboard alone, dark, more contrast, right to left, text of 200 %, a phone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Role, ROLES } from '../../../../server/platform/access/vocabulary.ts';
import { HELPS } from '../../../../server/console/helps.ts';
import { launchHeadlessShell, missingConsole } from '../../fixtures/chromium.ts';
import type { ConsoleWorld } from '../../fixtures/console-world.ts';
import { busyWorld, OPEN_PAGES, OPENED, goTo, openPage, pagesOf, READERS } from './console-pages.ts';
import { faultsInLooks } from './examine-page.ts';

const missing = missingConsole();
const SMALL = { width: 1_280, height: 800 };
/** The pages of a role come one after the other, and others may use the computer. */
const PATIENCE_MS = 1_200_000;

describe.skipIf(missing !== undefined)('every page of the consoles', () => {
  const known = new Set<string>();
  let browser: Browser;
  let world: ConsoleWorld;
  beforeAll(async () => {
    browser = await launchHeadlessShell();
    world = await busyWorld();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  async function pageOf(role: Role | undefined): Promise<Page> {
    const context = await browser.newContext({ locale: 'fr-FR', viewport: SMALL, reducedMotion: 'reduce' });
    onTestFinished(() => context.close());
    if (role !== undefined) await world.signIn(context, role);
    return context.newPage();
  }

  /** One line for each fault of a page that is shown. */
  const faultsOf = (page: Page) => faultsInLooks(page, { byKeyboard: true });

  it.each(READERS)('of the %s can be seen and used in every look', { timeout: PATIENCE_MS }, async (role) => {
    const page = await pageOf(role);
    const found: string[] = [];
    for (const address of await pagesOf(page, world.url, known)) {
      known.add(address);
      await goTo(page, address);
      found.push(...(await faultsOf(page)).map((fault) => `${address}: ${fault}`));
    }
    expect(found).toEqual([]);
  });

  it.each(OPEN_PAGES)('before sign-in, %s, can be seen and used in every look', async (address) => {
    const page = await pageOf(undefined);
    await openPage(page, `${world.url}${address}`);
    expect(await faultsOf(page)).toEqual([]);
  });

  it.each(OPENED)('$name can be seen and used in every look', async ({ role, address, reach }) => {
    const page = await pageOf(role);
    await openPage(page, `${world.url}/#/${address}`);
    await reach(page);
    expect(await faultsOf(page)).toEqual([]);
  });

  it('are all looked at: each section and view that has a help', async () => {
    const views = await Promise.all(
      Object.entries(HELPS).map(async ([id, load]) => {
        const names = Object.keys((await load()).views);
        return names.length === 0 ? [id] : names.map((view) => `${id}/${view}`);
      }),
    );
    expect([...READERS].sort()).toEqual([...ROLES].sort());
    expect(views.flat().filter((one) => one !== 'sign-in' && !known.has(one))).toEqual([]);
  });
});
