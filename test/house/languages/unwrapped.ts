/** Finds texts in the sources of the consoles that people would read in English whatever language they chose. */
import ts from 'typescript';
import { lineOf } from './sources.ts';
import { textCallOf } from './texts.ts';

export interface Unwrapped {
  readonly path: string;
  readonly line: number;
  readonly words: string;
}

/** Attributes and properties whose texts people read, also when they are one word in small letters. */
const READ = new Set([
  ...['title', 'label', 'alt', 'placeholder', 'aria-label', 'aria-description', 'aria-roledescription'],
  ...[
    'word',
    'words',
    'sentence',
    'text',
    'detail',
    'hint',
    'says',
    'one',
    'many',
    'what',
    'verb',
    'caption',
    'head',
    'away',
    'legend',
    'unit',
  ],
]);
/** Attributes whose texts only the program reads. */
const CODE = new Set([
  ...[
    'class',
    'className',
    'id',
    'key',
    'href',
    'src',
    'type',
    'name',
    'role',
    'kind',
    'tone',
    'icon',
    'weight',
    'for',
  ],
  ...[
    'autocomplete',
    'inputmode',
    'inputMode',
    'pattern',
    'dir',
    'lang',
    'rel',
    'target',
    'shortcut',
    'd',
    'transform',
  ],
  ...[
    'viewBox',
    'stroke',
    'fill',
    'aria-controls',
    'aria-labelledby',
    'aria-describedby',
    'aria-live',
    'scope',
    'points',
  ],
]);
/** Functions whose texts only the program reads. */
const CODE_CALLS =
  /(?:^|\.)(?:querySelector(?:All)?|getElementById|createElement|(?:add|remove)EventListener|[gs]etAttribute|get|set|has|append|setItem|getItem|matchMedia|register|open|closest|matches|endsWith|startsWith)$/;
/** Functions that return a text, by their name. */
const TEXT_FUNCTION = /(?:words?|text|title|label|sentence)$/i;
/** The same in every language. */
const NO_TEXT =
  /^(?:Postern|[A-Z]+(?:_[A-Z]+)+|act\/|¤px sans-serif|postern-(?:server|lane) [a-z-]+ .*|CSV|SHA-256|Ed25519|WebAuthn|[¤\s]*UTC|[A-Z][a-z]+\/[A-Z][a-z]+)$/;
/** Names of the browser's. */
const OF_BROWSER = /^(?:Retry-After|[A-Z][A-Za-z]+Error|Arrow\w+|Enter|Escape|Home|End|Tab|Page(?:Up|Down))$/;

export function unwrappedIn(file: ts.SourceFile): readonly Unwrapped[] {
  const found: Unwrapped[] = [];
  const judge = (node: ts.Node, words: string, isRead: boolean): void => {
    const text = words.replaceAll(/\s+/g, ' ').trim();
    if (NO_TEXT.test(text) || (!isRead && OF_BROWSER.test(text)) || !(isRead ? /\p{L}/u.test(text) : isProse(text)))
      return;
    found.push({ path: file.fileName, line: lineOf(node), words: text.slice(0, 70) });
  };

  /** @param isRead whether a text at this place is shown to people */
  const visit = (node: ts.Node, isRead: boolean): void => {
    if (isOfCode(node)) return;
    if (ts.isJsxText(node)) return judge(node, node.text, true);
    if (ts.isStringLiteralLike(node)) return judge(node, node.text, isRead);
    if (ts.isTemplateExpression(node)) {
      judge(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(VALUE), isRead);
      for (const { expression } of node.templateSpans) visit(expression, isRead);
      return;
    }
    for (const [child, isChildRead] of childrenOf(node, isRead)) visit(child, isChildRead);
  };

  visit(file, false);
  return found;
}

/** A part that only the program reads: imports, types, errors, comparisons, names. */
function isOfCode(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return true;
  if (ts.isNewExpression(node)) return /Error|Exception|URL|RegExp$/.test(node.expression.getText());
  return ts.isJsxAttribute(node) && CODE.has(node.name.getText()) && !isNameOfPart(node);
}

