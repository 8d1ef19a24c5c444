/** Every page of the consoles, found as a person finds it: by the menu and the views of each section. Independent of the test runner. */
import type { Page } from 'playwright-core';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { inventFigures } from '../../border/figures/invented-figures.ts';
import { type ConsoleWorld, consoleWorld } from '../../fixtures/console-world.ts';

/** Pages that differ from role to role; all others are looked at once. */
const BY_ROLE = /^(?:decisions|setup|officer\/watch)$/;

/** Those who may do most come first: a page is then looked at with all its forms. */
export const READERS: readonly Role[] = [
  'administrator',
  'privacy-officer',
  'supervisor',
  'officer',
  'auditor',
  'security-officer',
  'technician',
  'customs-officer',
  'partner',
  'regulator',
];

/** Opened as it is, for the pages that no menu names. */
export const OTHER_PAGES = ['account', 'manual', 'sign-in/code', 'sign-in/lost'] as const;
/** Before sign-in. */
export const OPEN_PAGES = ['/#/sign-in', '/verify', '/verify#receipt'] as const;

/** Something in each list: lanes with faults, travellers, referrals, an alarm, figures of weeks. */
export async function busyWorld(): Promise<ConsoleWorld> {
  const world = await consoleWorld(3);
  await world.say(1, 'idle');
  await world.say(2, 'out-of-service', 'gate');
  await world.say(3, 'emergency');
  for (let one = 0; one < 3; one += 1) await world.clear(1);
  await world.refer(1);
  await world.refer(2, { reasons: ['chip-copied'] });
  const kioskIds = world.kiosks.map(({ id }) => id);
  await inventFigures(world.server.context.queue, kioskIds, Date.now());
  return world;
}

/** The address of a page as the shell has it: the section, and the view if it has views. */
const SHOWN = `(() => {
  const links = (selector) => [...document.querySelectorAll(selector + ' a[href^="#/"]')].map((one) => one.getAttribute('href').slice(2));
  return { menu: links('.menu'), views: links('.views') };
})()`;

interface Links {
  readonly menu: readonly string[];
  readonly views: readonly string[];
}

/** The pages of a role that are not in `known` yet, in the order of the menu. */
export async function pagesOf(page: Page, url: string, known: ReadonlySet<string>): Promise<readonly string[]> {
  await openPage(page, `${url}/#/account`);
  const { menu } = await page.evaluate<Links>(SHOWN);
  const found: string[] = [];
  for (const section of menu) {
    await goTo(page, section);
    const { views } = await page.evaluate<Links>(SHOWN);
    const own = views.filter((one) => one.startsWith(`${section}/`));
    found.push(...(own.length === 0 ? [section] : own));
  }
  return [...found, ...OTHER_PAGES].filter((one) => BY_ROLE.test(one) || !known.has(one));
}

/** Opens a page anew and waits until it has drawn its content. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(address);
  await drawn(page);
}

/** Goes to another page of the console that is open, as by a link, and waits until it has drawn its content. */
export async function goTo(page: Page, address: string): Promise<void> {
  // Once the route has changed, the next frame shows nothing from the previous page
  await page.evaluate<void>(`new Promise((resolve) => {
    if (location.hash === '#/${address}') return resolve();
    addEventListener('hashchange', () => requestAnimationFrame(() => requestAnimationFrame(() => resolve())), { once: true });
    location.hash = '#/${address}';
  })`);
  await drawn(page);
}

async function drawn(page: Page): Promise<void> {
  await page.locator('main :is(h2, h3, .state-panel:not([aria-busy]))').first().waitFor();
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
}

export interface Opened {
  readonly name: string;
  readonly role: Role;
  readonly address: string;
  /** Brings the page into the state. Selectors hold no words: the page may be in any language. */
  readonly reach: (page: Page) => Promise<void>;
}

/** Dialogs and panels that open on a page. */
export const OPENED: readonly Opened[] = [
  {
    name: 'a referral that was taken',
    role: 'officer',
    address: 'officer/watch',
    async reach(page) {
      await page.locator('.watch-bar .button-main').first().click();
      await page.locator('.watch-left .tone-good').waitFor();
      await page.locator('.queue-link').first().click();
      await page.locator('[data-goto=take] button').first().click();
      await page.locator('.choice-outcome input').first().check();
      await page.locator('.choice-reason input').first().check();
    },
  },
  {
    name: 'the plan of the site',
    role: 'officer',
    address: 'officer/watch',
    async reach(page) {
      await page.keyboard.press('m');
      await page.locator('.plan-lane').first().waitFor();
    },
  },
  {
    name: 'the dialog of a lane',
    role: 'supervisor',
    address: 'officer/watch',
    async reach(page) {
      await page.locator('.lane-button').first().click();
      await page.locator('dialog[open]').waitFor();
    },
  },
  {
    name: 'the emergency of a site',
    role: 'supervisor',
    address: 'figures',
    async reach(page) {
      await page.locator('.header-state .button-grave').click();
      await page.locator('dialog[open] button').nth(1).waitFor();
    },
  },
  {
    name: 'the help',
    role: 'administrator',
    address: 'people',
    async reach(page) {
      await page.keyboard.press('F1');
      await page.locator('.help h2').first().waitFor();
    },
  },
  {
    name: 'a manual',
    role: 'officer',
    address: 'manual/officer',
    reach: async (page) => page.locator('main h2').nth(1).waitFor(),
  },
  {
    name: 'a policy trial that is refused',
    role: 'administrator',
    address: 'administration/policies',
    async reach(page) {
      await page.locator('#trial-text').fill('{}');
      await page.locator('#trial-text').press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('main .form-trouble').first().waitFor();
    },
  },
];
