/** The view that the address names, after the `#`. */
import { signal } from '@preact/signals';

const VIEWS = ['agreements', 'deliveries', 'verify', 'log', 'account', 'invitation'] as const;
export type View = (typeof VIEWS)[number];

function viewNow(): View {
  const [, name] = location.hash.split('/');
  return VIEWS.find((one) => one === name) ?? 'agreements';
}

export const view = signal<View>(viewNow());
addEventListener('hashchange', () => {
  view.value = viewNow();
  globalThis.scrollTo(0, 0);
});

export function go(to: View): void {
  location.hash = `#/${to}`;
}
