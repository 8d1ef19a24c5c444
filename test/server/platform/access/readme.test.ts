import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { PARTS, README } from './readme-table.ts';

const readme = readFileSync(join(projectRoot(), README), 'utf8');

/** The text between two marks. `npm run readmes` writes it. */
const between = (mark: string) => new RegExp(`<!-- ${mark} -->\n([^]*?)\n<!-- end -->`).exec(readme)?.[1];

describe('access README', () => {
  it.each([
    ['the table of access', 'table'],
    ['the public addresses', 'public'],
    ['the roles that exclude each other', 'separation'],
  ] as const)('contains %s as generated from the code', async (_name, mark) => {
    expect(between(mark)).toBe(await PARTS[mark]());
  });
});
