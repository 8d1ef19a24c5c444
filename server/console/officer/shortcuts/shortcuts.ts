/** The keys of this section. They are single letters, so they can be switched off (WCAG 2.2, 2.1.4). None works in a text field. */
import { signal } from '@preact/signals-core';
import { translated } from '../../languages/text.ts';

const KEYS = ['j', 'k', 't', 'e', '1', 'd', 'c', 'r', 'a', 'o', '/', 'q', 'l', 'm', '?'] as const;
type ShortcutKey = (typeof KEYS)[number];

const WORDS: { readonly [Key in ShortcutKey]: string } = translated({
  j: 'Next referral',
  k: 'Previous referral',
  t: 'Take the referral and view its pictures',
  e: 'Go to the evidence',
  1: 'Faces side by side; 2: swipe; 3: blink',
  d: 'Go to the decision',
  c: 'Choose the next decision',
  r: 'Choose the next reason',
  a: 'Admit the traveller and open the gate, once a reason is chosen',
  o: 'Open the gate for the admitted traveller',
  '/': 'Search the referrals',
  q: 'Go to the list of referrals',
  l: 'Go to the lanes; arrow keys go from lane to lane',
  m: 'Show the lanes as a strip, or on the plan of the site',
  '?': 'Show these keys',
});

/** Read in the language of the moment. */
export const SHORTCUTS = KEYS.map((key) => ({
  key,
  get says() {
    return WORDS[key];
  },
}));

export const areShortcutsOn = signal(true);
export const isHelpOpen = signal(false);
