import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { RULE_IDS, RULES, type RuleWords } from '../../../../server/goods/declarations/rules/rule-texts.ts';

const wordsIn = (language: string): RuleWords =>
  JSON.parse(
    readFileSync(`${projectRoot()}/server/goods/declarations/rules/languages/${language}.json`, 'utf8'),
  ) as RuleWords;

describe.each(['de', 'fr'])('texts of the rules, %s', (language) => {
  const words = wordsIn(language);

  test('has the text and the remedy of each rule, and of no other', () => {
    expect(Object.keys(words).sort()).toEqual([...RULE_IDS].sort());
    for (const pair of Object.values(words)) {
      expect(pair).toHaveLength(2);
      for (const text of pair) expect(text).toMatch(/^\p{Lu}.*[.…]$/u);
    }
  });

  test('translates equal English texts alike, because the portal finds a translation by the English text', () => {
    const known = new Map<string, string>();
    for (const rule of RULE_IDS) {
      const [text, remedy] = words[rule];
      for (const [english, other] of [
        [RULES[rule].text, text],
        [RULES[rule].remedy, remedy],
      ] as const) {
        expect([english, known.get(english) ?? other]).toEqual([english, other]);
        known.set(english, other);
      }
    }
  });

  test('has the numbers and codes of the English text', () => {
    const codes = (text: string): string[] => (text.match(/\b(?:[A-Z]\d{2}|NIIMP|FR5|GTIN|IMO|\d+)\b/g) ?? []).sort();
    const expected = language === 'fr' ? (text: string) => text.replace('IMO', '') : (text: string) => text;
    for (const rule of RULE_IDS) {
      const [text, remedy] = words[rule];
      const plain = (one: string) => one.replaceAll('1er', '1');
      expect([rule, codes(plain(text))]).toEqual([rule, codes(expected(RULES[rule].text))]);
      expect([rule, codes(plain(remedy))]).toEqual([rule, codes(RULES[rule].remedy)]);
    }
  });

  test.runIf(language === 'fr')('puts a no-break space before high punctuation', () => {
    for (const pair of Object.values(words)) for (const text of pair) expect(text).not.toMatch(/[^\u00A0][;:!?]/);
  });
});
