/** Starts programs of this product as separate processes. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { environmentWith } from '../config/config.ts';
import { ALLOCATOR, PROCESS_ARGUMENTS } from '../launch/recipe.ts';

const BUILD_DIR = resolve(import.meta.dirname, '../..');
const LONGEST_START_MS = 60_000;
const LONGEST_STOP_MS = 12_000;

export type ProgramEvent = Readonly<Record<string, unknown>>;

export interface Program {
  /** `undefined` when it could not be started. */
  readonly processId: number | undefined;
  /** Fields of the program's `listening` event. Rejects when it stops first. */
  readonly listening: Promise<ProgramEvent>;
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
  /** Starts with the hardened options of production; see `launch/recipe.ts`. */
  readonly hardened?: boolean;
  /** Every line of its log is copied here. */
  readonly logFile: string;
  readonly onEvent?: (event: ProgramEvent) => void;
}

export function startProgram(options: ProgramOptions): Program {
  const { name, entry, args = [], settings, hardened = false, logFile, onEvent } = options;
  const log = openSync(logFile, 'a', 0o600);
  const recipe = hardened
    ? { flags: PROCESS_ARGUMENTS, environment: { [ALLOCATOR.name]: ALLOCATOR.value } }
    : { flags: ['--enable-source-maps'], environment: {} };
  const child: ChildProcess = spawn(process.execPath, [...recipe.flags, resolve(BUILD_DIR, entry), ...args], {
    env: environmentWith({ ...settings, ...recipe.environment }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolveEnded) => child.once('exit', resolveEnded));
  const listening = new Promise<ProgramEvent>((resolveListening, reject) => {
    const timer = setTimeout(() => reject(new Error(`the ${name} did not start within a minute`)), LONGEST_START_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the ${name} stopped with exit code ${code}; its log is ${logFile}`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      writeSync(log, `${line}\n`);
      const event = parseEvent(line);
      if (event === undefined) return;
      if (event['event'] === 'listening') {
        clearTimeout(timer);
        resolveListening(event);
      }
      onEvent?.(event);
    });
  });
  listening.catch(() => undefined);
  return {
    processId: child.pid,
    listening,
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
      { env: environmentWith(settings), encoding: 'utf8' },
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
