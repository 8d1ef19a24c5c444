/** A program that the camera depends on: started without a shell, ended for certain, and dead when this process is. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Clock } from '../clock/clock.ts';
import { lineTail } from './line-tail.ts';

export interface ProgramOptions {
  readonly clock: Clock;
  readonly program: string;
  readonly args: readonly string[];
  /** Becomes the standard output. Default: nothing. */
  readonly output?: Socket;
  /** Written to the standard input, which is closed then. */
  readonly input?: string;
  /** Added to the environment, which is otherwise almost empty: the lane's own settings are none of the program's business. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Each line of the standard error, cut to 500 characters. */
  readonly onLine: (line: string) => void;
}

export interface RunningProgram {
  readonly pid: number | undefined;
  /** Resolves when it has ended; `not-found` when it could not be started. Never rejects. */
  readonly ended: Promise<'ended' | 'not-found'>;
  /** Asks it to end, makes it end 400 ms later; resolves when it has. */
  kill(): Promise<void>;
}

/** Part of util-linux, which every Debian has: has the kernel kill the program when its parent dies, however it dies. */
const SETPRIV = '/usr/bin/setpriv';
const TERM_GRACE_MS = 400;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function startProgram(options: ProgramOptions): RunningProgram {
  const { clock, program, args, output, input, environment, onLine } = options;
  const dying = existsSync(SETPRIV);
  const child: ChildProcess = spawn(
    dying ? SETPRIV : program,
    dying ? ['--pdeathsig', 'KILL', '--no-new-privs', '--', program, ...args] : [...args],
    {
      stdio: [input === undefined ? 'ignore' : 'pipe', output ?? 'ignore', 'pipe'],
      env: { PATH, LC_ALL: 'C', ...environment },
    },
  );
  const tail = lineTail(onLine);
  child.stderr?.on('data', tail);
  child.stdin?.on('error', () => undefined);
  if (input !== undefined) child.stdin?.end(input);
  let over = false;
  const ended = new Promise<'ended' | 'not-found'>((resolve) => {
    const end = (how: 'ended' | 'not-found') => {
      over = true;
      resolve(how);
    };
    child.once('error', () => end(child.pid === undefined ? 'not-found' : 'ended'));
    child.once('close', (code) => end(dying && code === COULD_NOT_EXECUTE ? 'not-found' : 'ended'));
  });
  return {
    pid: child.pid,
    ended,
    async kill() {
      if (!over) {
        child.kill('SIGTERM');
        const cancel = clock.after(TERM_GRACE_MS, () => child.kill('SIGKILL'));
        await ended;
        cancel();
      }
    },
  };
}

/** setpriv's exit code when there is no such program. */
const COULD_NOT_EXECUTE = 127;
