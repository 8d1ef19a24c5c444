/**
 * Sets the theme on the root element before the first paint, and again after each change. It is a file of its own, `/theme.js`, that the
 * page's head loads as a classic script; therefore it imports no code.
 */
import type { ThemeChoice, ThemeEvent, ThemeKey } from './theme-choice.ts';

const KEY: ThemeKey = 'postern-theme';
const CHANGED: ThemeEvent = 'postern-theme';
const systemContrast = matchMedia('(prefers-contrast: more)');

/** A browser may refuse its storage. Only the two words that change the colours are accepted. */
function storedChoice(): Partial<ThemeChoice> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}

function applyTheme(): void {
  const { colours, contrast } = storedChoice();
  const { dataset } = document.documentElement;
  if (colours === 'light' || colours === 'dark') dataset['theme'] = colours;
  else delete dataset['theme'];
  if (contrast === 'more' || systemContrast.matches) dataset['contrast'] = 'more';
  else delete dataset['contrast'];
}

applyTheme();
systemContrast.addEventListener('change', applyTheme);
addEventListener(CHANGED, applyTheme);
// Another page of this server in the same browser
addEventListener('storage', ({ key }) => {
  if (key === KEY || key === null) applyTheme();
});
