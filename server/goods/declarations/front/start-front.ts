/** The server's side of the front: starts it, answers its calls, and starts it again when it ends. */
import { codedError } from '../../../../hardware/host/coded-error.ts';
import type { Clock } from '../../../../hardware/host/clock.ts';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import type { Events } from '../../../platform/base/events.ts';
import { childFront, type FrontLink, serviceFront } from './front-link.ts';
import type { Caller, CallName, Calls, FrontFault, FrontSettings, FromFront, RequestNote } from './messages.ts';

const RESTART_AFTER_MS = 1_000;
/** Requests that run when the server stops have this long to end. */
const DRAIN_MS = 3_000;
/** A front that does not open is given up. */
const OPENS_WITHIN_MS = 120_000;
/** By real time, which a declaration in work takes as well: the largest takes a second. After the first time the front counts as silent, after the second one it is ended. */
const BEAT = { everyMs: 1_000, silentMs: 5_000, endedMs: 20_000 };

export type Answerer = {
  readonly [N in CallName]: (caller: Caller, asked: Calls[N]['asked']) => Promise<Calls[N]['answer']>;
};

export class FrontError extends codedError<FrontFault>('FrontError') {
  constructor(code: FrontFault, why: string) {
    super(code, `the traders' API did not start: ${code} ${why}`);
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
  /** Called when a front that did not answer has been ended. */
  readonly onSilent: () => void;
  /** Called when the front has refused or displaced connections, at most every second. */
  readonly onConnectionsRefused: () => void;
}

export interface Front {
  readonly port: number;
  /** Id of the child process; `undefined` while it is started again, and for a service. */
  processId(): number | undefined;
  /** It runs, and has answered within the last seconds. */
  answers(): boolean;
  close(): Promise<void>;
}

/** Rejects with `FrontError`. */
export async function startFront(parts: FrontParts): Promise<Front> {
  const { clock, events } = parts;
  let closing = false;
  let cancel = (): void => undefined;
  const first = await startOnce(parts, parts.settings());
  let running: Started | undefined = first;
  let cancelBeat = (): void => undefined;
  const beat = (): void => {
    const silentMs = running === undefined ? 0 : backgroundClock.monotonicMs() - running.answeredMs();
    if (silentMs >= BEAT.endedMs) {
      events.emit({ event: 'part-silent', part: 'traders' });
      parts.onSilent();
      // The connection's end does not end a service that is blocked: its service manager does, by the watchdog
      running?.link.kill();
      running = undefined;
    }
    running?.link.say({ kind: 'beat' });
    cancelBeat = backgroundClock.after(BEAT.everyMs, beat);
  };
  beat();
  // The port stays the same, so that traders find the front again
  const again = (): void => {
    startOnce(parts, { ...parts.settings(), port: first.port }).then(
      (started) => {
        running = started;
        if (closing) started.link.kill();
        follow(started);
      },
      (error: unknown) => {
        events.emit({ event: 'fault', where: 'declarations', error });
        if (!closing) cancel = clock.after(RESTART_AFTER_MS, again);
      },
    );
  };
  const follow = ({ link }: Started): void => {
    void link.ended.then(() => {
      running = undefined;
      if (!closing) cancel = clock.after(RESTART_AFTER_MS, again);
    });
  };
  follow(first);
  return {
    port: first.port,
    processId: () => running?.link.processId,
    answers: () => running !== undefined && backgroundClock.monotonicMs() - running.answeredMs() < BEAT.silentMs,
    async close() {
      closing = true;
      cancel();
      cancelBeat();
      if (running === undefined) return;
      const { link } = running;
      link.say({ kind: 'close' });
      const cancelKill = clock.after(DRAIN_MS, () => link.kill());
      await link.ended;
      cancelKill();
    },
  };
}

interface Started {
  readonly link: FrontLink;
  readonly port: number;
  /** When the front last answered, monotonic. */
  readonly answeredMs: () => number;
}

function startOnce(parts: FrontParts, settings: FrontSettings): Promise<Started> {
  const link = parts.socket === undefined ? childFront() : serviceFront(parts.socket);
  return new Promise((resolve, reject) => {
    const cancel = parts.clock.after(OPENS_WITHIN_MS, () => link.kill());
    void link.ended.then(() => {
      cancel();
      reject(new FrontError('not-started', 'the process has ended'));
    });
    let answeredMs = backgroundClock.monotonicMs();
    link.onMessage((message) => {
      answeredMs = backgroundClock.monotonicMs();
      switch (message.kind) {
        case 'listening':
          cancel();
          parts.onList({ number: message.number, digest: message.digest });
          parts.onRiskModel(message.hasRiskModel);
          resolve({ link, port: message.port, answeredMs: () => answeredMs });
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
        case 'connections-refused':
          parts.onConnectionsRefused();
          return;
        case 'beat':
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
