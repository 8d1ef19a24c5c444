/** Starts programs of this product as separate processes. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { environmentWith } from '../platform/config/process-config.ts';
import { ALLOCATOR, PROCESS_ARGUMENTS } from '../platform/launch/recipe.ts';

const BUILD_DIR = resolve(import.meta.dirname, '../..');
/** Others may use the computer. */
const LONGEST_START_MS = 300_000;
const LONGEST_STOP_MS = 12_000;

/** Compiled code of our modules, which Node 22.1 and later reads instead of compiling them again. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(BUILD_DIR, 'compile-cache') } as const;

export type ProgramEvent = Readonly<Record<string, unknown>>;

export interface Program {
  /** `undefined` when it could not be started. */
  readonly processId: number | undefined;
  /** Fields of the program's `listening` event. Rejects when it stops first. */
  readonly listening: Promise<ProgramEvent>;
  /** Fields of the first line that has this field. Rejects when the program stops first. */
  first(field: string): Promise<ProgramEvent>;
  /** Gives a prepared program the settings for which it waits. */
  giveSettings(further: Readonly<Record<string, string>>): void;
  /** Resolves when the process has ended, to its exit code; `null` when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Requests a stop, and kills the process after a while. */
  stop(): Promise<void>;
  /** Kills the process at once, like a power cut. */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  readonly name: string;
  /** Compiled file, relative to the build folder. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
  /** Waits for further settings; see `kiosk/prepared.ts`. */
  readonly isPrepared?: boolean;
  /** Starts with the hardened options of production; see `platform/launch/recipe.ts`. */
  readonly hardened?: boolean;
  /** Every line of its log is copied here. */
  readonly logFile: string;
  readonly onEvent?: (event: ProgramEvent) => void;
}

export function startProgram(options: ProgramOptions): Program {
  const { name, entry, args = [], settings, isPrepared = false, hardened = false, logFile, onEvent } = options;
  const log = openSync(logFile, 'a', 0o600);
  const recipe = hardened
    ? { flags: PROCESS_ARGUMENTS, environment: { [ALLOCATOR.name]: ALLOCATOR.value } }
    : { flags: ['--enable-source-maps'], environment: {} };
  const child: ChildProcess = spawn(process.execPath, [...recipe.flags, resolve(BUILD_DIR, entry), ...args], {
    env: environmentWith({ ...settings, ...recipe.environment, ...COMPILE_CACHE }),
    stdio: [isPrepared ? 'pipe' : 'ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolveEnded) => child.once('exit', resolveEnded));
  const events = new EventEmitter();
  let last: ProgramEvent | undefined;
  const first = (has: (event: ProgramEvent) => boolean): Promise<ProgramEvent> => {
    const found = new Promise<ProgramEvent>((resolveFirst, reject) => {
      const giveUp = (why: string): void => {
        clearTimeout(timer);
        events.off('event', listen);
        reject(new Error(`the ${name} ${why}${reasonIn(last)}; its log is ${logFile}`));
      };
      const timer = setTimeout(() => giveUp('did not start in time'), LONGEST_START_MS);
      const listen = (event: ProgramEvent): void => {
        if (!has(event)) return;
        clearTimeout(timer);
        events.off('event', listen);
        resolveFirst(event);
      };
      events.on('event', listen);
      // After its last line
      child.once('close', (code) => giveUp(`stopped with exit code ${code}`));
    });
    found.catch(() => undefined);
    return found;
  };
  const listening = first(({ event }) => event === 'listening');
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      writeSync(log, `${line}\n`);
      const event = parseEvent(line);
      if (event === undefined) return;
      if (REASONS.has(String(event['event']))) last = event;
      events.emit('event', event);
      onEvent?.(event);
    });
  }
  // The program has ended; `ended` reports it
  child.stdin?.on('error', () => undefined);
  return {
    processId: child.pid,
    listening,
    giveSettings: (further) => void child.stdin?.end(JSON.stringify(further)),
    first: (field) => first((event) => event[field] !== undefined),
    ended,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Events that say why a program stops. */
const REASONS: ReadonlySet<string> = new Set(['start-failed', 'config-refused', 'stopping']);

/** The reason and the advice of a program's last words, for a person at the terminal. */
function reasonIn(event: ProgramEvent | undefined): string {
  const { code, hint, faults, reason } = event ?? {};
  if (typeof code === 'string') return typeof hint === 'string' ? ` (${code}). ${hint}` : ` (${code})`;
  if (Array.isArray(faults)) {
    const lines = (faults as Record<string, unknown>[]).map(
      ({ variable, shouldBe }) => `${String(variable)}: ${String(shouldBe)}`,
    );
    return `: its settings were refused. ${lines.join('; ')}`;
  }
  return typeof reason === 'string' ? ` (${reason})` : '';
}

/** Runs a command to its end and resolves to the JSON object that it printed. Rejects with what it wrote to standard error. */
export function runCommand(
  entry: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<ProgramEvent> {
  return new Promise((resolveDone, reject) => {
    execFile(
      process.execPath,
      ['--enable-source-maps', resolve(BUILD_DIR, entry), ...args],
      { env: environmentWith({ ...settings, ...COMPILE_CACHE }), encoding: 'utf8' },
      (error, stdout, stderr) => {
        const answer = parseEvent(stdout.trim());
        if (error !== null || answer === undefined) reject(new Error(`${entry} failed: ${stderr || stdout}`));
        else resolveDone(answer);
      },
    );
  });
}

function parseEvent(line: string): ProgramEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as ProgramEvent) : undefined;
  } catch {
    return undefined;
  }
}
