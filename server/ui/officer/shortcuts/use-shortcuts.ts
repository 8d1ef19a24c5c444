import { useEffect } from 'preact/hooks';
import { referralHash } from '../pages.ts';
import { neighbourOf } from '../state/referral-list.ts';
import { open } from '../state/referrals.ts';
import { areShortcutsOn, isHelpOpen } from './shortcuts.ts';

/** What each key goes to: found by name, so that the key does what a press there does. */
const PLACES: Readonly<Record<string, string>> = {
  e: '[data-goto=evidence]',
  d: '[data-goto=decision]',
  q: '[data-goto=queue]',
  l: '.lane-button[tabindex="0"]',
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
  else if (key === 'j' || key === 'k') {
    const ids = open.value.map(({ id }) => id);
    const id = neighbourOf(ids, shown, key === 'j' ? 'next' : 'previous');
    if (id !== undefined) location.hash = referralHash(id);
  } else if (key === 't') document.querySelector<HTMLElement>('[data-goto=take] button')?.click();
  else {
    const place = PLACES[key];
    if (place === undefined) return;
    document.querySelector<HTMLElement>(place)?.focus();
  }
  event.preventDefault();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.matches('select, textarea, input:not([type=radio], [type=checkbox])');
}
