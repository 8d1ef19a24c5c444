/** The sources of the consoles and their catalogues, parsed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const UI = 'server/console';
/** Texts that the pages for travellers share with commands. */
const SHARED_WORDS = ['server/lanes/receipt/receipt-words.ts', 'server/intake/lane-statements/statement-words.ts'];
/** The portals and the page of travellers have catalogues of their own. */
export const OWN_PAGES = [`${UI}/portal`, `${UI}/partner-portal`, `${UI}/declare`] as const;
const CATALOGUES = `${UI}/languages`;
/** Translations that the console shares with messages of the server: one file for each language. */
const SHARED_CATALOGUES = 'server/records/alarms/languages';

export function parse(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith('.json') ? ts.ScriptKind.JSON : undefined;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

function filesUnder(root: string, folder: string, ending = /\.tsx?$/): readonly ts.SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => ending.test(path) && !/\.d\.ts$|\/vite\.config\.ts$/.test(path))
    .sort()
    .map((path) => parse(path, readFileSync(join(root, path), 'utf8')));
}

/** Every file that can hold a text of a console. The heads of the CSV file are read by programs. */
export function consoleSources(root: string): readonly ts.SourceFile[] {
  const shared = SHARED_WORDS.map((path) => parse(path, readFileSync(join(root, path), 'utf8')));
  return [...filesUnder(root, UI), ...shared].filter(
    ({ fileName }) => !/\/languages\/(?:[a-z]{2}\/|(?:text|language-choice)\.ts$)|\/figures\/csv\.ts$/.test(fileName),
  );
}

/** The files of one language's catalogue of such a page. */
export function ownCatalogueSources(root: string, page: string, language: string): readonly ts.SourceFile[] {
  return filesUnder(root, `${page}/languages/${language}`, /\.json$/);
}

/** The files of one language's catalogue. */
export function catalogueSources(root: string, language: string): readonly ts.SourceFile[] {
  const own = filesUnder(root, `${CATALOGUES}/${language}`, /\.json$/);
  const shared = `${SHARED_CATALOGUES}/${language}.json`;
  return [...own, parse(shared, readFileSync(join(root, shared), 'utf8'))];
}

export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
