/** The places of a source file where it can be broken: one change of one expression or statement each, outside types, imports, logs and errors. */
import ts from 'typescript';

/** A change of a source file. */
export interface Mutation {
  /** From the project's root. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly operator: string;
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

type Change = readonly [operator: string, node: ts.Node, after: string];

const COMPARISONS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
};
const OTHER_OPERATORS: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', '+': '-' };
const OTHER_TEXT = "'another text'";
/** Nothing that they print is behaviour. */
const PRINTS = /(?:^|\.#?)(?:log|print|console\.\w+|std(?:out|err)\.write)$/;

export function mutationsIn(path: string, text: string): Mutation[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const found: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftOut(node)) return;
    for (const [operator, { end }, after, start] of changesAt(node).map(
      (change) => [...change, change[1].getStart()] as const,
    )) {
      const line = tree.getLineAndCharacterOfPosition(start).line + 1;
      found.push({ path, line, operator, start, before: text.slice(start, end), after });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** @throws Error when the text is not the one in which the place was found */
export function mutate(text: string, { path, start, before, after }: Mutation): string {
  if (!text.startsWith(before, start)) throw new Error(`${path} is another one now: ${before} is not at ${start}`);
  return text.slice(0, start) + after + text.slice(start + before.length);
}

function isLeftOut(node: ts.Node): boolean {
  const isType = ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  if (isType || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true;
  if (ts.isNewExpression(node)) return node.expression.getText().endsWith('Error');
  return ts.isCallExpression(node) && PRINTS.test(node.expression.getText());
}

function changesAt(node: ts.Node): readonly Change[] {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return [negated(node.expression)];
  if (ts.isConditionalExpression(node)) return [negated(node.condition)];
  if (ts.isBinaryExpression(node)) return changedOperator(node);
  if (ts.isReturnStatement(node)) return droppedValue(node);
  if (ts.isExpressionStatement(node)) return removedCall(node);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [['flip a boolean', node, 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [['flip a boolean', node, 'true']];
  const isValue = ts.isNumericLiteral(node) && !('name' in node.parent && node.parent.name === node);
  return isValue ? [['add 1 to a number', node, `(${node.getText()} + 1)`]] : [];
}

function negated(condition: ts.Expression): Change {
  return ['negate a condition', condition, `!(${condition.getText()})`];
}

function changedOperator({ operatorToken, left, right }: ts.BinaryExpression): readonly Change[] {
  const comparison = COMPARISONS[operatorToken.getText()];
  const other = OTHER_OPERATORS[operatorToken.getText()];
  if (comparison === undefined) return other === undefined ? [] : [['change an operator', operatorToken, other]];
  const texts = [left, right].filter((side) => ts.isStringLiteral(side));
  return [
    ['change a comparison', operatorToken, comparison],
    ...texts.map((side): Change => ['compare with another text', side, OTHER_TEXT]),
  ];
}

function droppedValue({ expression }: ts.ReturnStatement): readonly Change[] {
  const isValue = expression !== undefined && expression.getText() !== 'undefined';
  return isValue ? [['drop a returned value', expression, 'undefined as never']] : [];
}

function removedCall(node: ts.ExpressionStatement): readonly Change[] {
  const call = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
  const counts = ts.isCallExpression(call) && call.expression.kind !== ts.SyntaxKind.SuperKeyword && !isLeftOut(call);
  return counts ? [['remove a call', node, ';']] : [];
}
