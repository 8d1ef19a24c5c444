import type { SectionEntry } from './shell/section-entry.ts';

/** The parts of the console, in the menu's order. */
export const SECTIONS: readonly SectionEntry[] = [
  {
    id: 'officer',
    title: 'Lanes and referrals',
    act: 'referrals.see',
    hasFeed: true,
    load: () => import('./officer/section.tsx'),
  },
  { id: 'figures', title: 'Figures', act: 'figures.see', load: () => import('./figures/section.tsx') },
  {
    id: 'site-figures',
    title: 'Figures of sites',
    act: 'site-figures.see',
    load: () => import('./figures/site-section.tsx'),
  },
  { id: 'privacy', title: 'Privacy', act: 'erasures.see', load: () => import('./privacy/section.tsx') },
  { id: 'decisions', title: 'Decisions', act: 'proposals.see', load: () => import('./decisions/section.tsx') },
  {
    id: 'administration',
    title: 'Administration',
    act: 'fleet.see',
    load: () => import('./administration/section.tsx'),
  },
  { id: 'ledger', title: 'Ledger', act: 'ledger.browse', load: () => import('./ledger/section.tsx') },
  { id: 'people', title: 'People', act: 'people.see', load: () => import('./people/section.tsx') },
  { id: 'account', title: 'Your account', act: null, load: () => import('./account/section.tsx') },
  { id: 'sign-in', title: 'Sign in', act: null, load: () => import('./sign-in/section.tsx') },
];
