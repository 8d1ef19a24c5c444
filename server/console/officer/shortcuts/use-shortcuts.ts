import { useEffect } from 'preact/hooks';
import { referralHash } from '../pages.ts';
import { neighbourOf } from '../state/referral-list.ts';
import { open } from '../state/referrals.ts';
import { chooseLanesView, lanesView } from '../lanes/site-plans.ts';
import { areShortcutsOn, isHelpOpen } from './shortcuts.ts';

/** The element that each key goes to. */
const PLACES: Readonly<Record<string, string>> = {
  e: '[data-goto=evidence]',
  d: '[data-goto=decision]',
  q: '[data-goto=queue]',
  '/': '[data-goto=search]',
  l: '.lane-button[tabindex="0"], .plan-lane[tabindex="0"]',
};

/** The button that each key presses, when it is on the page. */
const PRESSED: Readonly<Record<string, string>> = {
  t: '[data-goto=take] button',
  a: 'button[aria-keyshortcuts=a]',
  o: 'button[aria-keyshortcuts=o]',
  1: 'button[aria-keyshortcuts="1"]',
  2: 'button[aria-keyshortcuts="2"]',
  3: 'button[aria-keyshortcuts="3"]',
};

/** @param shown The referral that is shown. */
export function useShortcuts(shown: string | undefined): void {
  useEffect(() => {
    const listening = new AbortController();
    addEventListener('keydown', (event) => press(event, shown), { signal: listening.signal });
    return () => listening.abort();
  }, [shown]);
}

function press(event: KeyboardEvent, shown: string | undefined): void {
  const { key, ctrlKey, altKey, metaKey, target } = event;
  if (!areShortcutsOn.value || ctrlKey || altKey || metaKey || isTyping(target)) return;
  if (document.querySelector('dialog[open]') !== null) return;
  if (key === '?') isHelpOpen.value = true;
  else if (key === 'm') chooseLanesView(lanesView.value === 'plan' ? 'strip' : 'plan');
  else if (key === 'c') chooseNext('outcome');
  else if (key === 'r') chooseNext('reason');
  else if (key === 'j' || key === 'k') {
    const ids = open.value.map(({ id }) => id);
    const id = neighbourOf(ids, shown, key === 'j' ? 'next' : 'previous');
    if (id !== undefined) location.hash = referralHash(id);
  } else if (PRESSED[key] !== undefined) document.querySelector<HTMLElement>(PRESSED[key])?.click();
  else {
    const place = PLACES[key];
    if (place === undefined) return;
    document.querySelector<HTMLElement | SVGElement>(place)?.focus();
  }
  event.preventDefault();
}

/** The first one, or the one after the chosen one. The list then has the focus, so arrow keys go on from there. */
function chooseNext(what: 'outcome' | 'reason'): void {
  const all = [...document.querySelectorAll<HTMLInputElement>('.choice-' + what + ' input')];
  const next = all[(all.findIndex(({ checked }) => checked) + 1) % all.length];
  next?.focus();
  next?.click();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches('select, textarea, input:not([type=radio], [type=checkbox])');
}
