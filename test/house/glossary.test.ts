import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const root = projectRoot();
const [, terms = ''] = readFileSync(join(root, 'server/contract/GLOSSARY.md'), 'utf8').split('## Terms');
const rows = terms
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('glossary', () => {
  test('has each term once, in alphabetical order', () => {
    const names = rows.map(([, name = '']) => name.toLowerCase());
    expect(names.length).toBeGreaterThan(50);
    expect(names).toEqual([...new Set(names)].toSorted());
  });
  test('gives each term a meaning and the existing file that defines it', () => {
    const wrong = rows.filter(([, , meaning = '', , file = '']) => {
      const path = /^`([^`]+)`$/.exec(file)?.[1];
      return meaning === '' || path === undefined || !existsSync(join(root, path));
    });
    expect(wrong.map(([, name]) => name)).toEqual([]);
  });
});
