/** A traveller's settings of the screen. They end with the traveller. */
import type { Language } from '../words/languages.ts';

export interface Preferences {
  /** `undefined`: not chosen, so the document or the lane decides. */
  readonly language: Language | undefined;
  readonly textPercent: (typeof TEXT_PERCENTS)[number];
  readonly highContrast: boolean;
  readonly readAloud: boolean;
  /** Nothing is shown to others while everything is read aloud. */
  readonly darkScreen: boolean;
}

export const TEXT_PERCENTS = [100, 125, 150, 200] as const;

export const NO_PREFERENCES: Preferences = {
  language: undefined,
  textPercent: 100,
  highContrast: false,
  readAloud: false,
  darkScreen: false,
};

/** The next larger text, and after the largest the first again: one button is enough. */
export function nextTextPercent(now: Preferences['textPercent']): Preferences['textPercent'] {
  const next = TEXT_PERCENTS[TEXT_PERCENTS.indexOf(now) + 1];
  return next ?? TEXT_PERCENTS[0];
}

export function isChanged(preferences: Preferences): boolean {
  return JSON.stringify(preferences) !== JSON.stringify(NO_PREFERENCES);
}
