import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../models/files/project-root.ts';
import { developmentNotice } from '../../../kiosk/rules/notice/development-notice.ts';
import { NOTICE_LANGUAGES, noticeSchema } from '../../../kiosk/rules/notice/notice.ts';
import { languageOfBrowser } from '../../../kiosk/ui/words/language-of-browser.ts';
import { languageOfState } from '../../../kiosk/ui/words/language-of-state.ts';
import { en, fetchWords, LANGUAGE_NAMES, LANGUAGES } from '../../../kiosk/ui/words/languages.ts';
import type { Words } from '../../../kiosk/ui/words/words.ts';
import { DEVELOPMENT_TEXTS } from '../../../kiosk/rules/notice/development-texts.ts';

/** Every string that a dictionary can produce. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return stringsOf((value as (argument: string) => unknown)('B12'));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

const WORDS = Object.fromEntries(
  await Promise.all(LANGUAGES.map(async (language) => [language, await fetchWords(language)] as const)),
) as Record<(typeof LANGUAGES)[number], Words>;

/** The letters that a language is written in; what else stands in its words is Latin names, digits and marks. */
const SCRIPTS: Readonly<Partial<Record<(typeof LANGUAGES)[number], RegExp>>> = {
  ar: /\p{Script=Arabic}/u,
  fa: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  zh: /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
};
const SCRIPTLESS = /^(\s|OK|B12|\p{N}|[\p{P}\p{Cf}%])+$/u;

describe('the words of the traveller’s screen', () => {
  it('exist in every language that a notice can have, at least twelve, right-to-left ones among them', () => {
    expect([...LANGUAGES].sort()).toEqual([...NOTICE_LANGUAGES].sort());
    expect(LANGUAGES.length).toBeGreaterThanOrEqual(12);
    expect(LANGUAGES).toEqual(expect.arrayContaining(['ar', 'zh', 'hi', 'ja']));
    const rightToLeft = LANGUAGES.filter((language) => LANGUAGE_NAMES[language].direction === 'rtl');
    expect(rightToLeft.sort()).toEqual(['ar', 'fa', 'he']);
  });

  it('have the keys and the placeholders of the English ones in each file', () => {
    const shapeOf = (value: unknown, path = ''): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, child]) => shapeOf(child, `${path}/${key}`))
        : [`${path} ${[...String(value).matchAll(/\{[a-z]+\}/g)].sort().join(' ')}`];
    const shapes = LANGUAGES.map((language) =>
      shapeOf(JSON.parse(readFileSync(`${projectRoot()}/kiosk/ui/words/${language}.json`, 'utf8'))).sort(),
    );
    const [english] = shapes;
    expect(english?.some((line) => line.endsWith('{desk}'))).toBe(true);
    for (const shape of shapes) expect(shape).toEqual(english);
  });

  it('are never empty, and as many in each language', () => {
    const counts = LANGUAGES.map((language) => {
      const strings = stringsOf(WORDS[language]);
      expect(strings.filter((text) => text.trim() === '')).toEqual([]);
      return [language, strings.length] as const;
    });
    expect(counts).toEqual(LANGUAGES.map((language) => [language, stringsOf(en).length]));
  });

  it('are in their own script, and none was left in English', () => {
    const english = new Set(stringsOf(en).filter((text) => text.includes(' ')));
    for (const language of LANGUAGES) {
      const strings = stringsOf(WORDS[language]);
      if (language !== 'en') expect([language, strings.filter((text) => english.has(text))]).toEqual([language, []]);
      const script = SCRIPTS[language];
      const foreign = strings.filter((text) => script !== undefined && !script.test(text) && !SCRIPTLESS.test(text));
      expect([language, foreign]).toEqual([language, []]);
    }
  });

  it('end each sentence of help, and begin with nothing but a letter, a quotation or a number', () => {
    const ends = /[.!?؟।。！？]$/u;
    for (const language of LANGUAGES) {
      const { moreTime, document, passage, receiptOf } = WORDS[language];
      const details = [moreTime.detail, document.detail, passage.detail, ...stringsOf(receiptOf)];
      expect([language, details.filter((text) => !ends.test(text))]).toEqual([language, []]);
    }
  });

  it('name the desk wherever they send a traveller to it', () => {
    for (const language of LANGUAGES) {
      const { referred, outOfService, deskOffer, connectionLost } = WORDS[language];
      expect(referred('B12').title).toContain('B12');
      expect(outOfService('B12').detail).toContain('B12');
      expect(deskOffer('B12').title).toContain('B12');
      expect(connectionLost('B12').title).toContain('B12');
      expect(connectionLost(undefined).title).not.toContain('undefined');
    }
  });

  it('say how long there is to answer, as long as the lane waits', () => {
    for (const language of LANGUAGES) expect(WORDS[language].moreTime.detail).toMatch(/20|۲۰/);
  });

  it('name each finger once, and never the same twice', () => {
    for (const language of LANGUAGES) {
      expect([language, new Set(Object.values(WORDS[language].fingers)).size]).toEqual([language, 10]);
    }
  });

  it('never blame: no failure, refusal or suspicion', () => {
    const blame =
      /\b(fail|failed|error|denied|refused|reject|invalid|suspect|wrong|problem|fehler|verweigert|abgelehnt|échec|erreur|refusé|fallo|rechazad|errore|rifiutat|falha|recusad|fout|geweigerd|błąd|odmow)/i;
    const others =
      /(ошибк|отказ|помилк|відмов|hata|reddedil|خطأ|رفض|خطا|שגיאה|נכשל|त्रुटि|विफल|错误|失败|拒绝|エラー|失敗|拒否|오류|실패|거부)/i;
    for (const language of LANGUAGES) {
      const found = stringsOf(WORDS[language]).filter((text) => blame.test(text) || others.test(text));
      expect([language, found]).toEqual([language, []]);
    }
  });

  it('are short: a title of at most 48 letters', () => {
    const long = LANGUAGES.flatMap((language) =>
      Object.values(WORDS[language])
        .filter((value): value is { title: string } => typeof value === 'object' && 'title' in value)
        .map(({ title }) => title)
        .filter((title) => title.length > 48),
    );
    expect(long).toEqual([]);
  });
});

