import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { LEDGER_MIGRATIONS, MIGRATIONS, WITNESS_MIGRATIONS } from '../../../../server/platform/database/migrate.ts';
import { CHECKSUMS } from '../../../../server/platform/database/migrations/checksums.ts';

const FOLDER = join(projectRoot(), 'server/platform/database/migrations');
const names = readdirSync(FOLDER)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'checksums');
const sourceOf = (name: string) => readFileSync(join(FOLDER, `${name}.ts`), 'utf8');

/** Ignores white space, which the formatter may change. */
function checksumOf(name: string): string {
  return createHash('sha256').update(sourceOf(name).replaceAll(/\s+/g, '')).digest('hex').slice(0, 32);
}

describe('migrations', () => {
  it('are listed completely, in the order of their names', () => {
    const listed = [MIGRATIONS, LEDGER_MIGRATIONS, WITNESS_MIGRATIONS].map((list) => list.map(({ name }) => name));
    for (const list of listed) expect(list).toEqual([...list].sort());
    expect(listed.flat().sort()).toEqual([...names].sort());
  });

  it('are not edited after release, because databases made by the old text exist', () => {
    // For a new one, copy the computed checksum into checksums.ts.
    expect(CHECKSUMS).toEqual(Object.fromEntries(names.map((name) => [name, checksumOf(name)])));
  });

  it('import no code that could change later', () => {
    for (const name of names) {
      const imports = sourceOf(name).match(/^import .*$/gm) ?? [];
      expect(imports.filter((line) => !line.startsWith('import type '))).toEqual([]);
    }
  });
});
