/** A certificate that is asked for at once, renewed at half of its life, and asked for again and again while it cannot be had. */
import { type Clock, pause } from '../../hardware/clock/clock.ts';
import type { WireErrorCode } from '../../server/contract/wire-error.ts';
import { backoffMs } from '../uplink/backoff.ts';
import type { CertificateOutcome, HeldCertificate } from './request-certificate.ts';

export interface CertificateSource {
  /** What connections are made with now; `undefined` until there is one, and once it has run out or was taken back. */
  current(): HeldCertificate | undefined;
  /** Is told when another is to be used, or none. Returns how to hear no more. */
  onChange(listener: () => void): () => void;
}

export interface KeptCertificate extends CertificateSource {
  /** The server does not take it: asks for another now, unless that was done a minute ago. */
  renew(): void;
  /** It stands in the authority's list: uses it no more, and asks for another. */
  drop(): void;
  close(): Promise<void>;
}

export type CertificateState = 'held' | 'unreachable' | 'no-secure-element' | WireErrorCode;

export interface KeptCertificateOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** May reject: the secure element is away. */
  readonly request: (signal: AbortSignal) => Promise<CertificateOutcome>;
  readonly onState: (state: CertificateState) => void;
}

/** Timers stand still while the machine is suspended; the time since its start does not. */
const LOOK_EVERY_MS = 30_000;
const RENEW_AGAIN_MS = 60_000;
/** A tenth of a life either way, so that lanes that were started together do not ask together. */
const JITTER = 0.1;

export function keepCertificate({ clock, random, request, onState }: KeptCertificateOptions): KeptCertificate {
  const stop = new AbortController();
  const listeners = new Set<() => void>();
  let held: HeldCertificate | undefined;
  let renewAt = clock.sinceBootMs();
  let endsAt = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let state: CertificateState | undefined;
  let wakeUp: () => void = () => undefined;

  const become = (next: CertificateState): void => {
    if (next !== state) onState(next);
    state = next;
  };
  const use = (next: HeldCertificate | undefined): void => {
    held = next;
    for (const listener of listeners) listener();
  };
  const ask = async (): Promise<void> => {
    askedAt = clock.sinceBootMs();
    const outcome = await request(stop.signal).catch(() => ({ kind: 'no-secure-element' }) as const);
    if (stop.signal.aborted) return;
    if (outcome.kind === 'given') {
      failures = 0;
      const { lifetimeMs } = outcome.held;
      endsAt = askedAt + lifetimeMs;
      renewAt = askedAt + lifetimeMs * (0.5 + JITTER * (2 * random() - 1));
      use(outcome.held);
      become('held');
      return;
    }
    failures += 1;
    become(outcome.kind === 'refused' ? outcome.code : outcome.kind);
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      if (held !== undefined && clock.sinceBootMs() >= endsAt) use(undefined);
      if (clock.sinceBootMs() >= renewAt) await ask();
      const woken = new AbortController();
      wakeUp = () => woken.abort();
      const waitMs = failures > 0 ? backoffMs(failures, random()) : LOOK_EVERY_MS;
      await pause(clock, waitMs, AbortSignal.any([stop.signal, woken.signal]));
    }
  };
  const askSoon = (): void => {
    renewAt = clock.sinceBootMs();
    wakeUp();
  };

  const finished = run();
  return {
    current: () => held,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    renew() {
      if (clock.sinceBootMs() - askedAt >= RENEW_AGAIN_MS) askSoon();
    },
    drop() {
      if (held === undefined) return;
      use(undefined);
      askSoon();
    },
    async close() {
      stop.abort();
      await finished;
    },
  };
}
