/** Compares the catalogue of a language with the texts of the sources. */
import ts from 'typescript';
import type { Term } from './glossary.ts';
import { placeholdersOf } from './placeholders.ts';
import { lineOf } from './sources.ts';
import type { FoundText } from './texts.ts';

/** A translation: its forms by plural category, or one form, under `''`. */
export interface Entry {
  readonly path: string;
  readonly line: number;
  readonly english: string;
  readonly forms: Readonly<Record<string, string>>;
}

export interface CatalogueFault {
  readonly path: string;
  readonly line: number;
  readonly english: string;
  readonly advice: string;
}

/** The entries of every object literal that a file exports. */
export function entriesOf(file: ts.SourceFile): readonly Entry[] {
  const entries: Entry[] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isPropertyAssignment(node)) return ts.forEachChild(node, visit);
    const { name, initializer } = node;
    const english = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
    const forms: Record<string, string> = {};
    if (ts.isStringLiteralLike(initializer)) forms[''] = initializer.text;
    if (ts.isObjectLiteralExpression(initializer)) {
      for (const form of initializer.properties) {
        if (!ts.isPropertyAssignment(form) || !ts.isStringLiteralLike(form.initializer)) continue;
        forms[ts.isStringLiteralLike(form.name) ? form.name.text : form.name.getText()] = form.initializer.text;
      }
    }
    entries.push({ path: file.fileName, line: lineOf(node), english, forms });
  };
  visit(file);
  return entries;
}

/** Texts without a translation. */
export function missingIn(entries: readonly Entry[], texts: readonly FoundText[]): readonly FoundText[] {
  const there = new Set(entries.map(({ english }) => english));
  return texts.filter(
    ({ english }, at) => !there.has(english) && texts.findIndex((one) => one.english === english) === at,
  );
}

/** @param texts all texts of the sources */
export function judgeCatalogue(
  language: string,
  entries: readonly Entry[],
  texts: readonly FoundText[],
  glossary: readonly Term[],
): readonly CatalogueFault[] {
  const byKey = new Map(texts.map((text) => [text.english, text]));
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const { path, line, english, forms } = entry;
    const fault = (advice: string): CatalogueFault => ({ path, line, english, advice });
    if (seen.has(english)) return [fault('is in the catalogue twice; texts of several sections are in shared.ts')];
    seen.add(english);
    const text = byKey.get(english);
    if (text === undefined) return [fault('is no longer in the sources')];
    const wrongForms = judgeForms(language, text, forms);
    return [
      ...(wrongForms === undefined ? [] : [fault(wrongForms)]),
      ...Object.values(forms).flatMap((form) => judgeMarks(language, english, form).map(fault)),
      ...judgeTerms(language, english, Object.values(forms).join(' '), glossary).map(fault),
    ];
  });
}

/** Categories with a rule of their own for whole numbers below a million. */
function categoriesOf(language: string): readonly string[] {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1_000 }, (_one, count) => rules.select(count)))].sort();
}

function judgeForms(language: string, text: FoundText, forms: Entry['forms']): string | undefined {
  const names = Object.keys(forms).sort().join();
  const expected = text.one === undefined ? '' : categoriesOf(language).join();
  if (names !== expected) return expected === '' ? 'is one text, without plural forms' : `has the forms ${expected}`;
  const wanted = placeholdersOf(text.english).join(' ');
  const given = placeholdersOf(forms['other'] ?? forms[''] ?? '').join(' ');
  if (wanted !== given) return `has the values ${wanted || '(none)'}, the translation ${given || 'none'}`;
  const one = placeholdersOf(forms['one'] ?? '').filter((name) => !wanted.includes(name));
  return one.length === 0 ? undefined : `has no value ${one.join(', ')}`;
}

const END = /[.…:?!]$/;

/** Punctuation: the same end, and the marks of the language. */
function judgeMarks(language: string, english: string, form: string): readonly string[] {
  const plain = english.split(' ## ')[0] ?? '';
  const faults: string[] = [];
  if (form.trim() === '' || form.trim() !== form) faults.push('the translation is empty or has a space at its end');
  if (END.exec(plain)?.[0] !== END.exec(form)?.[0]) faults.push('the translation ends with another mark');
  if (/["']/.test(form)) faults.push('the translation has a straight quotation mark or apostrophe');
  if (language === 'de' && /“[^„]*“|”/.test(form)) faults.push('German quotation marks are „…“');
  if (
    language === 'fr' &&
    /[^\u00a0\u202f\s](?:[;!?]|:(?= |$))|\s(?<![\u00a0\u202f])[;:!?»]|«(?![\u00a0\u202f])/.test(form)
  ) {
    faults.push('French puts a no-break space (U+00A0) before ; : ! ? and inside « »');
  }
  return faults;
}

/** A text that has an English term of the glossary has a translation of it. */
function judgeTerms(language: string, english: string, form: string, glossary: readonly Term[]): readonly string[] {
  let rest = english.replace(/ ## .*$/, '').replaceAll(/\{\w+\}/g, '');
  return glossary.flatMap(({ english: term, matches, translations }) => {
    const stems = translations[language] ?? [];
    if (rest.search(matches) < 0 || stems.length === 0) return [];
    // A longer term is not judged again for the shorter one in it
    rest = rest.replaceAll(matches, '');
    return stems.some((stem) => form.toLowerCase().includes(stem.toLowerCase()))
      ? []
      : [`the glossary has ${stems.join(' or ')} for “${term}”`];
  });
}
