import { describe, expect, it } from 'vitest';
import { NOTICE_LANGUAGES } from '../../../kiosk/notice/notice.ts';
import { languageOfBrowser } from '../../../kiosk/ui/words/language-of-browser.ts';
import { languageOfState } from '../../../kiosk/ui/words/language-of-state.ts';
import { LANGUAGES, WORDS } from '../../../kiosk/ui/words/languages.ts';

/** Every string that a dictionary can produce. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return stringsOf((value as (argument: string) => unknown)('B12'));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

describe('the words of the traveller’s screen', () => {
  it('exist in every language that a notice must have', () => {
    expect([...LANGUAGES].sort()).toEqual([...NOTICE_LANGUAGES].sort());
  });

  it('are never empty, and as many in each language', () => {
    const counts = LANGUAGES.map((language) => {
      const strings = stringsOf(WORDS[language]);
      expect(strings.filter((text) => text.trim() === '')).toEqual([]);
      return strings.length;
    });
    expect(new Set(counts).size).toBe(1);
  });

  it('name the desk wherever they send somebody to it', () => {
    for (const language of LANGUAGES) {
      const { referred, outOfService, deskOffer, connectionLost } = WORDS[language];
      expect(referred('B12').title).toContain('B12');
      expect(outOfService('B12').detail).toContain('B12');
      expect(deskOffer('B12').title).toContain('B12');
      expect(connectionLost('B12').title).toContain('B12');
      expect(connectionLost(undefined).title).not.toContain('undefined');
    }
  });

  it('never blame: no failure, refusal or suspicion in English', () => {
    const blame = /\b(fail|failed|error|denied|refused|reject|invalid|suspect|wrong|problem)/i;
    expect(stringsOf(WORDS.en).filter((text) => blame.test(text))).toEqual([]);
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
  ])('of %s is %s', (state, language) => {
    expect(languageOfState(state)).toBe(language);
  });

  it('is nobody’s guess for states that read none of ours, and for invented ones', () => {
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
