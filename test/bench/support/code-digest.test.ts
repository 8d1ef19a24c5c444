import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeDigest, tokensOf } from './code-digest.ts';

const CODE = `import { a } from './a.ts';
/** Doubles. */
export function double(x: number): number {
  if (x < 0) throw new Error('x is below zero');
  return 2 * a(x, 'mode');
}
`;

describe('the tokens of a file', () => {
  const same = (changed: string) => tokensOf('f.ts', changed) === tokensOf('f.ts', CODE);
  test.each([
    ['a comment is reworded', CODE.replace('Doubles.', 'Twice the number.')],
    ['an import moves', CODE.replace('./a.ts', '../b/a.ts')],
    ['a message is reworded', CODE.replace('x is below zero', 'x must not be negative')],
    ['lines are broken elsewhere', CODE.replace("a(x, 'mode')", "a(\n    x,\n    'mode',\n  )")],
  ])('stay the same when %s', (_what, changed) => {
    expect(changed).not.toBe(CODE);
    expect(same(changed)).toBe(true);
  });
  test.each([
    ['a number changes', CODE.replace('2 *', '3 *')],
    ['an operator changes', CODE.replace('x < 0', 'x <= 0')],
    ['a text of one word changes', CODE.replace("'mode'", "'fast'")],
    ['a statement goes', CODE.replace(/ {2}if .*\n/, '')],
  ])('change when %s', (_what, changed) => {
    expect(same(changed)).toBe(false);
  });
  test('do not depend on the layout of JSON', () => {
    expect(tokensOf('f.json', '{ "a": [1,\n2] }')).toBe(tokensOf('f.json', '{"a":[1,2]}'));
    expect(tokensOf('f.json', '{"a":[1,3]}')).not.toBe(tokensOf('f.json', '{"a":[1,2]}'));
  });
});

describe('the digest of a folder', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'postern-test-'));
    mkdirSync(join(root, 'part/inner'), { recursive: true });
    writeFileSync(join(root, 'part/double.ts'), CODE);
    writeFileSync(join(root, 'part/inner/half.ts'), 'export const half = 1 / 2;\n');
    writeFileSync(join(root, 'part/README.md'), '# Part\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('stays the same when a file moves within it, and when a README changes', () => {
    const before = codeDigest(root, ['part']);
    renameSync(join(root, 'part/double.ts'), join(root, 'part/inner/twice.ts'));
    writeFileSync(join(root, 'part/README.md'), '# The part\n');
    expect(codeDigest(root, ['part'])).toBe(before);
  });
  test('changes with a file in an inner folder', () => {
    const before = codeDigest(root, ['part']);
    writeFileSync(join(root, 'part/inner/half.ts'), 'export const half = 0.5;\n');
    expect(codeDigest(root, ['part'])).not.toBe(before);
  });
  test('excludes inner folders when the path ends with an asterisk', () => {
    const before = codeDigest(root, ['part/*']);
    writeFileSync(join(root, 'part/inner/half.ts'), 'export const half = 0.5;\n');
    expect(codeDigest(root, ['part/*'])).toBe(before);
    writeFileSync(join(root, 'part/double.ts'), 'export const double = 2;\n');
    expect(codeDigest(root, ['part/*'])).not.toBe(before);
  });
  test('refuses a path that does not exist', () => {
    expect(() => codeDigest(root, ['gone'])).toThrow('ENOENT');
  });
});
