import type { NoticeLanguage } from '../../rules/notice/notice.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

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
