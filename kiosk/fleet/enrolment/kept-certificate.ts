/**
 * A certificate that is requested at once, renewed at half of its lifetime, and requested repeatedly until it is issued.
 */
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import type { CertificateState } from '../../platform/base/vocabulary.ts';
import { backoffMs } from '../uplink/backoff.ts';
import type { CertificateOutcome, HeldCertificate } from './request-certificate.ts';

export interface CertificateSource {
  /** The current certificate for connections; `undefined` before the first, and after expiry or revocation. */
  current(): HeldCertificate | undefined;
  /** Called when the certificate changes or is dropped. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void;
}

export interface KeptCertificate extends CertificateSource {
  /** The server rejects the certificate: requests another now, at most once a minute. */
  renew(): void;
  /** The certificate is on the revocation list: stops using it and requests another. */
  drop(): void;
  close(): Promise<void>;
}

export interface KeptCertificateOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** May reject when the secure element is lost. */
  readonly request: (signal: AbortSignal) => Promise<CertificateOutcome>;
  readonly onState: (state: CertificateState) => void;
}

/** Polling interval, because timers stop while the machine is suspended; the time since boot does not. */
const LOOK_EVERY_MS = 30_000;
const RENEW_AGAIN_MS = 60_000;
/** The lane was enrolled without an address for evidence, which only an administrator changes. */
const NO_ADDRESS_AGAIN_MS = 600_000;
/** A tenth of the lifetime in either direction, so that lanes started together do not renew together. */
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
  const waitMs = (): number => {
    if (state === 'no-evidence-address') return NO_ADDRESS_AGAIN_MS;
    return failures > 0 ? backoffMs(failures, random()) : LOOK_EVERY_MS;
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      if (held !== undefined && clock.sinceBootMs() >= endsAt) use(undefined);
      if (clock.sinceBootMs() >= renewAt) await ask();
      const woken = new AbortController();
      wakeUp = () => woken.abort();
      await pause(clock, waitMs(), stop.signal, woken.signal);
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
