/** With text at 200 % on a phone no part of the console scrolls sideways, from left to right and from right to left (WCAG 1.4.4, 1.4.10). */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../../server/access/vocabulary.ts';
import { launchChromium, missingConsole } from '../../fixtures/chromium.ts';
import { consoleWorld, type ConsoleWorld } from '../../fixtures/console-world.ts';

const missing = missingConsole();

describe.skipIf(missing !== undefined)('text at 200 % on a phone', () => {
  let browser: Browser;
  let world: ConsoleWorld;
  beforeAll(async () => {
    world = await consoleWorld(2);
    await world.say(1, 'idle');
    await world.refer(1);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it.each<readonly [Role, readonly string[]]>([
    ['officer', ['officer', 'officer/outcomes', 'officer/handover', 'account']],
    ['supervisor', ['officer/attention', 'decisions']],
    [
      'privacy-officer',
      ['kept', 'erased', 'viewings', 'requests', 'retention', 'holds', 'record'].map((one) => `privacy/${one}`),
    ],
    ['administrator', ['administration/fleet', 'ledger/heads', 'ledger/entries', 'decisions', 'people']],
    ['auditor', ['administration/acts']],
  ])(
    'fits for the %s',
    async (role, addresses) => {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
      await world.signIn(context, role);
      const page = await context.newPage();
      for (const address of addresses) {
        await page.goto('about:blank');
        await page.goto(`${world.url}/#/${address}`);
        await page.locator('main :is(h2, .state-panel:not([aria-busy]))').first().waitFor();
        for (const dir of ['ltr', 'rtl']) {
          await page.evaluate(
            `document.documentElement.style.fontSize = '200%'; document.documentElement.dir = '${dir}'`,
          );
          const overflow = await page.evaluate<number>(
            'document.documentElement.scrollWidth - document.documentElement.clientWidth',
          );
          expect([address, dir, overflow]).toEqual([address, dir, 0]);
        }
      }
      await context.close();
    },
    60_000,
  );
});
