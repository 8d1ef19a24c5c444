import type { NoticeLanguage } from '../../notice/notice.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

/** The languages of the screen are those in which a notice can be: no one is processed under a notice they cannot read. */
export type Language = NoticeLanguage;

export interface LanguageName {
  /** What it calls itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Its word of welcome, by which people find their language on a screen that speaks another. */
  readonly welcome: string;
}

/** In the order of the buttons: by script, the most spoken first. */
export const LANGUAGE_NAMES: Readonly<Record<Language, LanguageName>> = {
  en: { name: 'English', direction: 'ltr', welcome: 'Welcome' },
  fr: { name: 'Français', direction: 'ltr', welcome: 'Bienvenue' },
  es: { name: 'Español', direction: 'ltr', welcome: 'Bienvenidos' },
  de: { name: 'Deutsch', direction: 'ltr', welcome: 'Willkommen' },
  it: { name: 'Italiano', direction: 'ltr', welcome: 'Benvenuti' },
  pt: { name: 'Português', direction: 'ltr', welcome: 'Boas-vindas' },
  nl: { name: 'Nederlands', direction: 'ltr', welcome: 'Welkom' },
  pl: { name: 'Polski', direction: 'ltr', welcome: 'Witamy' },
  tr: { name: 'Türkçe', direction: 'ltr', welcome: 'Hoş geldiniz' },
  uk: { name: 'Українська', direction: 'ltr', welcome: 'Ласкаво просимо' },
  ru: { name: 'Русский', direction: 'ltr', welcome: 'Добро пожаловать' },
  ar: { name: 'العربية', direction: 'rtl', welcome: 'أهلًا وسهلًا' },
  fa: { name: 'فارسی', direction: 'rtl', welcome: 'خوش آمدید' },
  he: { name: 'עברית', direction: 'rtl', welcome: 'ברוכים הבאים' },
  hi: { name: 'हिन्दी', direction: 'ltr', welcome: 'स्वागत है' },
  zh: { name: '中文', direction: 'ltr', welcome: '欢迎' },
  ja: { name: '日本語', direction: 'ltr', welcome: 'ようこそ' },
  ko: { name: '한국어', direction: 'ltr', welcome: '환영합니다' },
};

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[];

/** Each in a file of its own, fetched when it is first wanted. English is always there: it is what is shown until another has come. */
const SOURCES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Words>>> = {
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  de: async () => (await import('./de.ts')).de,
  it: async () => (await import('./it.ts')).it,
  pt: async () => (await import('./pt.ts')).pt,
  nl: async () => (await import('./nl.ts')).nl,
  pl: async () => (await import('./pl.ts')).pl,
  tr: async () => (await import('./tr.ts')).tr,
  uk: async () => (await import('./uk.ts')).uk,
  ru: async () => (await import('./ru.ts')).ru,
  ar: async () => (await import('./ar.ts')).ar,
  fa: async () => (await import('./fa.ts')).fa,
  he: async () => (await import('./he.ts')).he,
  hi: async () => (await import('./hi.ts')).hi,
  zh: async () => (await import('./zh.ts')).zh,
  ja: async () => (await import('./ja.ts')).ja,
  ko: async () => (await import('./ko.ts')).ko,
};

const fetched = new Map<Language, Words>([['en', en]]);

/** `undefined` while they have not been fetched. */
export function wordsAtHand(language: Language): Words | undefined {
  return fetched.get(language);
}

/** Rejects when the lane does not answer; may be tried again. */
export async function fetchWords(language: Language): Promise<Words> {
  const words = fetched.get(language) ?? (language === 'en' ? en : await SOURCES[language]());
  fetched.set(language, words);
  return words;
}
