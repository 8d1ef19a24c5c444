/** Nothing but the projection may turn records into something for a partner, and nothing in this room reads records of another. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../models/files/project-root.ts';

const folder = join(projectRoot(), 'server/sharing');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));

/** Tables in queries and recorded writes. */
const TABLES =
  /\b(?:database|transaction|knex)\(\s*'([a-z_]+)'|\b(?:insertRow|changeRows|putRow|deleteRows|insertRowIfNew)\(\s*\w+,\s*'([a-z_]+)'/g;
/** Ways to read a table that the pattern above does not see. */
const OTHER_WAYS = /\.(?:raw|from|into|table|join|leftJoin|innerJoin|with|union)\(/;

test('each query of the room names a table of the room', () => {
  const tables = sources.flatMap(({ text }) => [...text.matchAll(TABLES)].map(([, one, other]) => one ?? other ?? ''));
  expect(tables.length).toBeGreaterThan(5);
  expect(tables.filter((table) => !table.startsWith('sharing_'))).toEqual([]);
});

test('no query of the room is written in another way', () => {
  const queries = sources.filter(({ text }) => /\bConnection\b|\bTransaction\b/.test(text));
  expect(queries.length).toBeGreaterThan(3);
  expect(queries.filter(({ text }) => OTHER_WAYS.test(text)).map(({ path }) => path)).toEqual([]);
});

test('the projection has no way to a database', () => {
  const projection = sources.filter(({ path }) => path.startsWith('projection/'));
  expect(projection.length).toBeGreaterThan(4);
  expect(projection.filter(({ text }) => /database|Connection|Transaction/.test(text)).map(({ path }) => path)).toEqual(
    [],
  );
});
