/** People at work: each with a session, a duty and a passkey in an authenticator of Chromium, at a page that is used by keyboard alone. */
import type { Browser, Page } from 'playwright-core';
import { type OfficerKeys, officerKeysOf } from '../../../kiosk/lists/officer-keys/officer-keys.ts';
import type { Role } from '../../../server/platform/access/vocabulary.ts';
import type { ListedOfficerKey } from '../../../server/contract/officer-keys.ts';
import { deletePasskeysOf } from '../../../server/people/people/tables/passkeys.ts';
import { findPerson } from '../../../server/people/people/tables/people.ts';
import { keyList, listed } from '../../support/officer-passkeys.ts';
import { duty, HOUR_MS } from '../../server/platform/access/fixtures/principals.ts';
import { employ } from '../../server/fixtures/employ.ts';
import { givePasskey } from '../../server/fixtures/passkeys-of.ts';
import type { RunningServer } from '../../server/fixtures/running-server.ts';
import { originOf } from '../../server/people/people/fixtures/enrolled.ts';
import { SoftAuthenticator } from '../../server/people/people/fixtures/soft-authenticator.ts';
import { authenticatorsOf } from '../../server/console/sign-in/virtual-authenticator.ts';
import { shiftClock } from './shift-clock.ts';

const DAY_MS = 24 * HOUR_MS;

/** A page waits so many times longer for an answer: others may use the computer. */
const PATIENCE_FACTOR = 20;

/**
 * Runs in the page before its own code: counts uses of the passkey, and what the person does from the selection of a referral to the order:
 * presses of keys, and of the pointer.
 */
const WATCH = `globalThis.watched = { passkeyUses: 0, selectedAt: 0, orderedAt: 0, actions: 0 };
let actions = 0;
const count = ({ isTrusted, repeat }) => void (isTrusted && repeat !== true && (actions += 1));
addEventListener('keydown', count, true);
addEventListener('pointerdown', count, true);
const { get } = CredentialsContainer.prototype;
CredentialsContainer.prototype.get = function (options) {
  watched.passkeyUses += 1;
  return get.call(this, options);
};
const ask = globalThis.fetch;
globalThis.fetch = async (address, options) => {
  const answer = await ask(address, options);
  if (String(address).endsWith('/open/signed') && answer.ok) Object.assign(watched, { orderedAt: performance.now(), actions });
  return answer;
};
const { timeout } = AbortSignal;
AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms * ${PATIENCE_FACTOR});
addEventListener('hashchange', () => {
  watched.selectedAt = performance.now();
  actions = 0;
});`;

export interface Watched {
  readonly passkeyUses: number;
  /** By the page's clock, ms. */
  readonly selectedAt: number;
  readonly orderedAt: number;
  /** From the selection of the latest referral to its order. */
  readonly actions: number;
}

export interface PersonAtWork {
  readonly name: string;
  readonly page: Page;
  watched(): Promise<Watched>;
  /** Errors of the page and its console. */
  readonly trouble: readonly string[];
}

export interface Crew {
  /** Employs a person and opens their page. */
  begin(name: string, role: Role, hash: string): Promise<PersonAtWork>;
  /** The keys of all people so far, as the lanes have them. */
  officerKeys(): OfficerKeys;
}

export function crewOf(browser: Browser, server: RunningServer): Crew {
  const origin = originOf(server);
  const keys: ListedOfficerKey[] = [];
  return {
    officerKeys() {
      const content = keyList(keys, { validFrom: shiftClock.wallMs() - DAY_MS, origins: [origin] });
      return officerKeysOf({ content, digest: 'c'.repeat(64) });
    },
    async begin(name, role, hash) {
      const now = shiftClock.wallMs();
      const terms = { validFrom: now - HOUR_MS, validUntil: now + 9 * HOUR_MS, trainingValidUntil: now + 9 * HOUR_MS };
      const { cookie, personId } = await employ(server, name, duty(role, terms));
      // The key with which a person is employed is in no authenticator
      await server.context.queue.run((transaction) => deletePasskeysOf(transaction, personId));
      const passkey = await givePasskey(server.context, name, new SoftAuthenticator(origin));
      keys.push(listed(passkey, name, {}, now - DAY_MS));
      const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_440, height: 900 } });
      const [cookieName = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name: cookieName, value, url: origin }]);
      const page = await context.newPage();
      const trouble: string[] = [];
      page.on('console', (message) => void (message.type() === 'error' && trouble.push(message.text())));
      page.on('pageerror', ({ message }) => void trouble.push(message));
      await page.addInitScript(WATCH);
      const person = await findPerson(server.context.knex, personId);
      await (await (await authenticatorsOf(page)).plugIn()).hold(passkey, person?.userHandle ?? '');
      await page.goto(`${origin}/${hash}`);
      await page.getByText('Live', { exact: true }).waitFor();
      return { name, page, trouble, watched: () => page.evaluate<Watched>('watched') };
    },
  };
}

/** The accessible name of the element that has the focus. */
const FOCUSED = `(() => {
  const { activeElement } = document;
  return (activeElement.getAttribute('aria-label') ?? activeElement.innerText ?? '').replace(/\\s+/g, ' ').trim();
})()`;
const PATIENCE_MS = 90_000;

/** Goes to a control by the Tab key as soon as it is there, and presses it with Enter. */
export async function pressByKeyboard(page: Page, name: RegExp): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    if (name.test(await page.evaluate<string>(FOCUSED))) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${String(name)}`);
}
