/** A machine for setup whose settings are in a folder and whose units are processes of the test. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { type Machine, run, type Unit } from '../../../../server/main/setup/machine.ts';
import { settingsIn } from '../../../../server/main/setup/settings-file.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const SERVER = join(projectRoot(), '.build/server');
const UNITS: Readonly<Record<Unit, { readonly program: string; readonly settings: string; readonly data: string }>> = {
  'postern-server': { program: 'main.js', settings: 'server', data: 'POSTERN_SERVER_DATA_DIR' },
  'postern-witness': { program: 'main/commands/witness.js', settings: 'witness', data: 'POSTERN_WITNESS_DATA_DIR' },
};

export interface MachineInFolder extends Machine {
  readonly settings: (name: 'server' | 'witness') => Readonly<Record<string, string>>;
}

/** @param psql instead of PostgreSQL of this machine */
export function machineInFolder(psql: Machine['psql'] = () => Promise.reject(new Error('none'))): MachineInFolder {
  const folder = temporaryFolder();
  const running = new Map<Unit, Process>();
  const settings: MachineInFolder['settings'] = (name) =>
    settingsIn(readFileSync(join(folder, `${name}.conf`), 'utf8'));
  const environmentOf = (unit: Unit) => {
    const { settings: name, data } = UNITS[unit];
    const dataDir = join(folder, `${name}-data`);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    return { ...settings(name as 'server' | 'witness'), [data]: dataDir };
  };
  const server = () => Object.entries(environmentOf('postern-server')).map(([name, value]) => `${name}=${value}`);
  const machine: MachineInFolder = {
    folder,
    settings,
    psql,
    secret: (name) => join(folder, 'server-secrets', name),
    program: (words) =>
      run('env', [
        '-i',
        `PATH=${process.env['PATH']}`,
        ...server(),
        process.execPath,
        join(SERVER, 'main/commands/postern-server.js'),
        ...words,
      ]),
    async start(unit) {
      await running.get(unit)?.stop();
      const started = startProcess(join(SERVER, UNITS[unit].program), environmentOf(unit));
      running.set(unit, started);
      return { code: await started.settled, out: '', complaint: '' };
    },
    log: (unit) => Promise.resolve(running.get(unit)?.lines ?? []),
    firstAdministrators: () => running.get('postern-server')?.lines.find((line) => line.includes('code')),
  };
  onTestFinished(async () => {
    for (const one of running.values()) await one.stop();
  });
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
