/** Reads and stores the reader's choice of colours. `early-theme.ts` applies it. */
import type { ThemeChoice, ThemeEvent, ThemeKey } from './theme-choice.ts';

const KEY: ThemeKey = 'postern-theme';
const CHANGED: ThemeEvent = 'postern-theme';

export function themeChoice(): ThemeChoice {
  let stored: Partial<ThemeChoice> | null = null;
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<ThemeChoice> | null;
  } catch {
    // Without a storage, or with a foreign value in it, the system's settings apply
  }
  const { colours, contrast } = stored ?? {};
  return {
    colours: colours === 'light' || colours === 'dark' ? colours : 'system',
    contrast: contrast === 'more' ? 'more' : 'system',
  };
}

/** Stores a choice and applies it. Returns whether this browser will remember it. */
export function chooseTheme(choice: ThemeChoice): boolean {
  let isStored = true;
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    isStored = false;
  }
  dispatchEvent(new Event(CHANGED));
  return isStored;
}
