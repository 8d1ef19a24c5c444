/** The keys of this section. They are single letters, so they can be switched off (WCAG 2.2, 2.1.4). None works in a text field. */
import { signal } from '@preact/signals-core';

export const SHORTCUTS = [
  { key: 'j', says: 'Next referral' },
  { key: 'k', says: 'Previous referral' },
  { key: 't', says: 'Take the referral and view its pictures' },
  { key: 'e', says: 'Go to the evidence' },
  { key: '1', says: 'Faces side by side; 2: swipe; 3: blink' },
  { key: 'd', says: 'Go to the decision' },
  { key: 'o', says: 'Open the gate for the admitted traveller' },
  { key: '/', says: 'Search the referrals' },
  { key: 'q', says: 'Go to the list of referrals' },
  { key: 'l', says: 'Go to the lanes; arrow keys go from lane to lane' },
  { key: '?', says: 'Show these keys' },
] as const;

export const areShortcutsOn = signal(true);
export const isHelpOpen = signal(false);
