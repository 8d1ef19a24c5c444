/**
 * A helper program of a camera: started without a shell, killed if it does not end, and killed by the kernel if this
 * process dies.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Clock } from '../host/clock.ts';
import { lineTail } from './line-tail.ts';

export interface ProgramOptions {
  readonly clock: Clock;
  readonly program: string;
  readonly args: readonly string[];
  /** Receives the standard output. Default: discarded. */
  readonly output?: Socket;
  /** Written to the standard input, which is then closed. */
  readonly input?: string;
  /** Added to the environment, which is otherwise almost empty so that the program cannot read the lane's settings. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Each line of the standard error, cut to 500 characters. */
  readonly onLine: (line: string) => void;
}

export interface RunningProgram {
  readonly pid: number | undefined;
  /** Resolves when the program has ended, to `not-found` when it could not be started. Never rejects. */
  readonly ended: Promise<'ended' | 'not-found'>;
  /** Sends SIGTERM, and SIGKILL after 400 ms. Resolves when the program has ended. */
  kill(): Promise<void>;
}

/** From util-linux, present on every Debian: makes the kernel kill the program when its parent dies for any reason. */
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

/** Exit code of setpriv when the program does not exist. */
const COULD_NOT_EXECUTE = 127;
