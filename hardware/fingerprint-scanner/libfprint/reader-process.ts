/** The kiosk's end of the reader process: starting it, talking to it, ending it. */
import { type ChildProcess, fork } from 'node:child_process';
import { type ReaderAnswer, readerAnswerSchema, type ReaderRequest } from './reader-messages.ts';
import { engineFlags } from '../../engine-flags.ts';

export interface ReaderProcess {
  /** Undefined once it has ended. */
  readonly pid: number | undefined;
  send(request: ReaderRequest): void;
  /** Hears each answer until `kill`. `nonsense`: something that is no answer. `ended`: the process is gone, for whatever reason. */
  onAnswer(listener: (answer: ReaderAnswer | { readonly kind: 'nonsense' } | { readonly kind: 'ended' }) => void): void;
  /** Ends the process at once; nothing is heard of it any more. Resolves when it is gone. */
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
    // Libraries print what they like; nothing of it belongs in the kiosk's log.
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

/** What nobody takes may be an image all the same. */
function wipeWhateverCame(message: unknown): void {
  if (typeof message !== 'object' || message === null) return;
  for (const value of Object.values(message)) if (value instanceof Uint8Array) value.fill(0);
}
