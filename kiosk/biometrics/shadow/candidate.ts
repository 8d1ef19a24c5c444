/** The lane's side of a candidate's process: starts it, hands it one traveller at a time, and ends it with everything that it holds. */
import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { codedError } from '../../../hardware/host/coded-error.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { offHeap } from '../../../hardware/host/off-heap.ts';
import { startSilently } from '../../../hardware/host/silent-process.ts';
import { channelEnd, type SealedChannel } from '../../../hardware/own-process/sealed-channel.ts';
import { openValue } from '../../../hardware/own-process/sealed-values.ts';
import type { NotJudgedReason } from '../../../server/contract/shadow-passage.ts';
import { type CandidateVerdict, type FromCandidate, PADDED_KEY_BYTES, type ToCandidate } from './candidate-messages.ts';

/** A traveller whom the candidate did not judge. */
export class NotJudged extends codedError<NotJudgedReason>('NotJudged') {
  constructor(code: NotJudgedReason) {
    super(code, `the candidate did not judge: ${code}`);
  }
}

export interface CandidateLimits {
  readonly loadingMs: number;
  /** One capture, or the comparison. A hung process is ended. */
  readonly callMs: number;
  /** Memory of the process. */
  readonly residentBytes: number;
  /** Wait before the process is started again; it doubles with each process that ended by its own fault, up to `restartMostMs`. */
  readonly restartMs: number;
  readonly restartMostMs: number;
}

export const CANDIDATE_LIMITS: CandidateLimits = {
  loadingMs: 300_000,
  callMs: 30_000,
  residentBytes: 1_610_612_736,
  restartMs: 1_000,
  restartMostMs: 600_000,
};
const WATCH_MEMORY_MS = 200;

export interface CandidateOptions {
  /** The released file and its SHA-256. */
  readonly file: string;
  readonly digest: string;
  /** The program of the process. */
  readonly entry: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly limits?: CandidateLimits;
  /** The process has loaded the candidate, at the start and after each restart. */
  readonly onReady?: () => void;
}

export interface Candidate {
  isReady(): boolean;
  /** Id of the process; `undefined` while none runs. */
  processId(): number | undefined;
  /**
   * Hands over a capture. Ciphertext and key are copied before it returns. The key exists in the process for as long as it decrypts.
   * Rejects with `NotJudged`.
   *
   * @param key of the capture; not kept and not wiped
   */
  take(as: 'reference' | 'probe', sealed: Uint8Array, key: Uint8Array): Promise<void>;
  /** Compares the probes with the reference. The process has wiped both when it resolves. Rejects with `NotJudged`. */
  compare(maximumFalseMatchRate: number): Promise<CandidateVerdict>;
  /** Ends the process with everything that it holds, before this returns; another is started. */
  abandon(): void;
  close(): Promise<void>;
}

interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  channel: SealedChannel | undefined;
  /** The call in progress, and the limit of loading or of the call. */
  settle: ((end: FromCandidate | NotJudged) => void) | undefined;
  cancelLimit: () => void;
  cancelWatch: () => void;
}

