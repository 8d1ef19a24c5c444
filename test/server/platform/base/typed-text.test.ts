import { expect, test } from 'vitest';
import { typedLine, typedLines, typedReasons } from '../../../../server/platform/base/typed-text.ts';

test.each([
  ['a terminal sequence', 'a\u001b[2J'],
  ['a carriage return', 'a\rb'],
  ['a null character', 'a\u0000b'],
  ['a next-line character', 'a\u0085b'],
])('typed text refuses %s', (_name, text) => {
  expect(typedLine(1, 10).safeParse(text).success).toBe(false);
  expect(typedLines(1, 10).safeParse(text).success).toBe(false);
});

test('typed text is trimmed before it is measured, and only lines may have ends of lines', () => {
  expect(typedLine(2, 4).parse('  ab ')).toBe('ab');
  expect(typedLine(2, 4).safeParse(' a ').success).toBe(false);
  expect(typedLine(2, 4).safeParse('a\nb').success).toBe(false);
  expect(typedLines(2, 4).parse('a\nb\n')).toBe('a\nb');
  expect(typedReasons(30).safeParse('Too short.').error?.issues[0]?.message).toBe('must have at least 20 characters');
});
