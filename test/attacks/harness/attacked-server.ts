/** The server as an operator runs it: its own process over a data folder, with TLS, the port for kiosks apart, SQLite. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Knex } from 'knex';
import { onTestFinished } from 'vitest';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import type { CommandEnd } from '../../../server/main/commands/command-end.ts';
import type { ReadConfig } from '../../../server/main/config/config.ts';
import { initialiseAuthority } from '../../../server/lanes/fleet/authority.ts';
import { SERVER_FILE } from '../../../server/platform/database/database.ts';
import { connectSqlite } from '../../../server/platform/database/sqlite-file.ts';
import { freePortPair } from '../../support/free-port.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Port } from './visitor.ts';

const BUILD = join(projectRoot(), '.build');
const run = promisify(execFile);

export type Line = Readonly<Record<string, unknown>>;

export interface AttackedServer {
  /** The data folder. Attacks change its files while the server is stopped. */
  readonly folder: string;
  /** The same after each start. */
  readonly people: Port;
  readonly kiosks: Port;
  /** All lines logged since the first start. */
  readonly lines: readonly Line[];
  /** Error output of the last start: the codes of the first administrators. */
  readonly notice: () => string;
  /** Starts again. Resolves to the log line with the result: `listening`, `start-failed` or `config-refused`. */
  start(environment?: Readonly<Record<string, string>>): Promise<Line>;
  /** Stops the server like an operator. Resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Stops the server like a power cut. */
  kill(): Promise<void>;
  /** The id of the running process. */
  readonly pid: () => number;
  /** Runs a program of the server over the same folder, for example `commands/ledger fsck`, and parses the line that it prints. */
  command(program: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly line: Line }>;
  /** Runs a command that is apart from its program over the same folder, in this process, and parses the line that it prints. */
  run(
    command: (words: readonly string[], readConfig: () => ReadConfig) => Promise<CommandEnd>,
    ...words: readonly string[]
  ): Promise<{ readonly code: number; readonly line: Line }>;
  /** Changes the database with the rights of the server's user, without its triggers. The server may run: both wait for each other's writes. */
  tamper<T>(work: (knex: Knex) => Promise<T>): Promise<T>;
}

const OUTCOMES = new Set(['listening', 'start-failed', 'config-refused']);

/** Begins a fleet and starts the server. It ends with the test. */
export async function attackedServer(over: Readonly<Record<string, string>> = {}): Promise<AttackedServer> {
  const folder = join(temporaryFolder(), 'server');
  // As the command `fleet init` does, without the start of another process
  keepFilesPrivate();
  const server = await stoppedServer(folder, over, () => initialiseAuthority(join(folder, 'fleet'), Date.now()));
  const first = await server.start();
  if (first['event'] !== 'listening') throw new Error(`the server does not start: ${JSON.stringify(first)}`);
  return server;
}

/** A stopped server over a copy of the data folder of another one, which is stopped. It ends with the test. */
export function serverCopiedFrom(from: string): Promise<AttackedServer> {
  const folder = join(temporaryFolder(), 'server');
  return stoppedServer(folder, {}, async () => cpSync(from, folder, { recursive: true }));
}

async function stoppedServer(
  folder: string,
  over: Readonly<Record<string, string>>,
  fill: () => Promise<unknown>,
): Promise<AttackedServer> {
  const port = await freePortPair();
  const environment = {
    POSTERN_SERVER_DATA_DIR: folder,
    POSTERN_SERVER_PORT: String(port),
    POSTERN_SERVER_KIOSK_PORT: String(port + 1),
    POSTERN_SERVER_TLS_NAMES: 'localhost,127.0.0.1',
    POSTERN_SERVER_TEST_REFERRALS_PER_HOUR: '0',
    ...over,
  };
  const program = (name: string) => join(BUILD, 'server', `${name}.js`);
  await fill();
  const ca = readFileSync(join(folder, 'fleet/authority.crt'), 'utf8');
  const lines: Line[] = [];
  let child: ChildProcess | undefined;
  let exit: Promise<number | null> = Promise.resolve(null);
  let notice = '';
  onTestFinished(() => void child?.kill('SIGKILL'));

  const start: AttackedServer['start'] = (more = {}) => {
    const started = spawn(process.execPath, [program('main')], {
      env: { ...environment, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    notice = '';
    started.stderr.on('data', (data: Buffer) => (notice += data.toString()));
    exit = new Promise((resolve) => started.once('exit', resolve));
    return new Promise((resolve, reject) => {
      let rest = '';
      started.stdout.on('data', (data: Buffer) => {
        const parts = (rest + data.toString()).split('\n');
        rest = parts.pop() ?? '';
        for (const line of parts.map((part) => JSON.parse(part) as Line)) {
          lines.push(line);
          if (OUTCOMES.has(String(line['event']))) resolve(line);
        }
      });
      started.once('close', (code) => reject(new Error(`the server ended with ${code}: ${notice}`)));
    });
  };
  const end = (signal: NodeJS.Signals) => {
    child?.kill(signal);
    return exit;
  };

  return {
    folder,
    people: { port, ca },
    kiosks: { port: port + 1, ca },
    lines,
    notice: () => notice,
    start,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
    pid: () => child?.pid ?? 0,
    command: (name, ...args) =>
      run(process.execPath, [program(name), ...args], { env: environment }).then(
        ({ stdout }) => ({ code: 0, line: lastLine(stdout) }),
        (error: { code: number; stdout: string }) => ({ code: error.code, line: lastLine(error.stdout) }),
      ),
    async run(command, ...words) {
      // Few tests need it
      const { readConfig } = await import('../../../server/main/config/config.ts');
      const { code, out = '' } = await command(words, () => readConfig(environment));
      return { code, line: lastLine(out) };
    },
    async tamper(work) {
      const knex = connectSqlite(join(folder, SERVER_FILE));
      try {
        return await work(knex);
      } finally {
        await knex.destroy();
      }
    },
  };
}

function lastLine(text: string): Line {
  return JSON.parse(text.trim().split('\n').at(-1) ?? '{}') as Line;
}
