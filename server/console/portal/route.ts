/** The view that the address names, after the `#`. */
import { signal } from '@preact/signals';

const VIEWS = ['declarations', 'new', 'drafts', 'files', 'viewings', 'mandates', 'account', 'invitation'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  readonly view: View;
  /** Id of a declaration, or empty. */
  readonly id: string;
}

function routeNow(): Route {
  const [, view = '', id = ''] = location.hash.split('/');
  return { view: VIEWS.find((one) => one === view) ?? 'declarations', id: /^[0-9a-f]{32}$/.test(id) ? id : '' };
}

export const route = signal<Route>(routeNow());
addEventListener('hashchange', () => {
  route.value = routeNow();
  globalThis.scrollTo(0, 0);
});

export function go(view: View, id = ''): void {
  location.hash = id === '' ? `#/${view}` : `#/${view}/${id}`;
}
