/** Faults that any page can have, found in the page itself. Each function returns one line for each fault. */
import type { Page } from 'playwright-core';

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
  const isMarked = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
    || (style.stroke !== 'none' && parseFloat(style.strokeWidth) > 3);
  addEventListener('focusin', ({ target }) => {
    if (reached.has(target)) return;
    reached.add(target);
    const marks = [target, target.nextElementSibling, target.parentElement, ...target.querySelectorAll('*')];
    if (!marks.some((one) => one !== null && isMarked(getComputedStyle(one)))) unmarked.push(target);
  }, { capture: true, signal: listening.signal });
  document.activeElement?.blur();
  globalThis.examined = { controls, reached, unmarked, listening };
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

/** Goes through the page by Tab: each control is reached, and marked while it has the focus. */
export async function keyboardFaults(page: Page): Promise<readonly string[]> {
  const pointerOnly = await page.evaluate<string[]>(POINTER_ONLY);
  const controls = await page.evaluate<number>(LISTEN);
  for (let stop = 0; stop < controls + MORE_STOPS; stop += 1) await page.keyboard.press('Tab');
  return [...pointerOnly, ...(await page.evaluate<string[]>(SAY))];
}
