import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const root = projectRoot();
const FOLDERS = ['kiosk', 'server', 'models', 'hardware'];

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name)),
).map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));

const whoSays = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('doors', () => {
  test('sources: exist', () => {
    expect(sources.length).toBeGreaterThan(250);
  });
  test('environment: is read in the config files only', () => {
    expect(whoSays(/process\.env\b/).filter((path) => !path.endsWith('config.ts'))).toEqual([]);
  });
  test('output: goes to the event logs, except for commands', () => {
    expect(whoSays(/console\.(log|warn|error|info|debug)/)).toEqual([]);
  });
  test('code: contains no mark of unfinished work', () => {
    const marks = ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|');
    expect(whoSays(new RegExp(`\\b(${marks})\\b`))).toEqual([]);
  });
  test('top level: contains the expected entries only', () => {
    const allowed = [
      'LICENSE',
      'README.md',
      'hardware',
      'kiosk',
      'models',
      'node_modules',
      'package-lock.json',
      'package.json',
      'server',
      'test',
      'tsconfig.json',
    ];
    const there = readdirSync(root).filter((name) => !name.startsWith('.'));
    expect(there.filter((name) => !allowed.includes(name))).toEqual([]);
  });
});
