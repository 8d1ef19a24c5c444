import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { FLOWS, testsOnPostgres } from '../support/postgres/second-engine.ts';
import { testsWithDatabase } from '../support/postgres/with-database.ts';

/** Modules that make or open a database of the server, directly or for a test. */
const OPENS =
  /\b(openDatabase|connectDatabase|startServer|openServerLedger|openServerLog|openLedgerDatabase|openLog|filledLedger|openTestLog|startProcess)\(/;

/** A query of a named table, or a write of a recorded row. */
const STATEMENT = /\b(database|transaction)\('[a-z_]+|\b(insertRow|changeRows|deleteRows)\(/;

/** Tests with a database that run on one engine, or on both by themselves. */
const ON_THEIR_OWN: Readonly<Record<string, string>> = {
  'killed-under-load.test.ts': 'a separate test kills each engine',
  'goods/declarations/killed.test.ts': 'a program with SQLite from its environment; PostgreSQL is in traders',
  'goods/declarations/residue.test.ts': 'a program with SQLite from its environment; PostgreSQL is in traders',
  'oversight/detection/killed-under-load.long.test.ts':
    'a program with SQLite from its environment; findings on PostgreSQL are in watch-detection',
  'oversight/detection/shipping/killed-while-shipping.long.test.ts':
    'a program with SQLite from its environment; shipping on PostgreSQL is in shipper',
  'oversight/alerts/killed.long.test.ts':
    'a program with SQLite from its environment; messages on PostgreSQL are in alerts',
  'main.test.ts': 'the program with SQLite from its environment; PostgreSQL is in killed-under-load',
  'main/commands/ledger.test.ts': 'programs over a log in a file',
  'records/ledger/fsck.test.ts': 'tampers with a log in a file; what fsck reads of PostgreSQL is in log-engines',
  'records/ledger/log/integrator.test.ts': 'the order of tasks, independent of the database',
  'records/ledger/log/sequencer.test.ts': 'the log on each engine is in log-engines',
  'records/ledger/log/crash.test.ts': 'crash points of the sequencer in a file',
  'records/ledger/publish/publisher.test.ts': 'answers of witnesses, independent of the database',
  'records/ledger/recorded/recorded-tables.test.ts': 'keys and columns of the schema, equal on both engines',
  'main/commands/database.test.ts': 'accounts, which only PostgreSQL has',
  'main/doctor/foresee-update.test.ts': 'the file of an earlier version, and accounts, which only PostgreSQL has',
  'platform/database/golden-store.test.ts': 'the file of an earlier version',
};

const root = projectRoot();
const folder = join(root, 'test/server');
const opening = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.startsWith('console/'))
  .filter((path) => OPENS.test(readFileSync(join(folder, path), 'utf8')));
const below = (tests: readonly string[]) => new Set(tests.map((test) => `${test.slice('test/server/'.length)}.ts`));
const onAny = below(testsWithDatabase(root, '.ts'));
const onEach = below(testsOnPostgres(root, '.ts'));

test('tests with a database: can run on each engine, or are listed as exceptions', () => {
  expect(onAny.size).toBeGreaterThan(50);
  expect(opening.filter((path) => !onAny.has(path) && !(path in ON_THEIR_OWN))).toEqual([]);
});
test('exceptions: are all needed', () => {
  expect(Object.keys(ON_THEIR_OWN).filter((path) => onAny.has(path) || !opening.includes(path))).toEqual([]);
});
test('flows on PostgreSQL: exist, and none would run there unnamed', () => {
  const flows = Object.keys(FLOWS).map((flow) => `${flow}.test.ts`);
  expect(flows.filter((flow) => !onEach.has(flow))).toEqual([]);
  expect(flows.filter((flow) => /\/fixtures\/engines\.ts'/.test(textOf(`test/server/${flow}`)))).toEqual([]);
});
test('tables: are used by a folder or test that is tested on PostgreSQL', () => {
  const sources = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('console/'))
    .map((path) => ({ path: `server/${path}`, imports: importsOf(`server/${path}`) }));
  const imported = new Set([...onEach].flatMap((path) => importsOf(`test/server/${path}`)));
  // A test is of its folder, and of a folder with its name
  const tested = new Set([...onEach].flatMap((path) => [dirname(path), path.replace(/\.test\.ts$/, '')]));
  const repositories = sources.map(({ path }) => path).filter(isRepository);
  const isUsed = (repository: string, before: readonly string[] = []): boolean =>
    imported.has(repository) ||
    sources.some(({ path, imports }) => {
      if (!imports.includes(repository) || before.includes(path)) return false;
      const servesOthers = path.startsWith('server/platform/database/') || repositories.includes(path);
      return servesOthers ? isUsed(path, [...before, repository]) : tested.has(roomOf(path));
    });
  expect(repositories.length).toBeGreaterThan(50);
  expect(repositories.filter((path) => !isUsed(path))).toEqual([]);
});

/** The folder of a source below `server/`; the folder of a table is the room that has it. */
function roomOf(path: string): string {
  return dirname(path)
    .slice('server/'.length)
    .replace(/\/tables$/, '');
}

/** A file with its own statements: a table of a room, or a part of the database with a connection. */
function isRepository(path: string): boolean {
  const text = textOf(path);
  // A witness is another program, with a file of its own
  if (path.startsWith('server/platform/database/migrations/') || /\bconnectSqlite\(/.test(text)) return false;
  if (!/\bimport type \{[^}]*\b(Connection|Transaction)\b/.test(text)) return false;
  return path.startsWith('server/platform/database/') || STATEMENT.test(text);
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Modules of the tree, as paths. */
function importsOf(path: string): string[] {
  const found = textOf(path).matchAll(/from '(\.[^']+)'/g);
  return [...found].map(([, to]) => join(dirname(path), to as string));
}