export function startCandidate(options: CandidateOptions): Candidate {
  const { file, digest, entry, clock, limits = CANDIDATE_LIMITS, onReady } = options;
  let running: Running | undefined;
  let faults = 0;
  let isClosed = false;
  let cancelRestart: () => void = () => undefined;
  let nextId = 1;
  const exits = new Set<Promise<void>>();

  const stop = (why: NotJudgedReason, isFault: boolean): void => {
    const ended = running;
    if (ended === undefined) return;
    running = undefined;
    ended.cancelLimit();
    ended.cancelWatch();
    ended.child.kill('SIGKILL');
    ended.settle?.(new NotJudged(why));
    if (isClosed) return;
    faults = isFault ? faults + 1 : faults;
    const waitMs = Math.min(limits.restartMostMs, limits.restartMs * 2 ** Math.max(0, Math.min(20, faults - 1)));
    cancelRestart = clock.after(isFault ? waitMs : 0, start);
  };

  const watchMemory = (one: Running): void => {
    one.cancelWatch = clock.after(WATCH_MEMORY_MS, () => {
      void residentBytes(one.child.pid).then((bytes) => {
        if (running !== one) return;
        if (bytes > limits.residentBytes) stop('memory', true);
        else watchMemory(one);
      });
    });
  };

  function start(): void {
    if (isClosed) return;
    const { child, exited } = startSilently(entry);
    exits.add(exited);
    const mine = channelEnd();
    const one: Running = {
      ...{ child, exited, channel: undefined, settle: undefined },
      cancelLimit: clock.after(limits.loadingMs, () => stop('not-loaded', true)),
      cancelWatch: () => undefined,
    };
    running = one;
    void exited.then(() => {
      exits.delete(exited);
      if (running === one) stop('failed', true);
    });
    child.on('message', (message: FromCandidate) => {
      if (running !== one) return;
      if (message.kind !== 'opened') return one.settle?.(message);
      if (message.publicKey === undefined) return stop('not-loaded', true);
      one.cancelLimit();
      one.channel = mine.agree(message.publicKey);
      onReady?.();
    });
    watchMemory(one);
    say(child, { kind: 'open', publicKey: mine.publicKey, file, digest });
  }

  const ask = (messageFor: (channel: SealedChannel, id: number) => ToCandidate): Promise<FromCandidate> =>
    new Promise((resolve, reject) => {
      const one = running;
      if (one?.channel === undefined) return reject(new NotJudged('not-loaded'));
      if (one.settle !== undefined) return reject(new NotJudged('no-capacity'));
      const id = nextId++;
      one.cancelLimit = clock.after(limits.callMs, () => stop('out-of-time', true));
      one.settle = (end) => {
        one.settle = undefined;
        one.cancelLimit();
        if (isAnswer(end, id)) resolve(end);
        else reject(end instanceof NotJudged ? end : new NotJudged('failed'));
      };
      say(one.child, messageFor(one.channel, id));
    });

  start();
  return {
    isReady: () => running?.channel !== undefined,
    processId: () => running?.child.pid,
    async take(as, sealed, key) {
      await ask((channel, id) => ({ kind: as, id, capture: sealed, key: channel.seal(padded(key)) }));
    },
    async compare(maximumFalseMatchRate) {
      const from = running;
      const answer = await ask((_channel, id) => ({ kind: 'compare', id, maximumFalseMatchRate }));
      const opened = answer.kind === 'judged' && from?.channel ? openValue(from.channel, answer.verdict) : undefined;
      if (!isVerdict(opened)) throw new NotJudged('failed');
      faults = 0;
      return opened;
    },
    abandon: () => stop('out-of-time', false),
    async close() {
      isClosed = true;
      cancelRestart();
      stop('interrupted', false);
      await Promise.all(exits);
    },
  };
}

function isAnswer(end: FromCandidate | NotJudged, id: number): end is FromCandidate {
  return !(end instanceof NotJudged) && end.kind !== 'failed' && end.kind !== 'opened' && end.id === id;
}

/** V8 copies buffers of up to 64 bytes without wiping them. */
function padded(key: Uint8Array): Uint8Array {
  const copy = offHeap(PADDED_KEY_BYTES);
  copy.set(key);
  return copy;
}

function isVerdict(value: unknown): value is CandidateVerdict {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'below-threshold') return true;
  return value.kind === 'match' && 'logLikelihoodRatio' in value && Number.isFinite(value.logLikelihoodRatio);
}

function say(child: ChildProcess, message: ToCandidate): void {
  // A process that is ending accepts no messages; its exit is handled separately
  if (child.connected) child.send(message, () => undefined);
}

const PAGE_BYTES = 4_096;

/** 0 where the system has no such file, or the process has ended. */
async function residentBytes(pid: number | undefined): Promise<number> {
  try {
    const [, pages = '0'] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
