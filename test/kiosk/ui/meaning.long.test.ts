/** The screens without their words: for the queue, and for travellers who cannot read them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../kiosk/ui/words/languages.ts';
import { launchHeadlessShell } from '../../server/fixtures/chromium.ts';
import { axeFindings, missingPages, openPage, PANELS } from './fixtures/lane-browser.ts';
import { SCENES } from './fixtures/scenes.ts';
import { showLane, type ShownLane } from './fixtures/shown-lane.ts';

const missing = missingPages();
let browser: Browser;

async function show(page: Page, lane: ShownLane, scene: string): Promise<void> {
  const view = SCENES[scene] ?? {};
  lane.show(view);
  await page.locator(`[data-phase="${view.phase}"] h1`).waitFor();
}

const groundOf = (page: Page) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('.screen')).backgroundColor`);

/** The angle on the colour wheel, and how colourful it is. */
function hueOf(rgb: string): { readonly hue: number; readonly chroma: number } {
  const [r = 0, g = 0, b = 0] = (rgb.match(/\d+/g) ?? []).map(Number);
  const most = Math.max(r, g, b);
  const chroma = most - Math.min(r, g, b);
  const sector = most === r ? ((g - b) / chroma + 6) % 6 : most === g ? (b - r) / chroma + 2 : (r - g) / chroma + 4;
  return { hue: sector * 60, chroma };
}

describe.skipIf(missing !== undefined)('the traveller’s screen, without its words', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('has a colour of its own for each state of the gate, far from the others', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    const hues: number[] = [];
    for (const scene of ['passage', 'referred', 'out-of-service', 'emergency']) {
      await show(page, lane, scene);
      const { hue, chroma } = hueOf(await groundOf(page));
      expect([scene, chroma > 60]).toEqual([scene, true]);
      hues.push(hue);
    }
    const gaps = hues.flatMap((one, at) =>
      hues.slice(at + 1).map((other) => Math.min(Math.abs(one - other), 360 - Math.abs(one - other))),
    );
    expect(Math.min(...gaps)).toBeGreaterThan(40);
  });

  it.each([
    ['out-of-service', 'closed', '.closed-gate .bar'],
    ['emergency', 'exit', '.emergency-exit .runner'],
  ] as const)('%s: has a picture of its own, and its word in every language', async (scene, word, picture) => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address, { viewport: PANELS.portrait });
    await show(page, lane, scene);
    expect(await page.locator(picture).count()).toBe(1);
    expect(await page.locator('.walk-through').count()).toBe(0);
    const words = await page.locator('.all-languages li').allTextContents();
    expect(new Set(words)).toEqual(new Set(LANGUAGES.map((language) => LANGUAGE_NAMES[language][word])));
    expect(await axeFindings(page)).toEqual([]);
  });

  it('moves differently in an emergency than while a traveller walks through', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address, { reducedMotion: 'no-preference' });
    const motions = `document.getAnimations().map((one) => one.animationName)`;
    await show(page, lane, 'passage');
    await expect.poll(() => page.evaluate<string[]>(motions)).toContain('way');
    await show(page, lane, 'emergency');
    await expect.poll(() => page.evaluate<string[]>(motions)).toEqual(['flee']);
  });

  it('draws all pictures on one grid, with three widths of line', async () => {
    const lane = await showLane({ fingers: true, declares: true });
    const page = await openPage(browser, lane.address, { reducedMotion: 'reduce' });
    const found: Record<string, string[]> = {};
    for (const scene of Object.keys(SCENES)) {
      await show(page, lane, scene);
      const drawn = await page.evaluate<string[] | undefined>(`(() => {
        const picture = document.querySelector('.picture > svg:not(.receipt-code)');
        return picture === null ? undefined : [
          picture.getAttribute('viewBox'),
          ...[...picture.querySelectorAll(':not(.sign, .sign *)')]
            .filter((one) => getComputedStyle(one).stroke !== 'none' && one instanceof SVGGeometryElement)
            .map((one) => getComputedStyle(one).strokeWidth),
        ];
      })()`);
      if (drawn !== undefined && drawn !== null) found[scene] = [...new Set(drawn)];
    }
    expect(new Set(Object.values(found).map(([grid]) => grid))).toEqual(new Set(['0 0 400 500']));
    // The arrow of the turn and the limbs of the runner are shapes, drawn as a line
    const shapes = ['44px', '36px'];
    const widths = new Set(
      Object.values(found).flatMap(([, ...used]) => used.filter((width) => !shapes.includes(width))),
    );
    expect([...widths].sort()).toEqual(['10px', '20px', '6px']);
  });

  it('shows something that waits as waiting: no bar that looks like an amount', async () => {
    const lane = await showLane();
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      const page = await openPage(browser, lane.address, { reducedMotion });
      for (const scene of ['deciding', 'opening', 'starting', 'face-wait']) {
        await show(page, lane, scene);
        await page.locator('.progress.pending .progress-dots').waitFor();
        expect(await page.locator('.progress-bar').count()).toBe(0);
      }
      await show(page, lane, 'document-asked');
      const filled = await page.evaluate<number>(
        `document.querySelector('.progress-bar').getBoundingClientRect().width / document.querySelector('.progress').clientWidth`,
      );
      if (reducedMotion === 'reduce') expect(filled).toBeLessThan(0.5);
    }
  });

  it('asks for a turn of the head with an arrow around the head, and asks the traveller to stay in place', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    await show(page, lane, 'turn-left');
    expect(await page.locator('.detail').textContent()).toBe('Turn only your head. Stay where you are.');
    const overlap = await page.evaluate<boolean>(`(() => {
      const [arrow, head] = ['.turn-arrow .arrow', '.turn-arrow .head'].map((one) => document.querySelector(one).getBoundingClientRect());
      return arrow.right > head.left && arrow.left < head.left;
    })()`);
    expect(overlap).toBe(true);
  });
});

