import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PairsError, readPairs, subjectOf } from './pairs-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-pairs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'Ann'));
mkdirSync(join(folder, 'Bob'));
for (const file of ['Ann/1.jpg', 'Ann/2.jpg', 'Bob/1.jpg']) writeFileSync(join(folder, file), '');

const HEADER = 'fold\tsame\ta\tb';
const GOOD = ['7\t1\tAnn/1.jpg\tAnn/2.jpg', 'ten\t0\tAnn/1.jpg\tBob/1.jpg'];

function read(...lines: readonly string[]) {
  const file = join(folder, 'pairs.tsv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return readPairs(file, folder);
}

describe('a list of pairs', () => {
  it('is read with any names of folds', () => {
    expect(read(HEADER, ...GOOD)).toEqual([
      { fold: '7', same: true, a: 'Ann/1.jpg', b: 'Ann/2.jpg' },
      { fold: 'ten', same: false, a: 'Ann/1.jpg', b: 'Bob/1.jpg' },
    ]);
    expect(subjectOf('Ann/1.jpg')).toBe('Ann');
    expect(subjectOf('Ann_Other_0001.jpg')).toBe('Ann_Other');
  });

  it.each([
    ['without its header', GOOD, 'line 1'],
    ['with too few fields', [HEADER, ...GOOD, '8\t1\tAnn/1.jpg'], 'line 4'],
    ['with too many fields', [HEADER, `${GOOD[0]}\tmore`], 'line 2'],
    ['with another kind', [HEADER, '7\tyes\tAnn/1.jpg\tAnn/2.jpg'], 'line 2'],
    ['with a missing image', [HEADER, GOOD[0] ?? '', '7\t0\tAnn/1.jpg\tEve/1.jpg'], 'line 3: Eve/1.jpg'],
    ['that leads out of the folder', [HEADER, '7\t0\tAnn/1.jpg\t../secret.jpg'], 'line 2'],
    ['that pairs an image with itself', [HEADER, '7\t1\tAnn/1.jpg\tAnn/1.jpg'], 'line 2'],
    ['with an empty line', [HEADER, GOOD[0] ?? '', '', GOOD[1] ?? ''], 'line 3'],
    ['without impostors', [HEADER, GOOD[0] ?? ''], 'no impostor'],
    ['with one fold', [HEADER, GOOD[0] ?? '', '7\t0\tAnn/1.jpg\tBob/1.jpg'], 'fewer than two folds'],
  ])('is refused %s, naming the place', (_, lines, place) => {
    expect(() => read(...lines)).toThrow(PairsError);
    expect(() => read(...lines)).toThrow(place);
  });

  it('is refused when it cannot be read', () => {
    expect(() => readPairs(join(folder, 'nowhere.tsv'), folder)).toThrow(PairsError);
  });
});
