import type { NoticeLanguage } from '../../notice/notice.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Words } from './words.ts';

/** The languages of the screen are those that a notice must have: no one is processed under a notice they cannot read. */
export type Language = NoticeLanguage;

export const WORDS: Readonly<Record<Language, Words>> = { en, de, fr, es, ar };

/** In the order of the buttons. */
export const LANGUAGES = Object.keys(WORDS) as readonly Language[];
