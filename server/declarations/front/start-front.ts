/** The server's side of the front: starts it, answers its calls, and starts it again when it ends. */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../base/events.ts';
import { childFront, type FrontLink, serviceFront } from './front-link.ts';
import type { Caller, CallName, Calls, FrontFault, FrontSettings, FromFront, RequestNote } from './messages.ts';

const RESTART_AFTER_MS = 1_000;
/** Requests that run when the server stops have this long to end. */
const DRAIN_MS = 3_000;
/** A front that does not answer is given up. */
const OPENS_WITHIN_MS = 120_000;

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
  /** Socket of a front that the service manager starts; `undefined`: a child process of the server. */
  readonly socket: string | undefined;
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
  /** Id of the child process; `undefined` while it is started again, and for a service. */
  processId(): number | undefined;
  close(): Promise<void>;
}

/** Rejects with `FrontError`. */
export async function startFront(parts: FrontParts): Promise<Front> {
  const { clock, events } = parts;
  let closing = false;
  let cancel = (): void => undefined;
  const first = await startOnce(parts, parts.settings());
  let running: FrontLink | undefined = first.link;
  // The port stays the same, so that traders find the front again
  const again = (): void => {
    startOnce(parts, { ...parts.settings(), port: first.port }).then(
      ({ link }) => {
        running = link;
        if (closing) link.kill();
        follow(link);
      },
      (error: unknown) => {
        events.emit({ event: 'fault', where: 'declarations', error });
        if (!closing) cancel = clock.after(RESTART_AFTER_MS, again);
      },
    );
  };
  const follow = ({ ended }: FrontLink): void => {
    void ended.then(() => {
      running = undefined;
      if (!closing) cancel = clock.after(RESTART_AFTER_MS, again);
    });
  };
  follow(first.link);
  return {
    port: first.port,
    processId: () => running?.processId,
    async close() {
      closing = true;
      cancel();
      if (running === undefined) return;
      const link = running;
      link.say({ kind: 'close' });
      const cancelKill = clock.after(DRAIN_MS, () => link.kill());
      await link.ended;
      cancelKill();
    },
  };
}

function startOnce(
  parts: FrontParts,
  settings: FrontSettings,
): Promise<{ readonly link: FrontLink; readonly port: number }> {
  const link = parts.socket === undefined ? childFront() : serviceFront(parts.socket);
  return new Promise((resolve, reject) => {
    const cancel = parts.clock.after(OPENS_WITHIN_MS, () => link.kill());
    void link.ended.then(() => {
      cancel();
      reject(new FrontError('not-started', 'the process has ended'));
    });
    link.onMessage((message) => {
      switch (message.kind) {
        case 'listening':
          cancel();
          parts.onList({ number: message.number, digest: message.digest });
          parts.onRiskModel(message.hasRiskModel);
          resolve({ link, port: message.port });
          return;
        case 'failed':
          cancel();
          link.kill();
          reject(new FrontError(message.fault, message.why));
          return;
        case 'call':
          void answer(parts, message).then((answer) => link.say({ kind: 'answer', id: message.id, answer }));
          return;
        case 'note':
          parts.note(message);
          return;
      }
    });
    link.say({ kind: 'open', settings });
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
