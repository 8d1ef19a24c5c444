import { t } from './languages/text.ts';
import { EVERYONE } from './shell/choose-section.ts';
import type { SectionEntry } from './shell/section-entry.ts';

/** The parts of the console, in the menu's order. */
export const SECTIONS: readonly SectionEntry[] = [
  {
    id: 'officer',
    get title() {
      return t('Lanes and referrals');
    },
    act: 'referrals.see',
    hasFeed: true,
    load: () => import('./officer/section.tsx'),
  },
  {
    id: 'setup',
    get title() {
      return t('Overview');
    },
    act: 'setup.state',
    load: () => import('./setup/section.tsx'),
  },
  {
    id: 'figures',
    get title() {
      return t('Figures');
    },
    act: 'figures.see',
    load: () => import('./figures/section.tsx'),
  },
  {
    id: 'site-figures',
    get title() {
      return t('Figures of sites');
    },
    act: 'site-figures.see',
    load: () => import('./figures/site-section.tsx'),
  },
  {
    id: 'privacy',
    get title() {
      return t('Privacy');
    },
    act: ['erasures.see', 'processing.see'],
    load: () => import('./privacy/section.tsx'),
  },
  {
    id: 'compliance',
    get title() {
      return t('Compliance');
    },
    act: 'breaches.see',
    load: () => import('./compliance/section.tsx'),
  },
  {
    id: 'customs',
    get title() {
      return t('Customs');
    },
    act: ['declarations.see', 'controls.audit'],
    load: () => import('./customs/section.tsx'),
  },
  {
    id: 'calendar',
    get title() {
      return t('Calendar');
    },
    act: 'calendar.see',
    load: () => import('./calendar/section.tsx'),
  },
  {
    id: 'decisions',
    get title() {
      return t('Decisions');
    },
    act: 'proposals.see',
    load: () => import('./decisions/section.tsx'),
  },
  {
    id: 'administration',
    get title() {
      return t('Administration');
    },
    act: 'fleet.see',
    load: () => import('./administration/section.tsx'),
  },
  {
    id: 'detection',
    get title() {
      return t('Detection');
    },
    act: 'detection.see',
    load: () => import('./detection/section.tsx'),
  },
  {
    id: 'ledger',
    get title() {
      return t('Ledger');
    },
    act: 'ledger.browse',
    load: () => import('./ledger/section.tsx'),
  },
  {
    id: 'people',
    get title() {
      return t('People');
    },
    act: 'people.see',
    load: () => import('./people/section.tsx'),
  },
  {
    id: 'training',
    get title() {
      return t('Training');
    },
    act: EVERYONE,
    load: () => import('./training/section.tsx'),
  },
  {
    id: 'account',
    get title() {
      return t('Your account');
    },
    act: null,
    load: () => import('./account/section.tsx'),
  },
  {
    id: 'manual',
    get title() {
      return t('Manuals');
    },
    act: null,
    load: () => import('./manual/section.tsx'),
  },
  {
    id: 'sign-in',
    get title() {
      return t('Sign in');
    },
    act: null,
    load: () => import('./sign-in/section.tsx'),
  },
];
