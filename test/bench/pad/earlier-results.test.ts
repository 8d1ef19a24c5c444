import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { earlierResults } from './earlier-results.ts';

const SETTING = { split: 'test', bothPhases: false } as const;
const fileOf = (content?: string): string => {
  const file = join(temporaryFolder(), 'results.jsonl');
  if (content !== undefined) writeFileSync(file, content);
  return file;
};
const heading = `${JSON.stringify(SETTING)}\n`;

describe('the results of an interrupted run', () => {
  it('are empty without a file, which is created', () => {
    const file = fileOf();
    expect(earlierResults(file, SETTING)).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(heading);
    expect(earlierResults(file, SETTING)).toEqual([]);
  });

  it('are read, and an incomplete last line is removed', () => {
    const file = fileOf(`${heading}{"passedFirst":true}\n{"passedFi`);
    expect(earlierResults(file, SETTING)).toEqual([{ passedFirst: true }]);
    expect(readFileSync(file, 'utf8')).toBe(`${heading}{"passedFirst":true}\n`);
  });

  it.each([
    ['other presentations', `${JSON.stringify({ split: 'fit', bothPhases: false })}\n`],
    ['nothing', ''],
    ['something else', 'hello\n'],
  ])('of %s are refused', (_what, content) => {
    expect(() => earlierResults(fileOf(content), SETTING)).toThrow('other presentations');
  });
});
