import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { TABLE_READERS } from '../../server/records/ledger/reconcile/kinds.ts';
import { RECORDED_TABLES, TABLE_PROOFS } from '../../server/records/ledger/recorded/recorded-tables.ts';
import { SERVER_RIGHTS } from '../../server/platform/database/rights/rights.ts';

const SERVER = join(projectRoot(), 'server');
const TABLES = Object.keys(RECORDED_TABLES);
const WRITES = /\.(insert|update|delete|del|increment|decrement|truncate)\(/;

// For a new table see server/records/ledger/reconcile/README.md
test('tables: each states how the ledger proves it', () => {
  expect(Object.keys(TABLE_PROOFS).sort()).toEqual(Object.keys(SERVER_RIGHTS).sort());
  const proved = Object.entries(TABLE_PROOFS).filter(([, { proof }]) => proof !== 'none');
  const names = proved.map(([table]) => table).filter((table) => table !== 'ledger_openings');
  expect(Object.keys(TABLE_READERS).sort()).toEqual(names.sort());
});

test('recorded tables: are written by the recorder only', () => {
  const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const looked = files.filter((file) => !/(database\/migrations|ledger\/recorded)\//.test(file));
  expect(looked.length).toBeGreaterThan(300);
  const statements = looked.flatMap((file) => {
    const text = readFileSync(join(SERVER, file), 'utf8');
    return TABLES.flatMap((table) =>
      text
        .split(`('${table}')`)
        .slice(1)
        .map((rest) => rest.slice(0, rest.indexOf(';') + 1))
        .filter((rest) => /^\s*\./.test(rest) && WRITES.test(rest))
        .map((rest) => `${file}: ${table}${rest.slice(0, 60)}`),
    );
  });
  expect(statements).toEqual([]);
});
