/** The server's side of the front: starts it, answers its calls, and starts it again when it ends. */
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../../hardware/host/clock.ts';
import { startSilently } from '../../../hardware/host/silent-process.ts';
import type { Events } from '../../base/events.ts';
import type {
  Caller,
  CallName,
  Calls,
  FrontFault,
  FrontSettings,
  FromFront,
  RequestNote,
  ToFront,
} from './messages.ts';

const ENTRY = fileURLToPath(new URL('./program.js', import.meta.url));
/**
 * The engine and the allocator overwrite freed memory, as those of a lane do. A young generation of this size (MB) holds all texts of a large
 * declaration until it is sealed: the old generation is not overwritten.
 */
const ENGINE_FLAGS = ['--clear-free-memory', '--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
const ALLOCATOR = { GLIBC_TUNABLES: 'glibc.malloc.perturb=90:glibc.malloc.tcache_count=0' };
const RESTART_AFTER_MS = 1_000;
/** Requests that run when the server stops have this long to end. */
const DRAIN_MS = 3_000;

export type Answerer = {
  readonly [N in CallName]: (caller: Caller, asked: Calls[N]['asked']) => Promise<Calls[N]['answer']>;
};

export class FrontError extends Error {
  override readonly name = 'FrontError';
  readonly code: FrontFault;

  constructor(code: FrontFault, why: string) {
    super(`the traders' API did not start: ${code} ${why}`);
    this.code = code;
  }
}

export interface FrontParts {
  readonly settings: () => FrontSettings;
  readonly answerer: Answerer;
  readonly clock: Clock;
  readonly events: Events;
  readonly note: (note: RequestNote) => void;
  /** Called with the list of offices in force. */
  readonly onList: (list: { readonly number: number; readonly digest: string }) => void;
  /** Called when a front has started. @param hasModel whether its risk model can be used */
  readonly onRiskModel: (hasModel: boolean) => void;
}

export interface Front {
  readonly port: number;
  /** Id of the process; `undefined` while it is started again. */
  processId(): number | undefined;
  close(): Promise<void>;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

/** Rejects with `FrontError`. */
export async function startFront(parts: FrontParts): Promise<Front> {
  const { clock, events } = parts;
  let closing = false;
  let cancel = (): void => undefined;
  const first = await startOnce(parts, parts.settings());
  let running: Running | undefined = first;
  // The port stays the same, so that traders find the front again
  const again = (): void => {
    startOnce(parts, { ...parts.settings(), port: first.port }).then(
      (started) => {
        running = started;
        if (closing) started.child.kill('SIGKILL');
        follow(started);
      },
      (error: unknown) => {
        events.emit({ event: 'fault', where: 'declarations', error });
        if (!closing) cancel = clock.after(RESTART_AFTER_MS, again);
      },
    );
  };
  const follow = ({ ended }: Running): void => {
    void ended.then(() => {
      running = undefined;
      if (!closing) cancel = clock.after(RESTART_AFTER_MS, again);
    });
  };
  follow(first);
  return {
    port: first.port,
    processId: () => running?.child.pid,
    async close() {
      closing = true;
      cancel();
      if (running === undefined) return;
      const { child, ended } = running;
      say(child, { kind: 'close' });
      const cancelKill = clock.after(DRAIN_MS, () => child.kill('SIGKILL'));
      await ended;
      cancelKill();
    },
  };
}

function startOnce(parts: FrontParts, settings: FrontSettings): Promise<Running & { readonly port: number }> {
  const { child, exited: ended } = startSilently(ENTRY, { flags: ENGINE_FLAGS, environment: ALLOCATOR });
  return new Promise((resolve, reject) => {
    void ended.then(() => reject(new FrontError('not-started', 'the process has ended')));
    child.on('message', (message: FromFront) => {
      switch (message.kind) {
        case 'listening':
          parts.onList({ number: message.number, digest: message.digest });
          parts.onRiskModel(message.hasRiskModel);
          resolve({ child, ended, port: message.port });
          return;
        case 'failed':
          child.kill('SIGKILL');
          reject(new FrontError(message.fault, message.why));
          return;
        case 'call':
          void answer(parts, message).then((answer) => say(child, { kind: 'answer', id: message.id, answer }));
          return;
        case 'note':
          parts.note(message);
          return;
      }
    });
    say(child, { kind: 'open', settings });
  });
}

async function answer(
  { answerer, events }: FrontParts,
  { name, caller, asked }: Extract<FromFront, { kind: 'call' }>,
): Promise<Calls[CallName]['answer']> {
  try {
    const handle = answerer[name] as (caller: Caller, asked: unknown) => Promise<Calls[CallName]['answer']>;
    return await handle(caller, asked);
  } catch (error) {
    events.emit({ event: 'fault', where: 'declarations', error });
    return { kind: 'refused', code: 'unavailable', retryAfterS: 1 };
  }
}

function say(child: ChildProcess, message: ToFront): void {
  // If the message cannot be sent, the process has ended, which is handled separately
  if (child.connected) child.send(message, () => undefined);
}
