import { afterEach, describe, expect, it } from 'vitest';
import { ELEMENTS } from '../../../../server/goods/declarations/form/declaration.ts';
import { placeLabel } from '../../../../server/console/customs/element-labels.ts';
import { de } from '../../../../server/console/languages/de/catalogue.ts';
import { fr } from '../../../../server/console/languages/fr/catalogue.ts';
import { shown } from '../../../../server/console/languages/text.ts';

const CATALOGUES = { en: {}, de, fr } as const;
const inLanguage = (language: keyof typeof CATALOGUES, pointer: string): string => {
  shown.value = { language, catalogue: CATALOGUES[language] };
  return placeLabel(pointer);
};

describe('places in the form of a declaration', () => {
  afterEach(() => {
    shown.value = { language: 'en', catalogue: {} };
  });

  it.each([
    ['en', 'Item 2 › Gross mass, kg'],
    ['de', 'Position 2 › Rohmasse, kg'],
    ['fr', 'Article 2 › Masse brute, kg'],
  ] as const)('have the words of the portal, %s', (language, words) => {
    expect(inLanguage(language, '/goods/1/grossMass')).toBe(words);
  });

  it('have a number in each list, and words for the whole declaration', () => {
    expect(inLanguage('en', '/goods/0/packaging/1/count')).toMatch(/^Item 1 › \S.* 2 › Number of packages$/);
    expect(inLanguage('de', '')).toBe('die ganze Anmeldung');
  });

  it('leave no name of the program in any language', () => {
    for (const path of ELEMENTS.keys()) {
      for (const language of ['en', 'de', 'fr'] as const) {
        const label = inLanguage(language, path.replaceAll('*', '0'));
        expect([path, label.match(/\p{Ll}\p{Lu}|^[a-z]/gu)]).toEqual([path, null]);
      }
    }
  });
});
