/** All that is wrong with the languages of the consoles. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf, judgeCatalogue, missingIn } from './catalogues.ts';
import { readGlossary } from './glossary.ts';
import { catalogueSources, consoleSources } from './sources.ts';
import { type FoundText, textsIn } from './texts.ts';
import { unwrappedIn } from './unwrapped.ts';

export const LANGUAGES = ['de', 'fr'] as const;

/** Files whose texts are not yet all in `t`, or not yet translated. The list may only become shorter. */
export function readRemaining(root: string): readonly string[] {
  return JSON.parse(readFileSync(join(root, 'test/house/languages/remaining.json'), 'utf8')) as string[];
}

export interface Judged {
  /** `PATH:LINE: …`, of files that are not in the list. */
  readonly faults: readonly string[];
  /** The same, of files in the list. */
  readonly tolerated: readonly string[];
  /** By language, files in the list included. */
  readonly missing: ReadonlyMap<string, readonly FoundText[]>;
  /** The files of the list that still have a fault. */
  readonly remaining: readonly string[];
}

export function judgeLanguages(root: string, remaining: readonly string[] = readRemaining(root)): Judged {
  const found: { readonly path: string; readonly line: string }[] = [];
  const note = (path: string, line: number, words: string) => found.push({ path, line: `${path}:${line}: ${words}` });
  const texts: FoundText[] = [];
  for (const file of consoleSources(root)) {
    const inFile = textsIn(file, root);
    texts.push(...inFile.texts);
    for (const { path, line, advice } of inFile.faults) note(path, line, advice);
    if (!file.fileName.startsWith('server/ui/')) continue;
    for (const { path, line, words } of unwrappedIn(file)) note(path, line, `not in t(…): “${words}”`);
  }
  const glossary = readGlossary(root);
  const missing = new Map<string, readonly FoundText[]>();
  for (const language of LANGUAGES) {
    const entries = catalogueSources(root, language).flatMap(entriesOf);
    const lacking = missingIn(entries, texts);
    missing.set(language, lacking);
    for (const { path, line, english } of lacking) note(path, line, `not in ${language}: “${english.slice(0, 70)}”`);
    for (const { path, line, english, advice } of judgeCatalogue(language, entries, texts, glossary)) {
      note(path, line, `“${english.slice(0, 70)}” ${advice}`);
    }
  }
  return {
    faults: found.filter(({ path }) => !remaining.includes(path)).map(({ line }) => line),
    tolerated: found.filter(({ path }) => remaining.includes(path)).map(({ line }) => line),
    missing,
    remaining: remaining.filter((one) => found.some(({ path }) => path === one)),
  };
}
