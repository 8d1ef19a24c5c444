import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelsError, parseLabels } from './labels.ts';
import { peopleOf } from './people.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

describe('a list of labels', () => {
  it('gives each image its labels for any order of columns', () => {
    expect(parseLabels(lines('sex\tfile\tage\tnote', 'F\ta.jpg\t20-29\tx'))).toEqual([
      { file: 'a.jpg', person: undefined, sex: 'F', ethnicity: undefined, age: '20-29' },
    ]);
  });

  it.each([
    ['an empty list', '', 'line 1'],
    ['a header without sex', lines('file\tage', 'a.jpg\t20'), 'line 1'],
    ['a line with too few fields', lines('file\tsex', 'a.jpg'), 'line 2'],
    ['an empty label', lines('file\tsex', 'a.jpg\tF', 'b.jpg\t'), 'line 3'],
    ['an image that occurs twice', lines('file\tsex', 'a.jpg\tF', 'a.jpg\tF'), 'line 3'],
    ['a path that leads out of the folder', lines('file\tsex', '../a.jpg\tF'), 'line 2'],
    ['an absolute path', lines('file\tsex', '/a.jpg\tF'), 'line 2'],
  ])('refuses %s and names the line', (_, text, line) => {
    expect(() => parseLabels(text)).toThrow(LabelsError);
    expect(() => parseLabels(text)).toThrow(line);
  });

  it('refuses any other text with LabelsError', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\t', '\n', '/', '.', 'file', 'sex') }), (text) => {
        try {
          expect(Array.isArray(parseLabels(text))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(LabelsError);
        }
      }),
    );
  });
});

describe('the people of a list', () => {
  const label = (file: string, person?: string) => ({
    ...{ file, person, sex: 'F', ethnicity: undefined, age: undefined },
  });

  it('come from the labels, otherwise from the folders, otherwise one per picture', () => {
    const people = peopleOf(
      [label('1.jpg', 'x'), label('2.jpg', 'x'), label('ann/1.jpg'), label('ann/2.jpg'), label('3.jpg')],
      [],
    );
    expect([...people]).toEqual([0, 0, 1, 1, 2]);
  });

  it('are merged by pairs that show one person, also along a chain of pairs', () => {
    const pairs = [
      ['1.jpg', '2.jpg'],
      ['3.jpg', '2.jpg'],
      ['1.jpg', '3.jpg'],
    ] as const;
    expect([
      ...peopleOf(
        ['1.jpg', '2.jpg', '3.jpg', '4.jpg'].map((file) => label(file)),
        pairs,
      ),
    ]).toEqual([0, 0, 0, 1]);
  });
});
