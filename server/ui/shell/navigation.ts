/** Where the page is, as a signal. Links of the page (`hashOf`) change it. */
import { signal } from '@preact/signals';
import { routeOf, type Route } from './route.ts';

export const route = signal<Route>(routeOf(location.hash));

addEventListener('hashchange', () => {
  route.value = routeOf(location.hash);
});
