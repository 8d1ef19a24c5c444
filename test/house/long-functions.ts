import ts from 'typescript';

/** A function with more lines than this holds several subjects. */
const MAX_LINES = 100;

/** Functions of a source file with more than 100 lines, outer ones included: `NAME (LINES)`. */
export function longFunctions(path: string, source: string): string[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const lines = lineOf(tree, node.end) - lineOf(tree, node.getStart(tree)) + 1;
      if (lines > MAX_LINES) found.push(`${nameOf(node, tree)} (${lines})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line;
}

function nameOf(node: ts.SignatureDeclaration, tree: ts.SourceFile): string {
  if (node.name !== undefined) return node.name.getText(tree);
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText(tree) : 'a function without a name';
}
