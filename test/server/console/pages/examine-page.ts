/** Faults that any page can have, found in the page itself. Each function returns one line for each fault. */
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { casesOf, EXTENT } from '../../../support/extent.ts';
import { lasting } from '../../../support/lasting.ts';
import { axe, COLOURS } from '../../fixtures/axe.ts';

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
/** Parts whose words are wider than the part itself, except those whose title holds all of them. */
const CUT = `[...document.querySelectorAll(':is(header, main) :is(button, .badge, a, label, legend, th, h2, h3, dt, summary, option)')]
  .filter((part) => part.closest('.unseen') === null && part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
  .filter((part) => part.title !== part.textContent)
  .map((part) => 'cut off: ' + part.textContent.slice(0, 80))`;

/** Sideways scrolling, and words that are cut off. */
export async function misfits(page: Page): Promise<readonly string[]> {
  const overflow = await page.evaluate<number>(OVERFLOW);
  return [...(overflow > 0 ? [`scrolls sideways by ${overflow} px`] : []), ...(await page.evaluate<string[]>(CUT))];
}

const COLOUR_SCHEMES = [
  ['dark', { colorScheme: 'dark', contrast: 'no-preference' }],
  ['more contrast', { colorScheme: 'light', contrast: 'more' }],
  ['more contrast in dark', { colorScheme: 'dark', contrast: 'more' }],
] as const;
const PHONE = { width: 360, height: 740 };
/** Rules that another size or direction can break, for a page after a whole analysis. */
const LAYOUT: RunOptions = {
  runOnly: { type: 'rule', values: ['target-size', 'scrollable-region-focusable'] },
  resultTypes: ['violations'],
};

let looked = 0;

/**
 * The page as it is, in each colour scheme, and with text of 200 % on its screen and on a phone, from left to right and from right to
 * left. In `npm test` each page in one of the colour schemes, in turn, and from one direction. With `byKeyboard`, its keyboard faults too.
 */
export async function faultsInLooks(page: Page, { byKeyboard = false } = {}): Promise<readonly string[]> {
  const found: string[] = [];
  const note = (look: string, faults: readonly string[]) =>
    void found.push(...faults.map((fault) => `${look}: ${fault}`));
  note('as it is', await faultsAsItIs(page));
  looked += 1;
  for (const [look, media] of casesOf(COLOUR_SCHEMES, (_, place) => place === looked % COLOUR_SCHEMES.length)) {
    await page.emulateMedia(media);
    note(look, await axe(page, COLOURS));
  }
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  // A menu is laid out again after the page was narrow
  if (byKeyboard) note('by keyboard', await keyboardFaults(page));
  const screen = page.viewportSize() ?? PHONE;
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  for (const viewport of [screen, PHONE]) {
    await page.setViewportSize(viewport);
    for (const dir of casesOf(['ltr', 'rtl'], (one) => one === 'rtl')) {
      await page.evaluate(`document.documentElement.dir = '${dir}'`);
      note(`200 %, ${viewport.width} px, ${dir}`, await lasting(() => misfits(page)));
    }
  }
  for (const rules of casesOf([LAYOUT, undefined], (one) => one !== undefined))
    note('200 % on a phone, rtl', await axe(page, rules));
  await page.setViewportSize(screen);
  await page.evaluate("document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = ''");
  return found;
}

/**
 * For a page that `every-page.test.ts` looks at in every look, with other things on it: in `npm test` as it is, in `npm run test:all` in
 * every look once more.
 */
export function faultsOnceMore(page: Page): Promise<readonly string[]> {
  return EXTENT === 'all' ? faultsInLooks(page) : faultsAsItIs(page);
}

async function faultsAsItIs(page: Page): Promise<readonly string[]> {
  return [...(await axe(page)), ...(await lasting(() => misfits(page)))];
}

/** Elements that show the hand of the pointer and are no control. */
const POINTER_ONLY = `[...document.querySelectorAll('body *')]
  .filter((one) => getComputedStyle(one).cursor === 'pointer' && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => one.closest('a[href], button, input, select, textarea, label, summary, [role=option], [tabindex]') === null)
  .map((one) => 'for the pointer alone: ' + one.outerHTML.slice(0, 120))`;

/** Runs in the page: the controls that Tab has to reach, and from then on those that it reaches. */
const LISTEN = `(() => {
  globalThis.examined?.listening.abort();
  const listening = new AbortController();
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const place = document.querySelector('dialog[open]:modal') ?? document.body;
  const canBeReached = (one) => place.contains(one) && !one.disabled && one.tabIndex >= 0 && one.closest('[inert]') === null
    && one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
  const radios = new Set();
  const controls = all.filter(canBeReached).filter((one) => {
    if (one.type !== 'radio') return true;
    const isNew = !radios.has(one.name);
    radios.add(one.name);
    return isNew;
  });
  const reached = new Set();
  const unmarked = [];
  let first;
  const isMarked = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    || (style.stroke !== 'none' && parseFloat(style.strokeWidth) > 3);
  addEventListener('focusin', ({ target }) => {
    first ??= target;
    if (reached.has(target)) {
      if (target === first) examined.isRound = true;
      return;
    }
    reached.add(target);
    const marks = [target, target.nextElementSibling, target.parentElement, ...target.querySelectorAll('*')];
    if (!marks.some((one) => one !== null && isMarked(getComputedStyle(one)))) unmarked.push(target);
  }, { capture: true, signal: listening.signal });
  document.activeElement?.blur();
  globalThis.examined = { controls, reached, unmarked, listening, isRound: false };
  return controls.length;
})()`;

const SAY = `(() => {
  const { controls, reached, unmarked } = examined;
  const groups = new Set([...reached].map(({ type, name }) => type === 'radio' ? name : ''));
  const missed = controls.filter((one) => one.isConnected && !reached.has(one) && !(one.type === 'radio' && groups.has(one.name)));
  const line = (what) => (one) => what + ': ' + one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120);
  return [...missed.map(line('not reached by Tab')), ...unmarked.map(line('no mark of the focus'))];
})()`;
/** Scrolling boxes and the browser's own stops. */
const MORE_STOPS = 25;
/** Whether Tab has come back to where it began. */
const IS_ROUND = 'examined.isRound';
/** Presses of Tab before each look whether it has come round. */
const BETWEEN_LOOKS = 4;

/** Goes through the page by Tab: each control is reached, and marked while it has the focus. */
export async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const pointerOnly = await page.evaluate<string[]>(POINTER_ONLY);
  const controls = await page.evaluate<number>(LISTEN);
  for (let stop = 0; stop < controls + MORE_STOPS; stop += 1) {
    if (stop % BETWEEN_LOOKS === 0 && (await page.evaluate<boolean>(IS_ROUND))) break;
    await page.keyboard.press('Tab');
  }
  return [...pointerOnly, ...(await page.evaluate<string[]>(SAY))];
}
