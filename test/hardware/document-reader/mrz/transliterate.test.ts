import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transliterate } from '../../../../hardware/document-reader/mrz/transliterate.ts';

describe('names in national characters as the zone writes them', () => {
  // ICAO 9303-3 §4.6 and §6, 9303-4 §4.2.4; the Arabic ones from the table's technical report
  it.each([
    ['Térèsa', 'UTO', 'TERESA'],
    ['Cañon', 'UTO', 'CANON'],
    ["D'Artagnan", 'UTO', 'DARTAGNAN'],
    ['Anna-Maria', 'UTO', 'ANNA MARIA'],
    ['Müller', 'D', 'MUELLER'],
    ['Gößmann', 'D', 'GOESSMANN'],
    ['Þórður', 'ISL', 'THORDUR'],
    ['Łukasiewicz', 'POL', 'LUKASIEWICZ'],
    ['Øster Åge', 'DNK', 'OESTER AAGE'],
    ['Иванов', 'RUS', 'IVANOV'],
    ['Щукин', 'RUS', 'SHCHUKIN'],
    ['Щукин', 'BGR', 'SHTUKIN'],
    ['Живковић', 'SRB', 'ZIVKOVIC'],
    ['Ђорђевић', 'SRB', 'DORDEVIC'],
    ['Ігор', 'UKR', 'IHOR'],
    ['Соловьёв', 'RUS', 'SOLOVEV'],
    ['ابو بكر محمد بن زكريا الرازي', 'IRQ', 'ABW BKR MXHMD BN ZKRYA ALRAZY'],
    ['فاطمة', 'EGY', 'FAXTTMXAH'],
  ])('are transliterated: %s', (name, state, written) => {
    expect(transliterate(name, state)).toBe(written);
  });

  it('are the same for a letter with a separate accent', () => {
    expect(transliterate('Mu\u0308ller', 'D')).toBe('MUELLER');
  });

  it('double the letter under a shadda and omit vowel signs', () => {
    expect(transliterate('\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f', 'SAU')).toBe('MXHMMD');
  });

  it.each(['Anna2', '王', 'a\u0000b', 'A<B'])('have no transliteration for %j', (name) => {
    expect(transliterate(name, 'UTO')).toBeUndefined();
  });

  it('consist of capital letters and single spaces, or are absent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom('UTO', 'SRB', 'UKR'),
        (name, state) => {
          const written = transliterate(name, state);
          if (written !== undefined) expect(written).toMatch(/^([A-Z]+( [A-Z]+)*)?$/);
        },
      ),
    );
  });

  it('are not changed by a second transliteration', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ÄÖßÞæłЖщىаشم- é')), maxLength: 20 }), (name) => {
        const written = transliterate(name, 'UTO');
        expect(written).toBeDefined();
        expect(transliterate(written ?? '', 'UTO')).toBe(written);
      }),
    );
  });
});
