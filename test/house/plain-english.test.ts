import { describe, expect, test } from 'vitest';
import { findingsIn } from './plain-english/findings.ts';
import { proseOf } from './plain-english/prose.ts';
import { judge } from './plain-english/ratchet.ts';

const wordsIn = (path: string, source: string) => findingsIn(path, source).map(({ line, words }) => ({ line, words }));

describe('plain English: text of a source', () => {
  test('comments and strings are read, code is not', () => {
    const source = `/** One. */\nconst nobody = 'two words'; // three\nconst word = "single";\n`;
    expect(proseOf('a.ts', source).map(({ text }) => text.trim())).toEqual(['One.', 'two words', 'three']);
  });
  test('quotes in a regular expression start no string', () => {
    const source = `const a = /['"\`/]x/.test(b); // after a\nconst c = d / e; // after c\n`;
    expect(proseOf('a.ts', source).map(({ text, line }) => [text, line])).toEqual([
      [' after a', 1],
      [' after c', 2],
    ]);
  });
  test('comments on successive lines are one text', () => {
    expect(proseOf('a.ts', '// Captures\n// Of a lane\nx();\n// Other\n').map(({ text }) => text)).toEqual([
      ' Captures\n Of a lane',
      ' Other',
    ]);
  });
  test('code in Markdown is left out, and lines keep their numbers', () => {
    const markdown = 'One `nobody`.\n```\nnobody\n```\nThen nobody.\n';
    expect(wordsIn('a.md', markdown)).toEqual([{ line: 5, words: 'nobody' }]);
  });
});

describe('plain English: patterns', () => {
  test.each([
    'Whoever has a key.',
    'Left to nobody.',
    'People of whom nothing is known.',
    'It is named all the same.',
    'Of a lane the newest counts.',
    'The end. What comes later is refused.',
    'The lane knows the way.',
    'It is let go of.',
    'Nor does it end.',
  ])('finds "%s"', (sentence) => {
    expect(findingsIn('a.ts', `/** ${sentence} */`)).not.toEqual([]);
  });
  test.each([
    'Of course it ends.',
    'What happens next?',
    'The first of a list.',
    'The body of a request.',
    'All the same values are equal to each other.',
  ])('passes "%s"', (sentence) => {
    expect(findingsIn('a.ts', `/** ${sentence} */`)).toEqual([]);
  });
  test('gives the line of the words in a long comment', () => {
    expect(wordsIn('a.ts', '\n/**\n * First.\n *\n * Of a lane.\n */\n')).toEqual([{ line: 5, words: 'Of ' }]);
  });
});

describe('plain English: ratchet', () => {
  const finding = (path: string) => ({ path, line: 1, words: 'nobody', advice: '' });

  test('a path without an entry must be clean', () => {
    expect(judge({}, [finding('kiosk/a.ts')]).risen).toMatchObject([{ entry: '', allowed: 0 }]);
  });
  test('a count may stay and may not rise', () => {
    expect(judge({ kiosk: 1 }, [finding('kiosk/a.ts')]).risen).toEqual([]);
    expect(judge({ kiosk: 1 }, [finding('kiosk/a.ts'), finding('kiosk/b.ts')]).risen).toHaveLength(1);
  });
  test('the longest entry counts, so a clean folder inside another stays clean', () => {
    const found = [finding('kiosk/ui/a.ts'), finding('kiosk/ui/b.ts')];
    expect(judge({ kiosk: 5, 'kiosk/ui': 1 }, found).risen).toMatchObject([{ entry: 'kiosk/ui' }]);
  });
  test('the record is lowered and never raised; a clean entry leaves it', () => {
    const found = [finding('kiosk/a.ts'), finding('server/a.ts'), finding('server/b.ts')];
    expect(judge({ kiosk: 3, server: 1, models: 2 }, found).lowered).toEqual({ kiosk: 1, server: 1 });
  });
});