describe.skipIf(missing !== undefined)('controls and marks of the traveller’s screen', () => {
  beforeAll(async () => {
    browser = await launchHeadlessShell();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('start in the language of the greeting that is touched, and not at a touch beside them', async () => {
    const lane = await showLane();
    const page = await openPage(browser, lane.address);
    await page.locator('[data-phase="idle"] h1').waitFor();
    await page.locator('.picture').click();
    await page.locator('h1').click();
    await page.locator('.detail').click();
    await page.getByRole('button', { name: 'Willkommen' }).click();
    await expect.poll(() => lane.events).toEqual([{ kind: 'traveller-arrived' }]);
    lane.show(SCENES['notice'] ?? {});
    await page.getByRole('heading', { name: 'Bevor wir beginnen' }).waitFor();
    await page.keyboard.press('d');
    await expect.poll(() => lane.events.at(-1)).toEqual({ kind: 'desk-chosen' });
    // A touch beside the greetings would have come before these
    expect(lane.events.map(({ kind }) => kind)).toEqual(['traveller-arrived', 'desk-chosen']);
  });

  it('explain themselves: why to skip the light, and what a receipt is', async () => {
    const lane = await showLane({ view: SCENES['face-asked'] ?? {} });
    const page = await openPage(browser, lane.address);
    await page.getByRole('button', { name: 'Skip the coloured light If bright colours bother you' }).waitFor();
    await page.getByRole('button', { name: 'Get a receipt A code to photograph' }).waitFor();
  });

  it('show the letter of a key only to a traveller who uses keys', async () => {
    const lane = await showLane({ view: SCENES['document'] ?? {} });
    const page = await openPage(browser, lane.address);
    const letter = page.locator('.desk kbd');
    await page.locator('.desk').waitFor();
    expect(await letter.isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    expect(await letter.isVisible()).toBe(true);
    await page.locator('h1').click();
    expect(await letter.isVisible()).toBe(false);
  });

  it('show and announce the number of a referral', async () => {
    const lane = await showLane({ view: SCENES['referred'] ?? {} });
    const page = await openPage(browser, lane.address);
    await page.getByText('Your number: 7KQ2', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Your number: 7KQ2.');
    lane.show({ phase: 'idle' });
    await page.locator('[data-phase="idle"] h1').waitFor();
    expect(await page.getByText('7KQ2').count()).toBe(0);
  });

  it('tick the steps that ran, and show none when an officer opens the gate', async () => {
    const lane = await showLane({ fingers: true, declares: true });
    const page = await openPage(browser, lane.address);
    lane.show({ phase: 'passage', passed: ['notice', 'document', 'face'] });
    await page.locator('[data-phase="passage"] h1').waitFor();
    expect(await page.locator('.steps .done .step-name').allTextContents()).toEqual([
      'Information',
      'Passport',
      'Face',
    ]);
    await show(page, lane, 'opening-ordered');
    expect(await page.locator('.steps').count()).toBe(0);
  });
});
