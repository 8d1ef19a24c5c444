import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { findingsIn, findingsUnder } from './plain-english/findings.ts';
import { proseOf } from './plain-english/prose.ts';

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
    'It belongs into the ledger.',
    'Compared with the own past.',
    'A date that is none.',
    'The report has nothing of it.',
    'A lane hits it no more.',
    'It is sealed. Who breaks it gets keyed pseudonyms.',
    'Who reads one line has the others stay where they are',
    'A log of which the file has the entries.',
    'Nothing is repeated in vain.',
    'The row was changed meanwhile.',
  ])('finds "%s"', (sentence) => {
    expect(findingsIn('a.ts', `/** ${sentence} */`)).not.toEqual([]);
  });
  test.each([
    'Of course it ends.',
    'What happens next?',
    'Who is signed in.',
    'Who sees this is asked?',
    'Who recorded the result that stands.',
    'Its own past.',
    'There is none, and it accepts no more entries.',
    'The first of a list.',
    'The body of a request.',
    'All the same values are equal to each other.',
    'Two accounts, one of which invited the other.',
    'It was changed in the meantime.',
  ])('passes "%s"', (sentence) => {
    expect(findingsIn('a.ts', `/** ${sentence} */`)).toEqual([]);
  });
  test('a pattern for comments passes a string', () => {
    expect(findingsIn('a.ts', "const why = 'was changed meanwhile';")).toEqual([]);
  });
  test('gives the line of the words in a long comment', () => {
    expect(wordsIn('a.ts', '\n/**\n * First.\n *\n * Of a lane.\n */\n')).toEqual([{ line: 5, words: 'Of ' }]);
  });
});

describe('plain English: the project', () => {
  test('has no finding', () => {
    expect(findingsUnder(projectRoot())).toEqual([]);
  });
});
