/**
 * Lines and branches of a compiled file, and how many ran. They are counted in the text, and not in what V8 reports, so that runs of
 * different tests are measured against the same numbers, and a file that no process loads counts.
 *
 * A line counts where a part of the program begins on it: comments and closing brackets do not. A branch is a function, a way of a
 * condition, a case, a catch, the body of a loop, or what follows an `if` that leaves.
 */
import ts from 'typescript';

const COUNTS = { lines: 0, linesRun: 0, branches: 0, branchesRun: 0 };
export type Coverage = Readonly<typeof COUNTS>;

/** @param ran one byte for each character of `text`, 1 where it ran; `undefined` when nothing ran */
export function countCoverage(text: string, ran: Uint8Array | undefined): Coverage {
  const tree = ts.createSourceFile('file.js', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const lines = new Map<number, boolean>();
  const branches = new Map<number, boolean>();
  const hasRun = (node: ts.Node) => ran?.[node.getStart(tree)] === 1;
  const visit = (node: ts.Node): void => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    lines.set(line, lines.get(line) === true || hasRun(node));
    for (const branch of branchesAt(node)) branches.set(branch.getStart(tree), hasRun(branch));
    ts.forEachChild(node, visit);
  };
  for (const statement of tree.statements) if (!isEmptyExport(statement)) visit(statement);
  const runIn = (all: ReadonlyMap<number, boolean>) => [...all.values()].filter((run) => run).length;
  return { lines: lines.size, linesRun: runIn(lines), branches: branches.size, branchesRun: runIn(branches) };
}

export function sum(all: readonly Coverage[]): Coverage {
  const total = { ...COUNTS };
  for (const one of all) for (const part of Object.keys(total) as (keyof Coverage)[]) total[part] += one[part];
  return total;
}

function branchesAt(node: ts.Node): readonly ts.Node[] {
  if (ts.isFunctionLike(node)) return 'body' in node && node.body !== undefined ? [node.body] : [];
  if (ts.isIfStatement(node)) return [node.thenStatement, ...otherWay(node)];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (ts.isBinaryExpression(node)) return /^(?:&&|\|\||\?\?)$/.test(node.operatorToken.getText()) ? [node.right] : [];
  if (ts.isIterationStatement(node, false)) return [node.statement];
  if (ts.isCaseOrDefaultClause(node)) return [node];
  return ts.isCatchClause(node) ? [node.block] : [];
}

/** The way without the condition: `else`, or the statement after an `if` that leaves. */
function otherWay({ thenStatement, elseStatement, parent, end }: ts.IfStatement): readonly ts.Node[] {
  if (elseStatement !== undefined) return [elseStatement];
  const last = ts.isBlock(thenStatement) ? thenStatement.statements.at(-1) : thenStatement;
  if (!last || !(ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isBreakOrContinueStatement(last)))
    return [];
  const beside = 'statements' in parent ? (parent.statements as ts.NodeArray<ts.Statement>) : [];
  return beside.filter(({ pos }) => pos === end);
}

/** All that is left of a file of types. */
function isEmptyExport(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) && statement.moduleSpecifier === undefined;
}
