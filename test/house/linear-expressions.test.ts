import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { expressionsIn, faultsOf } from './linear-expressions.ts';

/** Expressions of fixed lengths and closed words that are composed while the program runs. Do not raise a number. */
const COMPOSED = { server: 4, kiosk: 1, hardware: 3, models: 0 } as const;

const root = projectRoot();
const folders = Object.keys(COMPOSED) as (keyof typeof COMPOSED)[];

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the regular expressions of the product', () => {
  it.each(folders)('in %s take time in proportion to the text', (folder) => {
    const found: string[] = [];
    let composed = 0;
    for (const path of filesOf(folder)) {
      const expressions = expressionsIn(path, readFileSync(path, 'utf8'));
      composed += expressions.composed;
      for (const one of expressions.literals)
        for (const fault of faultsOf(one)) found.push(`${relative(root, path)} /${one.pattern}/${one.flags}: ${fault}`);
    }
    expect(found).toEqual([]);
    expect(composed).toBeLessThanOrEqual(COMPOSED[folder]);
  });
});

describe('the search for slow expressions', () => {
  it.each([
    String.raw`\.?0+$`,
    String.raw`^(a+)+$`,
    String.raw`^\s*a?\s*$`,
    String.raw`"(?:[^"\\]|\\.)*"`,
    String.raw`<!--[^]*?-->`,
    String.raw`-----BEGIN [A-Z]+-----([\s\S]+?)-----END`,
    String.raw`%.*$`,
  ])('finds %s', (pattern) => {
    expect(faultsOf({ pattern, flags: 'g' })).not.toEqual([]);
  });

  it.each([
    [String.raw`^\d+(?:\.\d+)?$`, ''],
    [String.raw`"[^"]*"`, 'g'],
    [String.raw`\s+`, 'g'],
    [String.raw`a{1,9}$`, ''],
    [String.raw`<!--[^]*?-->`, 'y'],
    [String.raw`^key=(.*);$`, ''],
  ])('leaves %s', (pattern, flags) => {
    expect(faultsOf({ pattern, flags })).toEqual([]);
  });

  it('reads literals and composed expressions of a source', () => {
    const source = 'const a = /x\\/y/giu; const b = new RegExp(`^${c}$`); const d = RegExp("e");';
    expect(expressionsIn('a.ts', source)).toEqual({ literals: [{ pattern: 'x\\/y', flags: 'giu' }], composed: 2 });
  });
});
