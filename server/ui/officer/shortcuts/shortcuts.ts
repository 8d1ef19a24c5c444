/** The keys of this section. One letter each, so they can be switched off (WCAG 2.2, 2.1.4), and none works while somebody types. */
import { signal } from '@preact/signals';

export const SHORTCUTS = [
  { key: 'j', says: 'Next referral' },
  { key: 'k', says: 'Referral before' },
  { key: 't', says: 'Take the referral that is shown' },
  { key: 'e', says: 'To the evidence' },
  { key: 'd', says: 'To the decision' },
  { key: 'q', says: 'To the list of referrals' },
  { key: 'l', says: 'To the lanes; arrow keys go from lane to lane' },
  { key: '?', says: 'These keys' },
] as const;

export const areShortcutsOn = signal(true);
export const isHelpOpen = signal(false);
