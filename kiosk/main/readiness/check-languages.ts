import { readFileSync } from 'node:fs';
import type { CheckLanguage } from './check-view.ts';
import type { CheckWords } from './check-words.ts';
import { en } from './words/en.ts';

/** A test checks that each file has every text of the English one. */
export const CHECK_WORDS: { readonly [Language in CheckLanguage]: CheckWords } = {
  en,
  de: read('de'),
  fr: read('fr'),
};

function read(language: CheckLanguage): CheckWords {
  return JSON.parse(readFileSync(new URL(`./words/${language}.json`, import.meta.url), 'utf8')) as CheckWords;
}
