/** A machine for setup whose settings are in a folder and whose units are processes of the test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { type Ran, run } from '../../../../hardware/host/setup/run-command.ts';
import type { Machine, Unit } from '../../../../server/main/setup/machine.ts';
import { settingsIn } from '../../../../hardware/host/setup/settings-file.ts';
import { freePort } from '../../../support/free-port.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const SERVER = join(projectRoot(), '.build/server');
const UNITS: Readonly<
  Record<Unit, { readonly program: string; readonly settings: 'server' | 'witness'; readonly data: string }>
> = {
  'postern-server': { program: 'main.js', settings: 'server', data: 'POSTERN_SERVER_DATA_DIR' },
  'postern-witness': { program: 'main/commands/witness.js', settings: 'witness', data: 'POSTERN_WITNESS_DATA_DIR' },
};

export interface MachineInFolder extends Machine {
  readonly settings: (name: 'server' | 'witness') => Readonly<Record<string, string>>;
  dataDir(unit: Unit): string;
  /** @param more settings for this program */
  program(words: readonly string[], more?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Ends the units. */
  readonly stop: () => Promise<void>;
}

/** The caller stops it. */
export function machineInFolder(folder = temporaryFolder()): MachineInFolder {
  const running = new Map<Unit, Process>();
  let witnessPort: number | undefined;
  const settings: MachineInFolder['settings'] = (name) =>
    settingsIn(readFileSync(join(folder, `${name}.conf`), 'utf8'));
  const dataDir = (unit: Unit): string => {
    const path = join(folder, `${UNITS[unit].settings}-data`);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  };
  const environmentOf = (unit: Unit) => ({ ...settings(UNITS[unit].settings), [UNITS[unit].data]: dataDir(unit) });
  const machine: MachineInFolder = {
    folder,
    settings,
    psql: () => Promise.reject(new Error('no PostgreSQL here')),
    secret: (name) => join(folder, 'server-secrets', name),
    dataDir,
    program(words, more = {}) {
      const given = Object.entries({ ...environmentOf('postern-server'), ...more });
      const environment = [`PATH=${process.env['PATH']}`, ...given.map(([name, value]) => `${name}=${value}`)];
      const program = join(SERVER, 'main/commands/postern-server.js');
      return run('env', ['-i', ...environment, process.execPath, program, ...words]);
    },
    async start(unit) {
      await running.get(unit)?.stop();
      // The default port may belong to another test's witness; a later start keeps the port
      witnessPort ??= await freePort();
      const own = unit === 'postern-witness' ? { POSTERN_WITNESS_PORT: String(witnessPort) } : {};
      const started = startProcess(join(SERVER, UNITS[unit].program), { ...own, ...environmentOf(unit) });
      running.set(unit, started);
      return { code: await started.settled, out: '', complaint: '' };
    },
    async stop() {
      for (const one of running.values()) await one.stop();
    },
    log: (unit) => Promise.resolve(running.get(unit)?.lines ?? []),
    firstAdministrators: () => running.get('postern-server')?.lines.find((line) => line.includes('code')),
  };
  return machine;
}

interface Process {
  readonly lines: readonly string[];
  /** 0 when it listens, otherwise its exit code. */
  readonly settled: Promise<number>;
  stop(): Promise<void>;
}

function startProcess(program: string, environment: Readonly<Record<string, string>>): Process {
  const child: ChildProcess = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  const listening = new Promise<number>((resolve) => {
    let rest = '';
    const take = (data: Buffer) => {
      const parts = (rest + data.toString()).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.filter((line) => line !== ''));
      if (parts.some((line) => line.includes('"listening"'))) resolve(0);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
  });
  return {
    lines,
    settled: Promise.race([listening, ended]),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
