/** All that is wrong with the languages of the consoles. */
import { entriesOf, judgeCatalogue, missingIn } from './catalogues.ts';
import { readGlossary } from './glossary.ts';
import { catalogueSources, consoleSources, OWN_PAGES, ownCatalogueSources } from './sources.ts';
import { type FoundText, textsIn } from './texts.ts';
import { unwrappedIn } from './unwrapped.ts';

export const LANGUAGES = ['de', 'fr'] as const;

export interface Judged {
  /** `PATH:LINE: …` */
  readonly faults: readonly string[];
  /** By language. */
  readonly missing: ReadonlyMap<string, readonly FoundText[]>;
}

export function judgeLanguages(root: string): Judged {
  const faults: string[] = [];
  const note = (path: string, line: number, words: string) => faults.push(`${path}:${line}: ${words}`);
  const texts: FoundText[] = [];
  for (const file of consoleSources(root)) {
    const inFile = textsIn(file, root);
    texts.push(...inFile.texts);
    for (const { path, line, advice } of inFile.faults) note(path, line, advice);
    if (!file.fileName.startsWith('server/console/')) continue;
    for (const { path, line, words } of unwrappedIn(file)) note(path, line, `not in t(…): “${words}”`);
  }
  const glossary = readGlossary(root);
  const missing = new Map<string, readonly FoundText[]>();
  for (const language of LANGUAGES) {
    const ofConsole = texts.filter(({ path }) => !OWN_PAGES.some((page) => path.startsWith(`${page}/`)));
    const entries = catalogueSources(root, language).flatMap(entriesOf);
    const own = OWN_PAGES.map((page) => ({
      entries: ownCatalogueSources(root, page, language).flatMap(entriesOf),
      texts: texts.filter(({ path }) => path.startsWith(`${page}/`)),
    }));
    const lacking = [...missingIn(entries, ofConsole), ...own.flatMap((page) => missingIn(page.entries, page.texts))];
    missing.set(language, lacking);
    for (const { path, line, english } of lacking) note(path, line, `not in ${language}: “${english.slice(0, 70)}”`);
    const judged = [
      ...judgeCatalogue(language, entries, ofConsole, glossary),
      // Parts of the consoles that such a page uses have texts in both
      ...own.flatMap((page) => judgeCatalogue(language, page.entries, texts, glossary)),
    ];
    for (const { path, line, english, advice } of judged) {
      note(path, line, `“${english.slice(0, 70)}” ${advice}`);
    }
  }
  return { faults, missing };
}
