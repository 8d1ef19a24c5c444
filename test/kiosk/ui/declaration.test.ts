import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EU_ARRIVALS_BY_LAW } from '../rules/declaration/eu-arrivals-by-law.ts';
import { fetchWords } from '../../../kiosk/ui/words/languages.ts';
import { EU_ARRIVALS } from '../../../server/contract/rules/questions.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { casesOf } from '../../support/extent.ts';
import { axeFindings, misfits, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { pageShown, turnPage } from './fixtures/pages.ts';
import { DRAWN } from './fixtures/scene-page.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane, type ShownLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
const [ar, de] = [await fetchWords('ar'), await fetchWords('de')];
const ASKED = SCENES['declaration'] ?? {};
let browser: Browser;

const made = ({ events }: ShownLane) => events.filter(({ kind }) => kind === 'declaration-made');
const answer = (goods: object[]) => [{ kind: 'declaration-made', answer: { rules: EU_ARRIVALS.id, goods } }];
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();

/** Amounts are in pieces of their own direction. */
const shownText = (text: string | null): string => (text ?? '').replace(/[\u2068\u2069]/g, '');

const until = (holds: () => boolean): Promise<void> => expect.poll(holds).toBe(true);

describe.skipIf(missing !== undefined)('the customs questions', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('are answered with nothing only after that was read once more', async () => {
    const lane = await showLane({ view: ASKED, declares: true });
    const page = await openPage(browser, lane.address);
    await heading(page, 'Anything to declare?');
    await press(page, 'Nothing to declare');
    await heading(page, 'Is this right?');
    expect(made(lane)).toEqual([]);
    await press(page, 'Back');
    await heading(page, 'Anything to declare?');
    await press(page, 'Nothing to declare');
    await press(page, 'Confirm');
    await until(() => made(lane).length > 0);
    expect(made(lane)).toEqual(answer([]));
  });

  it('suggest no answer: both look alike, none has the focus, and Enter alone does nothing', async () => {
    const lane = await showLane({ view: ASKED, declares: true });
    const page = await openPage(browser, lane.address);
    await heading(page, 'Anything to declare?');
    const looks = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('.declaration-answers button')].map((one) => {
      const { backgroundColor, color, fontSize, fontWeight, borderColor } = getComputedStyle(one);
      const { width, height } = one.getBoundingClientRect();
      return [backgroundColor, color, fontSize, fontWeight, borderColor, Math.round(width), Math.round(height), one.matches(':focus')].join();
    })`);
    expect(looks).toHaveLength(2);
    expect(looks[0]).toBe(looks[1]);
    for (const key of ['Enter', ' ', 'Enter']) await page.keyboard.press(key);
    await heading(page, 'Anything to declare?');
    expect(lane.events).toEqual([]);
  });

  it('are answered by a code of the phone, which the traveller confirms; a refused code says why', async () => {
    const lane = await showLane({ view: { ...ASKED, code: { kind: 'awaited' } }, declares: true });
    const page = await openPage(browser, lane.address);
    await page.locator('p.detail', { hasText: 'Or hold the code from your phone' }).waitFor();
    lane.show({ ...ASKED, code: { kind: 'refused', why: 'stale' } });
    await page.locator('p.detail', { hasText: 'Your code has expired.' }).waitFor();
    expect(await page.getByRole('button', { name: 'Nothing to declare' }).count()).toBe(1);
    lane.show({ ...ASKED, code: { kind: 'shown', goods: [{ goods: 'cigarettes', amount: 400 }] } });
    await heading(page, 'Is this right?');
    await page.locator('.declaration li', { hasText: 'Cigarettes' }).first().waitFor();
    expect(made(lane)).toEqual([]);
    await press(page, 'Confirm');
    await until(() => made(lane).length > 0);
    expect(made(lane)).toEqual(answer([{ goods: 'cigarettes', amount: 400 }]));
  });

  it('take what is brought and how much of it', async () => {
    const lane = await showLane({ view: ASKED, declares: true });
    const page = await openPage(browser, lane.address);
    await press(page, 'Something to declare');
    await heading(page, 'What are you bringing?');
    expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
    await press(page, 'Cash');
    await press(page, 'Weapons, drugs, protected animals or plants');
    await press(page, 'Cigarettes');
    await press(page, 'More: Cigarettes');
    await press(page, 'Less: Cash');
    await press(page, 'Weapons, drugs, protected animals or plants');
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'Continue');
    await heading(page, 'Is this right?');
    // The lane's amounts are in pieces of their own direction
    const lines = (await page.locator('.notice-text li').allTextContents()).map((line) =>
      line.replace(/[\u2068\u2069]/g, ''),
    );
    expect(lines).toEqual(['Cash: €9,000', 'Cigarettes: 240']);
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'Confirm');
    await until(() => made(lane).length > 0);
    expect(made(lane)).toEqual(
      answer([
        { goods: 'currency', amount: 900_000 },
        { goods: 'cigarettes', amount: 240 },
      ]),
    );
  });

  it('go no lower than a step and no higher than the rules', async () => {
    const rules = {
      ...EU_ARRIVALS,
      goods: [{ goods: 'wine', red: 'above', limit: 750, unit: 'millilitres', step: 750, most: 2_000 }],
    } as const;
    const lane = await showLane({ view: { ...ASKED, declaration: { ...rules, goods: [...rules.goods] } } });
    const page = await openPage(browser, lane.address);
    await press(page, 'Something to declare');
    await press(page, 'Wine');
    const amount = page.locator('output');
    expect(await amount.textContent()).toContain('1.5');
    await press(page, 'Less: Wine');
    expect(await amount.textContent()).toContain('0.75');
    expect(await page.getByRole('button', { name: 'Less: Wine' }).isDisabled()).toBe(true);
    await press(page, 'More: Wine');
    await press(page, 'More: Wine');
    expect(await amount.textContent()).toContain('2');
    expect(await page.getByRole('button', { name: 'More: Wine' }).isDisabled()).toBe(true);
  });

  it('ask for amounts that only the law judges, over as many pages as they need', async () => {
    const lane = await showLane({ view: SCENES['declaration-by-law'] ?? {}, declares: true });
    const page = await openPage(browser, lane.address);
    await press(page, 'Something to declare');
    const choose = async (name: string): Promise<void> => {
      while ((await page.getByRole('button', { name, exact: true }).count()) === 0) await turnPage(page);
      await press(page, name);
    };
    await choose('Cigars');
    await choose('Smoking tobacco');
    await press(page, 'More: Smoking tobacco');
    while ((await page.getByRole('button', { name: 'Continue', exact: true }).count()) === 0) await turnPage(page);
    await press(page, 'Continue');
    await heading(page, 'Is this right?');
    const lines = await page.locator('.notice-text li').allTextContents();
    expect(lines.map((line) => line.replace(/[\u2068\u2069]/g, ''))).toEqual(['Cigars: 5', 'Smoking tobacco: 100 g']);
    await press(page, 'Confirm');
    await until(() => made(lane).length > 0);
    const goods = [
      { goods: 'cigars', amount: 5 },
      { goods: 'smoking-tobacco', amount: 100 },
    ];
    expect(made(lane)).toEqual([{ kind: 'declaration-made', answer: { rules: EU_ARRIVALS_BY_LAW.id, goods } }]);
  });

  it('take amounts in another currency, and show them in that of the rules', async () => {
    const lane = await showLane({ view: SCENES['declaration-currencies'] ?? {}, declares: true });
    const page = await openPage(browser, lane.address);
    await press(page, 'Something to declare');
    await press(page, 'Cash');
    expect(shownText(await page.locator('output').textContent())).toBe('€10,000');
    await press(page, 'USD, US Dollar');
    expect(await page.getByRole('button', { name: 'USD, US Dollar' }).getAttribute('aria-pressed')).toBe('true');
    // The first round amount that may be for customs; the equivalent is rounded up
    expect(shownText(await page.locator('output').textContent())).toBe('$11,000≈ €10,144.80');
    await press(page, 'Less: Cash');
    expect(shownText(await page.locator('output').textContent())).toBe('$10,000≈ €9,222.54');
    expect(await axeFindings(page)).toEqual([]);
    await press(page, 'Continue');
    const lines = (await page.locator('.notice-text li').allTextContents()).map(shownText);
    expect(lines).toEqual(['Cash: $10,000 (≈ €9,222.54)']);
    await press(page, 'Confirm');
    await until(() => made(lane).length > 0);
    const goods = [{ goods: 'currency', amount: 1_000_000 }];
    expect(made(lane)).toEqual([
      { kind: 'declaration-made', answer: { rules: EU_ARRIVALS.id, currency: 'USD', goods } },
    ]);
  });

  it('say that amounts in another currency are for customs while there is no rate', async () => {
    const lane = await showLane({ view: { ...SCENES['declaration-currencies'], rates: undefined }, declares: true });
    const page = await openPage(browser, lane.address);
    await press(page, 'Something to declare');
    const notice = page.getByRole('status').filter({ hasText: 'Amounts in this currency are for customs.' });
    expect(await notice.count()).toBe(0);
    await press(page, 'JPY, Japanese Yen');
    await notice.waitFor();
    await press(page, 'Cash');
    expect(shownText(await page.locator('output').textContent())).toBe('¥10,000');
    await press(page, 'EUR, Euro');
    expect(await notice.count()).toBe(0);
    expect(shownText(await page.locator('output').textContent())).toBe('€10,000');
  });

  it('fit with a choice of currencies, also from right to left', async () => {
    const lane = await showLane({ declares: true });
    const found: string[] = [];
    for (const [name, viewport] of Object.entries(PANELS)) {
      const isMain = (locale: string) => (name === 'phone' ? locale === 'de' : name === 'landscape' && locale === 'ar');
      for (const [locale, words] of casesOf(Object.entries({ de, ar }), ([one]) => isMain(one))) {
        const options = { viewport, locale, reducedMotion: 'reduce', isUnpainted: true } as const;
        const page = await openPage(browser, lane.address, options);
        for (const rates of [SCENES['declaration-currencies']?.rates, undefined]) {
          lane.show({ ...SCENES['declaration-currencies'], rates });
          const something = page.getByRole('button', { name: words.declaration.something, exact: true });
          await page.locator('[data-page="question"] .turning button:visible').first().waitFor();
          while ((await something.count()) === 0) await turnPage(page);
          await something.click();
          await page.locator('.currencies button').nth(4).click();
          await page.locator('.goods-kind').first().click();
          expect(await page.locator('.no-rates').count()).toBe(rates === undefined ? 1 : 0);
          found.push(
            ...(await misfits(page, { mayScroll: name === 'phone' })).map((what) => `${name} ${locale}: ${what}`),
          );
          if (locale === 'ar') expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
          // The next traveller is asked anew
          lane.show({ phase: 'idle' });
          await page.locator('[data-phase="idle"] h1').waitFor();
        }
        await page.context().close();
      }
    }
    expect(found).toEqual([]);
  });

  it('are answered with the keyboard alone, and with arrows and one key', async () => {
    for (const next of ['Tab', 'ArrowDown']) {
      const lane = await showLane({ view: ASKED, declares: true });
      const page = await openPage(browser, lane.address);
      await heading(page, 'Anything to declare?');
      const reach = async (name: string): Promise<void> => {
        for (let count = 0; count < 40; count++) {
          const focused = await page.evaluate<string>(
            `document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''`,
          );
          if (focused.replace('✓', '').trim() === name) return;
          await page.keyboard.press(next);
        }
        throw new Error(`${name} cannot be reached with ${next}`);
      };
      await reach('Something to declare');
      await page.keyboard.press('Enter');
      await heading(page, 'What are you bringing?');
      await reach('Spirits');
      await page.keyboard.press('Enter');
      await reach('More: Spirits');
      await page.keyboard.press('Enter');
      await reach('Continue');
      await page.keyboard.press('Enter');
      await heading(page, 'Is this right?');
      await reach('Confirm');
      await page.keyboard.press('Enter');
      await until(() => made(lane).length > 0);
      expect(made(lane)).toEqual(answer([{ goods: 'spirits', amount: 2_000 }]));
    }
  });

  it('keep what was chosen through a change of language, and nothing for the next traveller', async () => {
    const lane = await showLane({ view: ASKED, declares: true });
    const page = await openPage(browser, lane.address);
    await press(page, 'Something to declare');
    await press(page, 'Cigarettes');
    await page.keyboard.press('l');
    await page.getByRole('button', { name: 'العربية' }).click();
    await heading(page, 'ماذا تحمل معك؟');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.getByRole('button', { name: 'سجائر', exact: true }).getAttribute('aria-pressed')).toBe('true');
    lane.show({ phase: 'deciding' });
    await page.locator('[data-phase="deciding"] h1').waitFor();
    lane.show({ phase: 'idle' });
    await page.locator('[data-phase="idle"] h1').waitFor();
    lane.show(ASKED);
    await heading(page, 'Anything to declare?');
    await press(page, 'Something to declare');
    expect(await page.locator('[aria-pressed="true"]').count()).toBe(0);
  });

  it('stand beside the question whether more time is needed, and lead to the desk too', async () => {
    const lane = await showLane({ view: SCENES['declaration-asked'] ?? {}, declares: true });
    const page = await openPage(browser, lane.address);
    await heading(page, 'Anything to declare?');
    await press(page, 'Yes, more time');
    await page.keyboard.press('d');
    await until(() => lane.events.length === 2);
    expect(lane.events).toEqual([{ kind: 'more-time' }, { kind: 'desk-chosen' }]);
  });

  it('say where customs is', async () => {
    const lane = await showLane({ view: SCENES['passage-red-lane'] ?? {} });
    const page = await openPage(browser, lane.address);
    await heading(page, 'Go through to the red channel');
    lane.show(SCENES['referred-customs'] ?? {});
    await heading(page, 'Please go to desk C1');
  });

  it('fit every panel, as they are and in the largest text', { timeout: 360_000 }, async () => {
    const found: string[] = [];
    const lane = await showLane({ declares: true, fingers: true });
    // `every-step.test.ts` looks at these pages too, on the panels that the product is for
    const isMain = (panel: string, locale: string) =>
      panel === 'phone' ? locale === 'de' : panel === 'portrait' && locale === 'ar';
    for (const [panel, viewport] of Object.entries(PANELS)) {
      for (const locale of casesOf(['de', 'ru', 'ar'], (one) => isMain(panel, one))) {
        lane.show(ASKED);
        // Contrasts are looked at on one panel alone
        const options = { viewport, locale, reducedMotion: 'reduce', isUnpainted: panel !== 'portrait' } as const;
        const page = await openPage(browser, lane.address, options);
        await page.locator('.declaration-answers button:visible').first().waitFor();
        await throughPages(page, async () => undefined);
        await page.locator('.declaration-answers .secondary:visible').last().click();
        await page.locator('[data-page="goods"]').waitFor();
        await throughPages(page, async () => {
          await page.evaluate(`document.querySelectorAll('.goods-kind').forEach((kind) => kind.click())`);
          await page.evaluate(DRAWN);
        });
        for (const last of ['goods', 'review'] as const) {
          if (last === 'review') {
            // The largest text had more pages, and the first is shown again
            await throughPages(page, async () => undefined);
            await page.locator('.declaration-answers .primary:visible').click();
          }
          await page.locator(`[data-page="${last}"]`).waitFor();
          for (const largest of [false, true]) {
            if (largest) for (const key of 'ttt') await page.keyboard.press(key);
            await page.locator(`html[data-text="${largest ? 200 : 100}"]`).waitFor();
            found.push(...(await misfits(page)).map((what) => `${last} ${panel} ${locale} ${largest}: ${what}`));
            if (panel === 'portrait') found.push(...(await axeFindings(page)));
          }
          await page.keyboard.press('t');
        }
        await page.context().close();
      }
    }
    expect(found).toEqual([]);
  });
});

/** Does something on each page of the goods. Ends on the last page. */
async function throughPages(page: Page, act: () => Promise<void>): Promise<void> {
  for (;;) {
    await act();
    const { at, of } = await pageShown(page);
    if (at >= of) return;
    await turnPage(page);
  }
}
