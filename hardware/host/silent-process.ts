import { type ChildProcess, fork } from 'node:child_process';
import { engineFlags } from './engine-flags.ts';

export interface SilentProcess {
  readonly child: ChildProcess;
  /** Resolves when the process has ended, or could not be started. */
  readonly exited: Promise<void>;
}

export interface SilentProcessOptions {
  /** Flags of the engine; by default those of this process. */
  readonly flags?: readonly string[];
  /** Replaces the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs a program of this project in a separate process, with a channel for messages and without output. */
export function startSilently(
  entry: string,
  { flags = engineFlags(), environment }: SilentProcessOptions = {},
): SilentProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [...flags],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...(environment !== undefined && { env: environment }),
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  return { child, exited };
}
