/**
 * Regular expressions whose time grows faster than the text. `scslre` finds quantifiers that share characters. It does not see a search that begins again
 * at each place and each time reads to the end, as `<!--[^]*?-->` does in a text of many `<!--`; that is found here.
 */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { getConsumedChars, isPotentiallyZeroLength, type ReadonlyFlags } from 'regexp-ast-analysis';
import { analyse } from 'scslre';
import ts from 'typescript';

export interface Expression {
  readonly pattern: string;
  readonly flags: string;
}

/** Literals, and the number of expressions that are composed while the program runs. */
export function expressionsIn(
  path: string,
  source: string,
): { readonly literals: readonly Expression[]; readonly composed: number } {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind);
  const literals: Expression[] = [];
  let composed = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      literals.push({ pattern: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(tree) === 'RegExp')
      composed += 1;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { literals, composed };
}

/** Why the expression takes more than linear time; empty when no reason is found. */
export function faultsOf({ pattern, flags }: Expression): string[] {
  const found = analyse({ source: pattern, flags }).reports.map(
    ({ type, character }) => `${type} of ${character.literal.source}`,
  );
  return [...found, ...searchesToTheEnd(pattern, flags)];
}

function searchesToTheEnd(source: string, flags: string): string[] {
  if (flags.includes('y')) return [];
  const unicode = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
  const parser = new RegExpParser();
  const pattern = parser.parsePattern(source, 0, source.length, unicode);
  const read = parser.parseFlags(flags);
  const found: string[] = [];
  visitRegExpAST(pattern, {
    onQuantifierEnter(quantifier) {
      if (quantifier.max === Number.POSITIVE_INFINITY && isReadAgain(quantifier, read))
        found.push(`search of ${quantifier.raw}`);
    },
  });
  return found;
}

/** A text of the characters before the quantifier is read by the quantifier as well, and the expression can fail behind it. */
function isReadAgain(quantifier: AST.Quantifier, flags: ReadonlyFlags): boolean {
  const { before, after } = around(quantifier);
  if (!flags.multiline && before.some((one) => one.type === 'Assertion' && one.kind === 'start')) return false;
  if (after.every((one) => isPotentiallyZeroLength(one, flags) && one.type !== 'Assertion')) return false;
  const read = getConsumedChars(quantifier.element, flags).chars;
  const needed = before.filter((one) => !isPotentiallyZeroLength(one, flags));
  // A quantifier at the beginning is for scslre
  return needed.length > 0 && needed.every((one) => !getConsumedChars(one, flags).chars.isDisjointWith(read));
}

interface Around {
  readonly before: readonly AST.Element[];
  readonly after: readonly AST.Element[];
}

function around(element: AST.Element): Around {
  const [before, after]: [AST.Element[], AST.Element[]] = [[], []];
  let inner: AST.Node = element;
  for (let outer: AST.Node | null = inner.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'Alternative') {
      const at = outer.elements.indexOf(inner as AST.Element);
      before.unshift(...outer.elements.slice(0, at));
      after.push(...outer.elements.slice(at + 1));
    }
    inner = outer;
  }
  return { before, after };
}