/** `name` of an element of HTML is code; parts of the console have visible names. */
function isNameOfPart({ name, parent }: ts.JsxAttribute): boolean {
  const element = parent.parent;
  return name.getText() === 'name' && /^[A-Z]/.test(element.tagName.getText()) && element.tagName.getText() !== 'Icon';
}

/** A property of a table of words, for example `STATE_WORDS`. */
function isRow({ parent }: ts.PropertyAssignment): boolean {
  const table = parent.parent;
  return ts.isVariableDeclaration(table) && /_(?:WORDS|NAMES|TITLES|LABELS)$/.test(table.name.getText());
}

/** The children to visit, each with whether people read a text there. */
function childrenOf(node: ts.Node, isRead: boolean): readonly (readonly [ts.Node, boolean])[] {
  const call = textCallOf(node);
  if (ts.isCallExpression(node)) {
    if (call === undefined) {
      const isCode = CODE_CALLS.test(node.expression.getText());
      const parameters = node.arguments.filter((one) => !isCode || !isLiteral(one));
      return [[node.expression, false], ...parameters.map((one) => [one, false] as const)];
    }
    return node.arguments.flatMap((one) =>
      isLiteral(one) || call === 'translated' || call === 'translatedPart' ? [] : [[one, false] as const],
    );
  }
  if (ts.isConditionalExpression(node)) {
    return [
      [node.condition, false],
      [node.whenTrue, isRead],
      [node.whenFalse, isRead],
    ];
  }
  if (ts.isBinaryExpression(node)) return operandsOf(node, isRead);
  if (ts.isCaseClause(node)) return node.statements.map((one) => [one, isRead]);
  if (ts.isElementAccessExpression(node)) return [[node.expression, false]];
  if (ts.isJsxAttribute(node)) {
    return node.initializer === undefined
      ? []
      : [[node.initializer, READ.has(node.name.getText()) || isNameOfPart(node)]];
  }
  if (ts.isJsxExpression(node)) {
    const isChild = ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent);
    return node.expression === undefined ? [] : [[node.expression, isRead || isChild]];
  }
  if (ts.isPropertyAssignment(node)) {
    const name = node.name.getText().replaceAll(/['"]/g, '');
    return CODE.has(name) && !isRow(node) ? [] : [[node.initializer, READ.has(name) || isRow(node)]];
  }
  const passesOn =
    ts.isParenthesizedExpression(node) || ts.isReturnStatement(node) || ts.isBlock(node) || ts.isIfStatement(node);
  const isTextFunction = ts.isFunctionDeclaration(node) && TEXT_FUNCTION.test(node.name?.text ?? '');
  const stays = passesOn || ts.isSwitchStatement(node) || ts.isCaseBlock(node) || ts.isDefaultClause(node);
  const children: [ts.Node, boolean][] = [];
  ts.forEachChild(node, (child) => {
    if (!ts.isPropertyName(child) || ts.isComputedPropertyName(child) || !isDeclaredName(node, child)) {
      const isCondition = ts.isIfStatement(node) && child === node.expression;
      children.push([child, isTextFunction || (stays && isRead && !isCondition)]);
    }
  });
  return children;
}

function isLiteral(node: ts.Node): boolean {
  if (ts.isConditionalExpression(node)) return isLiteral(node.whenTrue) && isLiteral(node.whenFalse);
  return ts.isStringLiteralLike(node);
}

function isDeclaredName(node: ts.Node, child: ts.Node): boolean {
  return 'name' in node && node.name === child;
}

function operandsOf({ left, operatorToken, right }: ts.BinaryExpression, isRead: boolean) {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return [left, right].filter((one) => !isLiteral(one)).map((one) => [one, false] as const);
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return [
        [left, false],
        [right, isRead],
      ] as const;
    default:
      return [
        [left, isRead],
        [right, isRead],
      ] as const;
  }
}

/** Stands for the values in a template. */
const VALUE = '¤';

/** Several words, or one that begins like a sentence, or the rest of a sentence around values. */
function isProse(text: string): boolean {
  return /\p{L}{2,}[,.:;]?\s+[(“]?(?:\p{L}|¤)|¤[,.:;]?\s+\p{L}{2,}|^\p{Lu}\p{Ll}+[.:…!?]?$|\p{L}…$/u.test(text);
}
