/** PostgreSQL clusters for tests: a folder with a socket, without network. */
import { execFile, spawn } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { installedPostgres } from './installed-postgres.ts';

const run = promisify(execFile);
const READY_WITHIN_MS = 240_000;

export interface Cluster {
  readonly folder: string;
  /** URL of a database in it. */
  url(database: string, account?: string): string;
  /** Runs statements separately, as the owner. */
  execute(database: string, ...statements: readonly string[]): Promise<void>;
}

export function clusterIn(folder: string): Cluster {
  const url = (database: string, account = 'postgres') => `postgres://${account}@/${database}?host=${folder}`;
  return {
    folder,
    url,
    async execute(database, ...statements) {
      const client = new pg.Client({ host: folder, user: 'postgres', database });
      await client.connect();
      try {
        for (const statement of statements) await client.query(statement);
      } finally {
        await client.end();
      }
    },
  };
}

/** Makes a cluster in the empty folder. Text is ordered by bytes, as the server requires. */
export async function makeCluster(folder: string): Promise<void> {
  const { programs, owner } = installed();
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const options = ['--no-sync', '--no-instructions', '--auth=trust', '--username=postgres', '--encoding=UTF8'];
  await run(join(programs, 'initdb'), ['-D', join(folder, 'data'), '--locale=C', ...options], { ...owner, cwd: '/' });
}

/** Starts the cluster in the folder. It stops at the latest when the process `owner` has ended. */
export async function startCluster(
  folder: string,
  { owner = process.pid, settings = {} }: { owner?: number; settings?: Readonly<Record<string, string>> } = {},
): Promise<Cluster> {
  const { programs, owner: user } = installed();
  const all = { listen_addresses: '', unix_socket_directories: folder, log_destination: 'stderr', ...settings };
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const script = `'${programs}/postgres' -D '${folder}/data' ${options.join(' ')} 2>'${folder}/log' & postgres=$!
    while [ -d /proc/${owner} ] && [ -d /proc/$postgres ]; do sleep 1; done
    kill -QUIT $postgres 2>/dev/null; wait $postgres`;
  let hasEnded = false;
  const begin = (): void => {
    hasEnded = false;
    const started = spawn('sh', ['-c', script], { ...user, cwd: '/', detached: true, stdio: 'ignore' });
    started.once('exit', () => (hasEnded = true));
    started.unref();
  };
  begin();
  const cluster = clusterIn(folder);
  const from = performance.now();
  for (;;) {
    try {
      await cluster.execute('postgres', 'select 1');
      return cluster;
    } catch (error) {
      if (performance.now() - from > READY_WITHIN_MS) throw error;
      // It refuses to start while children of a killed postmaster still hold its memory
      if (hasEnded) begin();
      await sleep(25);
    }
  }
}

/** Ends it: `SIGQUIT` at once, which is clean enough for a folder that is deleted; `SIGKILL` as a power cut does. */
export async function endCluster(folder: string, signal: 'SIGQUIT' | 'SIGKILL' | 'SIGINT' = 'SIGQUIT'): Promise<void> {
  const pid = postmasterOf(folder);
  if (pid === undefined) return;
  // Its children end when they notice, and the next start waits for them.
  process.kill(pid, signal);
  while (isAlive(pid)) await sleep(10);
}

function postmasterOf(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n', 1)[0]);
    return isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function installed() {
  const found = installedPostgres();
  if (found === undefined) throw new Error('postgresql is not installed');
  return found;
}

/** Makes the folder, readable by its owner only. */
export function makeFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
