/** Facts that stay the same while code moves: names of tests and exports, routes, tables, documents and files. Folders are left out. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { connectSqlite } from '../../../server/platform/database/sqlite-file.ts';
import { SERVER_FILE } from '../../../server/platform/database/database.ts';

const run = promisify(execFile);
const TOPS = ['hardware', 'kiosk', 'models', 'server'];
const EXPORT = /^export (?:async )?(?:const|function\*?|class|interface|type|enum) (\w+)/gm;
const TEST = /\b(?:describe|it|test)(?:\.\w+)*(?:\([^()]*\))?\(\s*(['"`])(.*?)\1,/g;
const OUTPUT_BYTES = 512 * 1024 * 1024;

/** Sorted lines by subject. */
export type Behaviour = Readonly<Record<string, readonly string[]>>;

export async function behaviourOf(root: string): Promise<Behaviour> {
  const { openapi, schema } = await ofServer(root);
  return {
    tests: testNames(root),
    exports: sourcesOf(root, TOPS)
      .flatMap(({ file, text }) => [...text.matchAll(EXPORT)].map(([, name]) => `${file} ${name}`))
      .sort(),
    openapi,
    schema,
    access: readFileSync(accessReadme(root), 'utf8').split('\n'),
    'built files': filesBelow(root, '.build', /\.(js|html|css|svg|webp|png|woff2|wasm)$/),
    'production files': await productionFiles(root),
  };
}

/** Lines that only one of both has, by subject. */
export function differencesOf(before: Behaviour, after: Behaviour): Readonly<Record<string, readonly string[]>> {
  const subjects = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const entries = subjects.map((subject) => {
    const counts = new Map<string, number>();
    for (const line of before[subject] ?? []) counts.set(line, (counts.get(line) ?? 0) - 1);
    for (const line of after[subject] ?? []) counts.set(line, (counts.get(line) ?? 0) + 1);
    const lines = [...counts].filter(([, count]) => count !== 0);
    return [subject, lines.map(([line, count]) => `${count < 0 ? '-' : '+'} ${line}`).sort()] as const;
  });
  return Object.fromEntries(entries.filter(([, lines]) => lines.length > 0));
}

/** Literal names, as the sources have them. */
function testNames(root: string): string[] {
  return sourcesOf(root, ['test'])
    .filter(({ file }) => file.endsWith('.test.ts'))
    .flatMap(({ file, text }) => [...text.matchAll(TEST)].map(([, , name]) => `${file} ${name}`))
    .sort();
}

/** The OpenAPI document of a server that has just started, and the schema of its database. */
async function ofServer(root: string): Promise<{ readonly openapi: string[]; readonly schema: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-behaviour-'));
  const env = { ...process.env, POSTERN_SERVER_DATA_DIR: join(folder, 'server'), POSTERN_SERVER_PORT: '0' };
  const server = spawn(process.execPath, [join(root, '.build/server/main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  try {
    const url = await addressOf(server.stdout);
    const answer = await fetch(`${url}/v1/openapi.json`);
    if (!answer.ok) throw new Error(`the OpenAPI document was answered with ${answer.status}`);
    const openapi = JSON.stringify(await answer.json(), null, 1).split('\n');
    server.kill('SIGTERM');
    await ended;
    const database = connectSqlite(join(folder, 'server', SERVER_FILE));
    const schema = await database('sqlite_master').orderBy(['type', 'name']).pluck('sql');
    await database.destroy();
    return { openapi, schema: schema.filter((sql) => sql !== null) };
  } finally {
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const { event, url } = JSON.parse(line) as { readonly event: string; readonly url?: string };
    if (event === 'listening' && url !== undefined) return url;
  }
  throw new Error('the server ended before it listened');
}

async function productionFiles(root: string): Promise<string[]> {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    maxBuffer: OUTPUT_BYTES,
  });
  const [{ files }] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
  return files.map(({ path }) => withoutHash(basename(path))).sort();
}

function accessReadme(root: string): string {
  const file = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('access/README.md'),
  );
  if (file === undefined) throw new Error('there is no README of permissions');
  return join(root, 'server', file);
}

function sourcesOf(root: string, tops: readonly string[]): { readonly file: string; readonly text: string }[] {
  return tops.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => ({ file: basename(path), text: readFileSync(join(root, top, path), 'utf8') })),
  );
}

function filesBelow(root: string, folder: string, ending: RegExp): string[] {
  const found = TOPS.flatMap((top) => readdirSync(join(root, folder, top), { recursive: true, encoding: 'utf8' }));
  return found
    .filter((path) => ending.test(path))
    .map((path) => withoutHash(basename(path)))
    .sort();
}

/** A bundle's name without the digest of its content. */
function withoutHash(name: string): string {
  return name.replace(/-[\w-]{8}(?=\.\w+$)/, '');
}
