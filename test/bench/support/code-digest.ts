/**
 * A digest of a part of the code without its texts, for comparing a bench record with the current code. Changes of
 * comments, messages, file positions and line breaks do not affect it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const SOURCE = /\.(?:ts|tsx|json)$/;

/**
 * @param root the project's root folder
 * @param paths files, folders with their whole content, and folders without inner folders (`FOLDER/*`)
 * @returns SHA-256 in hex
 * @throws if a path does not exist
 */
export function codeDigest(root: string, paths: readonly string[]): string {
  const files = paths.flatMap((path) => filesAt(join(root, path)));
  const digests = files.map((file) => sha256(tokensOf(file, readFileSync(file, 'utf8'))));
  return sha256(digests.sort().join('\n'));
}

function filesAt(path: string): readonly string[] {
  if (path.endsWith('/*')) return sourcesIn(path.slice(0, -2), false);
  return statSync(path).isDirectory() ? sourcesIn(path, true) : [path];
}

function sourcesIn(folder: string, recursive: boolean): readonly string[] {
  return readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/**
 * The tokens of a file, one per line, without comments and imports. Strings of several words are replaced by empty
 * ones.
 */
export function tokensOf(file: string, source: string): string {
  if (file.endsWith('.json')) return JSON.stringify(JSON.parse(source));
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isJSDoc(node)) return;
    const children = node.getChildren(tree);
    if (children.length > 0) for (const child of children) visit(child);
    else if (isText(node) && /\S\s+\S/.test(node.text)) tokens.push('""');
    else if (isText(node)) tokens.push(JSON.stringify(node.text));
    else if (!isOptionalMark(node)) tokens.push(node.getText(tree));
  };
  visit(tree);
  return tokens.join('\n');
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}

/** The formatter adds and removes these marks with the length of a line. */
function isOptionalMark({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.CommaToken || kind === ts.SyntaxKind.SemicolonToken;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
