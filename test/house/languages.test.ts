import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { de } from '../../server/console/languages/de/catalogue.ts';
import { fr } from '../../server/console/languages/fr/catalogue.ts';
import type { Catalogue } from '../../server/console/languages/text.ts';
import { entriesOf, judgeCatalogue, missingIn } from './languages/catalogues.ts';
import type { Term } from './languages/glossary.ts';
import { judgeLanguages } from './languages/judge.ts';
import { catalogueSources, parse } from './languages/sources.ts';
import { textsIn } from './languages/texts.ts';
import { unwrappedIn } from './languages/unwrapped.ts';

const root = projectRoot();
/** That page loads its own texts. */
const ofErrorRates = (language: string): Catalogue =>
  JSON.parse(readFileSync(join(root, `server/console/languages/${language}/error-rates.json`), 'utf8')) as Catalogue;
const wordsOf = (source: string) => unwrappedIn(parse('a.tsx', source)).map(({ words }) => words);
const textsOf = (source: string) => textsIn(parse('a.tsx', source), root);
const adviceOf = (source: string) => textsOf(source).faults.map(({ advice }) => advice);

describe('the consoles', () => {
  it('have every text in every language', () => {
    expect(judgeLanguages(root).faults).toEqual([]);
  });

  it.each([
    ['de', { ...de, ...ofErrorRates('de') }],
    ['fr', { ...fr, ...ofErrorRates('fr') }],
  ])('join all files of %s in its catalogue, but those of the page of error rates', (language, catalogue) => {
    const keys = catalogueSources(root, language)
      .flatMap(entriesOf)
      .map(({ english }) => english);
    expect(Object.keys(catalogue).sort()).toEqual(keys.sort());
  });
});

describe('texts that are not in t(…)', () => {
  it.each([
    ['<p>Sign in</p>', 'Sign in'],
    ['<p>{isOpen ? "open" : t("closed")}</p>', 'open'],
    ['<p>{count} lanes</p>', 'lanes'],
    ['<p>{`as of ${time}`}</p>', 'as of ¤'],
    ['<input aria-label="search" />', 'search'],
    ['<Badge word={isLive ? t("Live") : "Away"} />', 'Away'],
    ['const look = { tone: "good", word: "live" };', 'live'],
    ['const words = `${site}, lane ${lane}`;', '¤, lane ¤'],
    ['function stateWord() { return "open"; }', 'open'],
    ['say("The order was given.")', 'The order was given.'],
    ['t("{when}", { when: "an hour ago" })', 'an hour ago'],
  ])('finds %s', (source, words) => {
    expect(wordsOf(source)).toEqual([words]);
  });

  it.each([
    'import a from "./a b.ts";',
    '<p class="button main">{t("Sign in")}</p>',
    'const tone = "good"; if (state === "In use") go("officer");',
    'throw new Error("the lane is gone");',
    'const row = document.querySelector("main h2");',
    'const words = translated({ open: "Open", closed: "Closed" });',
    'plural(count, "{count} lane", "{count} lanes")',
    '<p>{count} · {`${count} %`}</p>',
  ])('passes %s', (source) => {
    expect(wordsOf(source)).toEqual([]);
  });
});

describe('texts of the catalogues', () => {
  it('come from all four functions, also through tables of other files', () => {
    const source = `
      import { OUTCOME_WORDS } from '../records/reports/words.ts';
      const own = translated({ a: 'Open' }, BASE);
      const outcomes = translated(OUTCOME_WORDS);
      const say = () => [t(isOpen ? 'One' : 'Other'), plural(n, '{count} lane', '{count} lanes'), rich('<b>Live</b>', { b })];`;
    const { texts, faults } = textsIn(parse('server/console/a.tsx', source), root);
    expect(faults).toEqual([]);
    const found = texts.map(({ english }) => english);
    expect(found).toEqual(expect.arrayContaining(['Open', 'Cleared', 'One', 'Other', '{count} lanes', '<b>Live</b>']));
  });

  it.each([
    ['const say = () => t(words);', 'the text must be a literal, so that catalogues can hold it'],
    ['const say = t("Open");', 'read when the file is loaded, so it stays in one language: use `translated`'],
    ['const say = () => t("Lane {lane}");', 'the text has the values lane; the call gives none'],
    ['const say = () => t("Lane {lane}", { site });', 'the text has the values lane; the call gives site'],
    ['const say = () => rich("<b>Open</b>", {});', 'the text has the values b; the call gives none'],
    [
      'const words = translated({ ...OTHERS });',
      'a table of texts holds literal texts; give a table that it extends as the second argument',
    ],
  ])('refuse %s', (source, advice) => {
    expect(adviceOf(source)).toEqual([advice]);
  });
});

describe('a catalogue', () => {
  const terms: readonly Term[] = [
    { english: 'lane', matches: /\blanes?\b/gi, translations: { de: ['Spur'], fr: ['voie'] } },
  ];
  const judge = (language: string, source: string, entry: string) => {
    const entries = entriesOf(parse('de.ts', `export const part = { ${entry} };`));
    const { texts } = textsOf(`const say = () => [${source}];`);
    return [
      ...missingIn(entries, texts).map(({ english }) => `missing: ${english}`),
      ...judgeCatalogue(language, entries, texts, terms).map(({ advice }) => advice),
    ];
  };

  it.each([
    ['t("Open")', '', 'missing: Open'],
    ['t("Open")', 'Open: "Offen", Shut: "Zu"', 'is no longer in the sources'],
    [
      't("Open")',
      'Open: "Offen", "Open": "Auf"',
      'is in the catalogue twice; texts of several sections are in shared.ts',
    ],
    ['t("Lane {lane}", { lane })', '"Lane {lane}": "Spur {Lane}"', 'has the values {lane}, the translation {Lane}'],
    ['rich("<b>Open</b>", { b })', '"<b>Open</b>": "Offen"', 'has the values <b>, the translation none'],
    ['t("Open.")', '"Open.": "Offen"', 'the translation ends with another mark'],
    ['t("Open")', 'Open: " Offen"', 'the translation is empty or has a space at its end'],
    ['t("A lane")', '"A lane": "Eine Bahn"', 'the glossary has Spur for “lane”'],
    ['plural(n, "{count} day", "{count} days")', '"{count} days": "{count} Tage"', 'has the forms one,other'],
    [
      'plural(n, "{count} day", "{count} days")',
      '"{count} days": { one: "{n} Tag", other: "{count} Tage" }',
      'has no value {n}',
    ],
  ])('fails for %s with { %s }', (source, entry, advice) => {
    expect(judge('de', source, entry)).toEqual([advice]);
  });

  it('has the quotation marks and spaces of its language', () => {
    expect(judge('de', 't("“Open”")', '"“Open”": "“Offen”"')).toHaveLength(1);
    expect(judge('de', 't("“Open”")', '"“Open”": "„Offen“"')).toEqual([]);
    expect(judge('fr', 't("Open?")', '"Open?": "Ouvert ?"')).toHaveLength(1);
    expect(judge('fr', 't("Open?")', '"Open?": "Ouvert\\u00a0?"')).toEqual([]);
    expect(judge('fr', 't("“Open”")', '"“Open”": "«\\u00a0Ouvert\\u00a0»"')).toEqual([]);
    expect(judge('fr', 't("At 12:30")', '"At 12:30": "À 12:30"')).toEqual([]);
  });
});
