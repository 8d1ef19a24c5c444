import type { NoticeLanguage } from '../../rules/notice/notice.ts';
import english from './en.json' with { type: 'json' };
import { wordsOf, type Words, type WordsFile } from './words.ts';

/** The languages of the screen are those in which a notice can be: no traveller is processed under a notice that they cannot read. */
export type Language = NoticeLanguage;

export interface LanguageName {
  /** Its name in itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Its word of welcome, by which people find their language on a screen in another one. */
  readonly welcome: string;
  /** The words on signs over a closed gate and an emergency exit, shown in all languages at once. */
  readonly closed: string;
  readonly exit: string;
}

/** In the order of the buttons: by script, the most spoken first. */
export const LANGUAGE_NAMES: Readonly<Record<Language, LanguageName>> = {
  en: { name: 'English', direction: 'ltr', welcome: 'Welcome', closed: 'Closed', exit: 'Exit' },
  fr: { name: 'Français', direction: 'ltr', welcome: 'Bienvenue', closed: 'Fermé', exit: 'Sortie' },
  es: { name: 'Español', direction: 'ltr', welcome: 'Bienvenidos', closed: 'Cerrado', exit: 'Salida' },
  de: { name: 'Deutsch', direction: 'ltr', welcome: 'Willkommen', closed: 'Geschlossen', exit: 'Ausgang' },
  it: { name: 'Italiano', direction: 'ltr', welcome: 'Benvenuti', closed: 'Chiuso', exit: 'Uscita' },
  pt: { name: 'Português', direction: 'ltr', welcome: 'Boas-vindas', closed: 'Fechado', exit: 'Saída' },
  nl: { name: 'Nederlands', direction: 'ltr', welcome: 'Welkom', closed: 'Gesloten', exit: 'Uitgang' },
  pl: { name: 'Polski', direction: 'ltr', welcome: 'Witamy', closed: 'Nieczynne', exit: 'Wyjście' },
  tr: { name: 'Türkçe', direction: 'ltr', welcome: 'Hoş geldiniz', closed: 'Kapalı', exit: 'Çıkış' },
  uk: { name: 'Українська', direction: 'ltr', welcome: 'Ласкаво просимо', closed: 'Зачинено', exit: 'Вихід' },
  ru: { name: 'Русский', direction: 'ltr', welcome: 'Добро пожаловать', closed: 'Закрыто', exit: 'Выход' },
  ar: { name: 'العربية', direction: 'rtl', welcome: 'أهلًا وسهلًا', closed: 'مغلق', exit: 'مخرج' },
  fa: { name: 'فارسی', direction: 'rtl', welcome: 'خوش آمدید', closed: 'بسته', exit: 'خروج' },
  he: { name: 'עברית', direction: 'rtl', welcome: 'ברוכים הבאים', closed: 'סגור', exit: 'יציאה' },
  hi: { name: 'हिन्दी', direction: 'ltr', welcome: 'स्वागत है', closed: 'बंद', exit: 'निकास' },
  zh: { name: '中文', direction: 'ltr', welcome: '欢迎', closed: '暂停使用', exit: '出口' },
  ja: { name: '日本語', direction: 'ltr', welcome: 'ようこそ', closed: '閉鎖中', exit: '出口' },
  ko: { name: '한국어', direction: 'ltr', welcome: '환영합니다', closed: '이용 불가', exit: '나가는 곳' },
};

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[];

/** Each in a file of its own, fetched when it is first wanted. English is always there: it is what is shown until another has come. */
const SOURCES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<WordsFile>>> = {
  fr: async () => (await import('./fr.json', { with: { type: 'json' } })).default,
  es: async () => (await import('./es.json', { with: { type: 'json' } })).default,
  de: async () => (await import('./de.json', { with: { type: 'json' } })).default,
  it: async () => (await import('./it.json', { with: { type: 'json' } })).default,
  pt: async () => (await import('./pt.json', { with: { type: 'json' } })).default,
  nl: async () => (await import('./nl.json', { with: { type: 'json' } })).default,
  pl: async () => (await import('./pl.json', { with: { type: 'json' } })).default,
  tr: async () => (await import('./tr.json', { with: { type: 'json' } })).default,
  uk: async () => (await import('./uk.json', { with: { type: 'json' } })).default,
  ru: async () => (await import('./ru.json', { with: { type: 'json' } })).default,
  ar: async () => (await import('./ar.json', { with: { type: 'json' } })).default,
  fa: async () => (await import('./fa.json', { with: { type: 'json' } })).default,
  he: async () => (await import('./he.json', { with: { type: 'json' } })).default,
  hi: async () => (await import('./hi.json', { with: { type: 'json' } })).default,
  zh: async () => (await import('./zh.json', { with: { type: 'json' } })).default,
  ja: async () => (await import('./ja.json', { with: { type: 'json' } })).default,
  ko: async () => (await import('./ko.json', { with: { type: 'json' } })).default,
};

export const en = wordsOf(english, 'ltr');

const fetched = new Map<Language, Words>([['en', en]]);

/** `undefined` while they have not been fetched. */
export function wordsAtHand(language: Language): Words | undefined {
  return fetched.get(language);
}

/** Rejects when the lane does not answer; may be tried again. */
export async function fetchWords(language: Language): Promise<Words> {
  const known = fetched.get(language);
  if (known !== undefined || language === 'en') return known ?? en;
  const words = wordsOf(await SOURCES[language](), LANGUAGE_NAMES[language].direction);
  fetched.set(language, words);
  return words;
}
