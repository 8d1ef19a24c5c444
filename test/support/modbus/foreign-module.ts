/** A module by another Modbus implementation, behind a connection that can be cut, delayed and damaged. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pause } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { type ModbusAddress, modbusAddress } from '../../../hardware/modbus/modbus-address.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { freePort } from '../free-port.ts';
import { type FaultyLine, faultyLine } from './faulty-line.ts';

export interface ForeignModule {
  readonly address: ModbusAddress;
  readonly line: FaultyLine;
  /** The latest state of the coils. */
  coils(): readonly number[];
  onCoils(listener: (coils: readonly number[]) => void): void;
  /** Called for each reading of the inputs. */
  onRead(listener: () => void): void;
  setInputs(inputs: Readonly<Record<number, 0 | 1>>): void;
  setCounters(counters: Readonly<Record<number, number>>): void;
  /** Makes every answer an exception. pymodbus only. */
  refuse(refused: boolean): void;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** Resets its state for the next test. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export type Implementation = 'pymodbus' | 'libmodbus';

export const MODBUS_PARTS = [
  '/usr/bin/socat',
  '/usr/bin/python3',
  '/usr/lib/python3/dist-packages/pymodbus',
  '/usr/lib/python3/dist-packages/serial',
  '/usr/lib/x86_64-linux-gnu/libmodbus.so.5',
] as const;

export async function foreignModule(implementation: Implementation, framing: 'tcp' | 'rtu'): Promise<ForeignModule> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-modbus-'));
  const started: ChildProcess[] = [];
  const start = (program: string, ...options: string[]): ChildProcess => {
    const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'ignore'] });
    started.push(child);
    return child;
  };
  const bridge = async (name: string, address: string): Promise<ChildProcess> => {
    const path = join(folder, name);
    const child = start('/usr/bin/socat', `PTY,link=${path},raw,echo=0`, address);
    await until(() => existsSync(path));
    return child;
  };

  const port = await freePort();
  const line = await faultyLine(port);
  if (framing === 'rtu') await bridge('module', `TCP-LISTEN:${port},bind=127.0.0.1,reuseaddr,fork,nodelay`);
  const script = join(projectRoot(), `test/support/modbus/${implementation}-module.py`);
  const place = framing === 'tcp' ? String(port) : join(folder, 'module');
  const program = start('/usr/bin/python3', script, framing, place);
  let coils: readonly number[] = [];
  const listeners = new Set<(coils: readonly number[]) => void>();
  const readers = new Set<() => void>();
  if (program.stdout === null || program.stdin === null) throw new Error('the module has no pipes');
  createInterface(program.stdout).on('line', (text) => {
    const said = JSON.parse(text) as { readonly coils?: number[] };
    if (said.coils === undefined) {
      for (const listener of readers) listener();
      return;
    }
    ({ coils } = said);
    for (const listener of listeners) listener(coils);
  });
  const order = (what: object): void => void program.stdin?.write(`${JSON.stringify(what)}\n`);
  await until(() => coils.length > 0);

  const kiosk = join(folder, 'kiosk');
  const lineOf = (): Promise<ChildProcess> => bridge('kiosk', `TCP:127.0.0.1:${line.port},nodelay`);
  let near = framing === 'rtu' ? await lineOf() : undefined;
  const address = modbusAddress(framing === 'tcp' ? `tcp:127.0.0.1:${line.port}` : `rtu:${kiosk}:115200:8N1`);
  if (address === undefined) throw new Error('the module has no address');

  async function plugIn(): Promise<void> {
    line.mend();
    if (framing === 'rtu') near ??= await lineOf();
  }

  return {
    address,
    line,
    coils: () => coils,
    onCoils: (listener) => void listeners.add(listener),
    onRead: (listener) => void readers.add(listener),
    setInputs: (inputs) => order({ inputs }),
    setCounters: (counters) => order({ counters }),
    refuse: (refused) => order({ refuse: refused }),
    async unplug() {
      line.cut();
      if (near === undefined) return;
      await ended(near);
      near = undefined;
    },
    plugIn,
    async reset() {
      listeners.clear();
      readers.clear();
      order({ refuse: false, inputs: Object.fromEntries(Array.from({ length: 8 }, (_, at) => [at, 0])) });
      line.spoil(undefined);
      await plugIn();
    },
    async close() {
      await line.close();
      await Promise.all(started.map(ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await over;
}

async function until(holds: () => boolean): Promise<void> {
  const START_WITHIN_MS = 240_000;
  const STEP_MS = 10;
  for (let waitedMs = 0; !holds(); waitedMs += STEP_MS) {
    if (waitedMs > START_WITHIN_MS) throw new Error('the module does not start');
    await pause(systemClock, STEP_MS);
  }
}
