/** Finds the rooms of the server that write each table, by the statements in their sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';
import { roomOf, SERVER_STOREYS } from './floors.ts';

const ORDER = SERVER_STOREYS.flatMap(({ folders }) => folders);
/** These write no rows of rooms: the schema and its changes, and the browser's code. */
const WITHOUT_TABLES: readonly string[] = ['platform/database', 'console'];
const RECORDED = /\b(?:insertRow|insertRowIfNew|putRow|changeRows|deleteRows)\(\s*\w+,\s*'([a-z_]+)'/g;
const DIRECT = /\b(?:database|transaction|knex)\('([a-z_]+)'\)([^;]*?);/g;
const WRITES = /\.(?:insert|update|del|delete|increment)\(/;

/** Rooms by table. */
export function tableWriters(): ReadonlyMap<string, ReadonlySet<string>> {
  const server = join(projectRoot(), 'server');
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

/** The tables of a domain, a row for each of its rooms. */
export function tablesInMarkdown(domain: string): string {
  const byRoom = new Map<string, string[]>();
  for (const [table, rooms] of [...tableWriters()].sort(byName)) {
    for (const room of rooms) if (room.split('/')[0] === domain) byRoom.set(room, [...(byRoom.get(room) ?? []), table]);
  }
  const rows = [...byRoom].sort(byName).map(([room, tables]) => {
    return `| \`${room.split('/').at(-1)}\` | ${tables.map((table) => `\`${table}\``).join(', ')} |`;
  });
  return ['| written by | tables |', '| --- | --- |', ...rows].join('\n');
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
