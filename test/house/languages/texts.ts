/** Finds the texts that the sources of the consoles give to `t`, `plural`, `rich` and `translated` (server/console/languages/text.ts). */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { placeholdersOf } from './placeholders.ts';
import { lineOf, parse } from './sources.ts';

export interface FoundText {
  readonly path: string;
  readonly line: number;
  /** The key of the catalogues. */
  readonly english: string;
  /** The singular of a text with a count. */
  readonly one?: string;
}

/** A text that a catalogue cannot hold, or that is read once instead of each time. */
export interface TextFault {
  readonly path: string;
  readonly line: number;
  readonly advice: string;
}

export interface TextsOfFile {
  readonly texts: readonly FoundText[];
  readonly faults: readonly TextFault[];
}

const CALLS = ['t', 'plural', 'rich', 'translated', 'translatedPart'] as const;
export type TextCall = (typeof CALLS)[number];

/** The function of `languages/text.ts` that a call names. */
export function textCallOf(node: ts.Node): TextCall | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const { text } = node.expression;
  return CALLS.find((name) => name === text);
}

/** @param root for tables that `translated` gets from a file outside the consoles */
export function textsIn(file: ts.SourceFile, root: string): TextsOfFile {
  const texts: FoundText[] = [];
  const faults: TextFault[] = [];
  const fault = (node: ts.Node, advice: string) => faults.push({ path: file.fileName, line: lineOf(node), advice });
  const add = (node: ts.Node, english: string, one?: string) =>
    texts.push({ path: file.fileName, line: lineOf(node), english, ...(one !== undefined && { one }) });

  const visit = (node: ts.Node): void => {
    const call = textCallOf(node);
    if (call !== undefined) take(node as ts.CallExpression, call);
    ts.forEachChild(node, visit);
  };

  const take = (node: ts.CallExpression, call: TextCall): void => {
    const [first, second, third, fourth] = node.arguments;
    if (first === undefined) return;
    if (call === 'translated') return takeTable(first);
    if (call === 'translatedPart') return takePart(first, second);
    if (!isInFunction(node)) fault(node, 'read when the file is loaded, so it stays in one language: use `translated`');
    if (call === 'plural') return takePlural(node, second, third, fourth);
    const literals = literalsOf(first);
    if (literals === undefined) return void fault(first, 'the text must be a literal, so that catalogues can hold it');
    for (const literal of literals) {
      add(literal, literal.text);
      compareValues(node, placeholdersOf(literal.text), second);
    }
  };

  const takePlural = (
    node: ts.CallExpression,
    one: ts.Expression | undefined,
    other: ts.Expression | undefined,
    values: ts.Expression | undefined,
  ): void => {
    if (one === undefined || other === undefined || !ts.isStringLiteralLike(one) || !ts.isStringLiteralLike(other)) {
      return void fault(node, 'singular and plural must be literals, so that catalogues can hold them');
    }
    add(node, other.text, one.text);
    const names = new Set([...placeholdersOf(one.text), ...placeholdersOf(other.text)]);
    compareValues(node, [...names].filter((name) => name !== '{count}').sort(), values);
  };

  const takeTable = (table: ts.Expression): void => {
    const literal = ts.isIdentifier(table) ? tableNamed(file, table.text, root) : table;
    if (literal === undefined || !ts.isObjectLiteralExpression(literal)) {
      return void fault(table, '`translated` takes a literal table or one that a file exports');
    }
    for (const property of literal.properties) {
      if (ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.initializer)) {
        add(property, property.initializer.text);
      } else
        fault(property, 'a table of texts holds literal texts; give a table that it extends as the second argument');
    }
  };

  const takePart = (table: ts.Expression, part: ts.Expression | undefined): void => {
    const literal = ts.isIdentifier(table) ? tableNamed(file, table.text, root) : undefined;
    if (literal === undefined || part === undefined || !ts.isObjectLiteralExpression(literal)) {
      return void fault(table, '`translatedPart` takes a table that a file exports');
    }
    for (const row of literal.properties) {
      if (!ts.isPropertyAssignment(row) || !ts.isObjectLiteralExpression(row.initializer)) continue;
      for (const property of row.initializer.properties) {
        if (!ts.isPropertyAssignment(property) || !ts.isStringLiteralLike(property.initializer)) continue;
        if (nameOf(property.name) === (part as ts.StringLiteral).text) add(table, property.initializer.text);
      }
    }
  };

  const compareValues = (node: ts.Node, expected: readonly string[], values: ts.Expression | undefined): void => {
    if (
      values !== undefined &&
      (!ts.isObjectLiteralExpression(values) || values.properties.some(ts.isSpreadAssignment))
    ) {
      return;
    }
    const given = (values?.properties ?? []).flatMap(({ name }) => (name === undefined ? [] : [nameOf(name)]));
    const wanted = expected.map((one) => one.replaceAll(/[{}<>]/g, ''));
    if (given.toSorted().join() !== wanted.toSorted().join()) {
      fault(
        node,
        `the text has the values ${wanted.join(', ') || '(none)'}; the call gives ${given.join(', ') || 'none'}`,
      );
    }
  };

  visit(file);
  return { texts, faults };
}

function nameOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
}

/** A literal, or the literals between which a condition chooses. */
function literalsOf(node: ts.Expression): readonly ts.StringLiteralLike[] | undefined {
  if (ts.isStringLiteralLike(node)) return [node];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (!ts.isConditionalExpression(node)) return undefined;
  const [one, other] = [literalsOf(node.whenTrue), literalsOf(node.whenFalse)];
  return one === undefined || other === undefined ? undefined : [...one, ...other];
}

function isInFunction(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (ts.isFunctionLike(at)) return true;
  return false;
}

function withoutType(node: ts.Expression): ts.Expression {
  return ts.isSatisfiesExpression(node) || ts.isAsExpression(node) ? withoutType(node.expression) : node;
}

/** The table of a constant in the file, or in the file from which it is imported. */
function tableNamed(file: ts.SourceFile, name: string, root: string): ts.Expression | undefined {
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find((one) => one.name.getText(file) === name);
      if (found?.initializer !== undefined) return withoutType(found.initializer);
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const binding = bindings.elements.find((one) => one.name.text === name);
    if (binding === undefined) continue;
    const path = posix.join(posix.dirname(file.fileName), statement.moduleSpecifier.text);
    return tableNamed(
      parse(path, readFileSync(join(root, path), 'utf8')),
      (binding.propertyName ?? binding.name).text,
      root,
    );
  }
  return undefined;
}