describe('the development notice', () => {
  it('is in every language, each part of it in at most 600 characters', () => {
    const { success } = noticeSchema.safeParse(developmentNotice(0));
    expect([success, Object.keys(DEVELOPMENT_TEXTS).sort()]).toEqual([true, [...NOTICE_LANGUAGES].sort()]);
  });

  it('may leave languages out, but not English, and knows no others', () => {
    const notice = developmentNotice(0);
    const withTexts = (texts: unknown) => noticeSchema.safeParse({ ...notice, texts }).success;
    const { en: english, de: german } = DEVELOPMENT_TEXTS;
    expect([withTexts({ en: english }), withTexts({ de: german }), withTexts({ en: english, xx: german })]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the language of a document', () => {
  it.each([
    ['D', 'de'],
    ['AUT', 'de'],
    ['GBR', 'en'],
    ['FRA', 'fr'],
    ['MEX', 'es'],
    ['EGY', 'ar'],
    ['CHN', 'zh'],
    ['IND', 'hi'],
    ['JPN', 'ja'],
    ['IRN', 'fa'],
  ])('of %s is %s', (state, language) => {
    expect(languageOfState(state)).toBe(language);
  });

  it('is unknown for states whose languages the screen lacks, and for invented states', () => {
    expect([languageOfState('FIN'), languageOfState('UTO'), languageOfState('DEU')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the lane’s own language', () => {
  it('is the first of its browser’s that the screen speaks', () => {
    expect(languageOfBrowser(['fi-FI', 'ar-EG', 'de'])).toBe('ar');
    expect(languageOfBrowser(['fi'])).toBe('en');
    expect(languageOfBrowser([])).toBe('en');
  });
});
