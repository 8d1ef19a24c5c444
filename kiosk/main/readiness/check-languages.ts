import type { CheckLanguage } from './check-view.ts';
import type { CheckWords } from './check-words.ts';
import { de } from './words-de.ts';
import { en } from './words-en.ts';
import { fr } from './words-fr.ts';

export const CHECK_WORDS: { readonly [Language in CheckLanguage]: CheckWords } = { en, de, fr };
