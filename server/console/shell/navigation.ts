/** Where the page is, as a signal. Links of the page (`hashOf`) change it. */
import { signal } from '@preact/signals';
import { routeOf, type Route } from './route.ts';
import type { SectionEntry } from './section-entry.ts';

/** All sections of this console. */
export const knownSections = signal<readonly SectionEntry[]>([]);
/** The section that the shell shows, and the view of it, if the section has several. */
export const shownSection = signal<string | undefined>(undefined);
export const shownView = signal<string | undefined>(undefined);

export const route = signal<Route>(routeOf(location.hash));

addEventListener('hashchange', () => {
  route.value = routeOf(location.hash);
});
