/** Reads the glossary of the consoles' languages from its table in server/console/languages/README.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Term {
  readonly english: string;
  readonly matches: RegExp;
  /** Stems by language: a translation of a text with the term has one of them. */
  readonly translations: Readonly<Record<string, readonly string[]>>;
}

/** Longest terms first. Rows `| English | stem, stem | stem |` under the head `| English | de | fr |`. */
export function readGlossary(root: string): readonly Term[] {
  const rows = readFileSync(join(root, 'server/console/languages/README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const head = rows.findIndex(([first]) => first === 'English');
  const languages = rows[head]?.slice(1) ?? [];
  const terms = rows.slice(head + 2).toSorted(([one = ''], [other = '']) => other.length - one.length);
  return terms.map(([english = '', ...cells]) => ({
    english,
    matches: new RegExp(`\\b${english}(?:s|es)?\\b(?!-)`, 'gi'),
    translations: Object.fromEntries(
      languages.map((language, at) => [
        language,
        (cells[at] ?? '')
          .split(',')
          .map((stem) => stem.trim())
          .filter(Boolean),
      ]),
    ),
  }));
}
