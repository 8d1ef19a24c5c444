/** Starts the reader process, exchanges messages with it and ends it. */
import { type ChildProcess, fork } from 'node:child_process';
import { type ReaderAnswer, readerAnswerSchema, type ReaderRequest } from './reader-messages.ts';
import { engineFlags } from '../../host/engine-flags.ts';

export interface ReaderProcess {
  /** Undefined once it has ended. */
  readonly pid: number | undefined;
  send(request: ReaderRequest): void;
  /** Receives each answer until `kill`. `nonsense`: an invalid answer. `ended`: the process ended, for any reason. */
  onAnswer(listener: (answer: ReaderAnswer | { readonly kind: 'nonsense' } | { readonly kind: 'ended' }) => void): void;
  /** Kills the process at once; no further answer is delivered. Resolves when it has ended. */
  kill(): Promise<void>;
}

export interface ReaderProgram {
  /** The compiled program. */
  readonly entry: URL;
  /** Default: this process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export const READER_PROGRAM: ReaderProgram = { entry: new URL('./reader-main.js', import.meta.url) };

export function startReaderProcess({ entry, environment }: ReaderProgram): ReaderProcess {
  const child: ChildProcess = fork(entry, [], {
    serialization: 'advanced',
    // Output of the libraries does not belong in the kiosk's log.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [...engineFlags()],
    ...(environment !== undefined && { env: { ...environment } }),
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => {
      if (child.pid === undefined) resolve();
    });
  });
  let listening = true;
  return {
    get pid() {
      return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
    },
    send(request) {
      if (child.connected) child.send(request, () => undefined);
    },
    onAnswer(listener) {
      child.on('message', (message: unknown) => {
        if (!listening) return wipeWhateverCame(message);
        const parsed = readerAnswerSchema.safeParse(message);
        if (!parsed.success) wipeWhateverCame(message);
        listener(parsed.success ? parsed.data : { kind: 'nonsense' });
      });
      void gone.then(() => {
        if (listening) listener({ kind: 'ended' });
      });
    },
    async kill() {
      listening = false;
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** An answer without a receiver may still contain an image. */
function wipeWhateverCame(message: unknown): void {
  if (typeof message !== 'object' || message === null) return;
  for (const value of Object.values(message)) if (value instanceof Uint8Array) value.fill(0);
}
