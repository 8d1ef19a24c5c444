import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const root = projectRoot();
const text = readFileSync(join(root, 'server/ASVS.md'), 'utf8');
const STATUSES = ['met', 'partly', 'not met', 'not applicable'];
/** Requirements of levels 1 and 2 in version 5.0.0. */
const REQUIREMENTS = 253;

const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
  ([, item = '', , status = '', where = '']) => ({ item, status, where }),
);

/** Sources are under `server/`, tests under `test/server/` unless their whole path is given. */
function placeOf(path: string): string {
  if (path.startsWith('test/')) return path;
  return path.endsWith('.test.ts') ? `test/server/${path}` : `server/${path}`;
}

describe('ASVS checklist', () => {
  test('has each requirement once, with a status', () => {
    expect(rows).toHaveLength(REQUIREMENTS);
    expect(new Set(rows.map(({ item }) => item)).size).toBe(REQUIREMENTS);
    for (const { item, status } of rows) expect(STATUSES, item).toContain(status);
  });

  test('has the same counts as the README', () => {
    const counts = STATUSES.map((status) => rows.filter((row) => row.status === status).length);
    expect(text).toContain(`| ${counts.join(' | ')} |`);
    const [met, partly, notMet, notApplicable] = counts;
    expect(readFileSync(join(root, 'server/README.md'), 'utf8')).toContain(
      `${met} are met, ${partly} partly, ${notMet} not, ${notApplicable} do not apply`,
    );
  });

  test('names existing files', () => {
    const files = [...text.matchAll(/`([a-z][\w/.-]*\.(?:ts|tsx|md))`/g)].map(([, path = '']) => placeOf(path));
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('quotes words of the tests that it names', () => {
    const quotes = [...text.matchAll(/`([\w/.-]+\.test\.ts)`((?:,? "[^"]+")+)/g)].flatMap(
      ([, path = '', quoted = '']) =>
        [...quoted.matchAll(/"([^"]+)"/g)].map(([, words = '']) => ({ path: placeOf(path), words })),
    );
    expect(quotes.length).toBeGreaterThan(30);
    expect(quotes.filter(({ path, words }) => !readFileSync(join(root, path), 'utf8').includes(words))).toEqual([]);
  });

  test('marks nothing as met without a test, a document or “by reading”', () => {
    const bare = rows.filter(({ status, where }) => status === 'met' && !/\.test\.ts`|\.md`|by reading/.test(where));
    expect(bare.map(({ item }) => item)).toEqual([]);
  });
});
