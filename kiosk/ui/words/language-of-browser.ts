import { type Language, LANGUAGES } from './languages.ts';

/** The lane's own language: the first of its browser's that the screen speaks, else English. */
export function languageOfBrowser(tags: readonly string[]): Language {
  for (const tag of tags) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = LANGUAGES.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}
