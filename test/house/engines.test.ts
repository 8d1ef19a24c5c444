import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { testsWithDatabase } from '../support/postgres/with-database.ts';

/** Whatever makes or opens a database of the server's, and what does it for a test. */
const OPENS =
  /\b(openDatabase|connectDatabase|startServer|openServerLedger|openServerLog|openLedgerDatabase|openLog|filledLedger|openTestLog|startProcess)\(/;

/** A query of a named table, or a write of a recorded row. */
const STATEMENT = /\b(database|transaction)\('[a-z_]+|\b(insertRow|changeRows|deleteRows)\(/;

/** Tests that have a database and run on one engine, or on both within themselves. */
const ON_THEIR_OWN: Readonly<Record<string, string>> = {
  'killed-under-load.test.ts': 'each engine is killed in a test of its own',
  'main.test.ts': 'the program, told of SQLite by its environment; of PostgreSQL in killed-under-load',
  'commands/ledger.test.ts': 'programs over a log in a file',
  'ledger/fsck.test.ts': 'tampers with a log in a file; what fsck reads of PostgreSQL is in log-engines',
  'ledger/log/integrator.test.ts': 'the order of works, over whatever store',
  'ledger/log/sequencer.test.ts': 'the log on each engine is in log-engines',
  'ledger/log/crash.test.ts': 'crash points of the sequencer in a file',
  'ledger/publish/publisher.test.ts': 'what witnesses answer, over whatever store',
  'ledger/recorded/recorded-tables.test.ts': 'keys and columns of the schema, which both engines make alike',
  'commands/database.test.ts': 'accounts, which PostgreSQL alone has',
  'database/golden-store.test.ts': 'what an earlier version left in a file',
};

const root = projectRoot();
const folder = join(root, 'test/server');
const opening = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith('ui/'))
  .filter((path) => OPENS.test(readFileSync(join(folder, path), 'utf8')));
const onEach = new Set(testsWithDatabase(root, '.ts').map((path) => path.slice('test/server/'.length) + '.ts'));

test('a test with a database runs on each engine, or is known not to', () => {
  expect(onEach.size).toBeGreaterThan(50);
  expect(opening.filter((path) => !onEach.has(path) && !(path in ON_THEIR_OWN))).toEqual([]);
});
test('nothing is excused that needs no excuse', () => {
  expect(Object.keys(ON_THEIR_OWN).filter((path) => onEach.has(path) || !opening.includes(path))).toEqual([]);
});
test('each repository is asked by a folder, or a test, that has a test on each engine', () => {
  const sources = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('ui/'))
    .map((path) => ({ path: `server/${path}`, imports: importsOf(`server/${path}`) }));
  const tests = [...onEach].map((path) => ({ path: `test/server/${path}`, imports: importsOf(`test/server/${path}`) }));
  const tested = new Set([...onEach].map((path) => path.split('/')[0]));
  const repositories = sources.map(({ path }) => path).filter(isRepository);
  const isAsked = (repository: string): boolean =>
    tests.some(({ imports }) => imports.includes(repository)) ||
    sources.some(({ path, imports }) => {
      if (!imports.includes(repository)) return false;
      const asksForOthers = path.startsWith('server/database/') || repositories.includes(path);
      return asksForOthers ? isAsked(path) : tested.has(path.split('/')[1]);
    });
  expect(repositories.length).toBeGreaterThan(50);
  expect(repositories.filter((path) => !isAsked(path))).toEqual([]);
});

/** A file with statements of its own: the table of a room, or a part of the database that is given a connection. */
function isRepository(path: string): boolean {
  const text = textOf(path);
  if (path.startsWith('server/database/migrations/')) return false;
  if (!/\bimport type \{[^}]*\b(Connection|Transaction)\b/.test(text)) return false;
  return path.startsWith('server/database/') || STATEMENT.test(text);
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Modules of the tree, as paths. */
function importsOf(path: string): string[] {
  const found = textOf(path).matchAll(/from '(\.[^']+)'/g);
  return [...found].map(([, to]) => join(dirname(path), to as string));
}
