/** A digest of everything that a picture shows: the files that its page is built from, without comments and line breaks. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

const IMPORT = /^(?:import|export)\s(?!type\b)(?:[^'";]*?\sfrom\s)?['"](\.[^'"]+)['"]|@import\s+["']([^"']+)["']/gm;

/** Parts that no picture shows, or that change what a page does and not how it looks. */
const LEFT_OUT =
  /^server\/console\/(?:shell|help|manual|languages)\/|^server\/console\/[a-z-]*helps?\.tsx?$|\/help\.ts$/;
/** The lane's texts in other languages than English. */
const OTHER_LANGUAGES = /^kiosk\/ui\/words\/(?!en\.)[a-z]{2}\.ts$/;
const OF_SCREENS = /^(?:server\/console|kiosk\/ui)\//;

/**
 * @param root the project's folder
 * @param entries files from which imports are followed
 * @param alone files that count without their imports
 * @returns SHA-256 in hex
 */
export function sourceDigest(root: string, entries: readonly string[], alone: readonly string[]): string {
  const files = [...new Set([...filesShown(root, entries), ...alone])].sort();
  const digests = files.map(
    (file) => `${file} ${sha256(withoutComments(file, readFileSync(join(root, file), 'utf8')))}`,
  );
  return sha256(digests.join('\n'));
}

/** The entries and what they import, as far as it belongs to the screens. */
export function filesShown(root: string, entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || LEFT_OUT.test(file) || OTHER_LANGUAGES.test(file) || !OF_SCREENS.test(file)) return;
    if (!existsSync(join(root, file))) return;
    found.add(file);
    if (!/\.(?:tsx?|css)$/.test(file)) return;
    for (const [, code, style] of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
      visit(posix.join(posix.dirname(file), code ?? style ?? ''));
    }
  };
  for (const entry of entries) {
    if (!existsSync(join(root, entry))) throw new Error(`there is no file ${entry}, which a picture shows`);
    visit(entry);
  }
  return found;
}

/** The tokens of a source. A picture shows texts, so they count. */
export function withoutComments(file: string, source: string): string {
  if (file.endsWith('.css'))
    return source
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  if (!/\.tsx?$/.test(file)) return source;
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(tree);
    if (children.length === 0) tokens.push(node.getText(tree).replaceAll(/\s+/g, ' '));
    else for (const child of children) visit(child);
  };
  visit(tree);
  return tokens.join('\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
