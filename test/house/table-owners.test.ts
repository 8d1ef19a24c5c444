import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { roomOf, SERVER_STOREYS } from './floors.ts';

const server = join(projectRoot(), 'server');
const ORDER = SERVER_STOREYS.flatMap(({ folders }) => folders);
/** These write no rows of rooms: the schema and its changes, and the browser's code. */
const WITHOUT_TABLES: readonly string[] = ['platform/database', 'console'];
const RECORDED = /\b(?:insertRow|insertRowIfNew|putRow|changeRows|deleteRows)\(\s*\w+,\s*'([a-z_]+)'/g;
const DIRECT = /\b(?:database|transaction|knex)\('([a-z_]+)'\)([^;]*?);/g;
const WRITES = /\.(?:insert|update|del|delete|increment)\(/;

/** The rooms that write each table. */
function writers(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const entry of readdirSync(server, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const room = roomOf(relative(server, path), ORDER) ?? '';
    if (!entry.isFile() || !path.endsWith('.ts') || WITHOUT_TABLES.includes(room)) continue;
    const source = readFileSync(path, 'utf8');
    const direct = [...source.matchAll(DIRECT)].filter(([, , rest = '']) => WRITES.test(rest));
    for (const [, table = ''] of [...source.matchAll(RECORDED), ...direct]) {
      found.set(table, (found.get(table) ?? new Set()).add(room));
    }
  }
  return found;
}

it('each table is written by one room only', () => {
  const tables = [...writers()];
  expect(tables.filter(([, rooms]) => rooms.size > 1).map(([table, rooms]) => [table, ...rooms])).toEqual([]);
  expect(tables.length).toBeGreaterThan(30);
});
