/**
 * Proves to the server how this machine was started: with each new certificate, and every quarter of an hour. It is not a fault of the lane
 * when the server does not ask, or when the element cannot prove it.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { Attestation } from '../../../hardware/secure-element/attestation.ts';
import { QUOTE_INTERVAL_MS } from '../../../server/contract/attestation.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { StartProofState } from '../../platform/base/vocabulary.ts';
import { backoffMs } from '../uplink/backoff.ts';
import { bindKey } from './bind-key.ts';
import { sendQuote } from './send-quote.ts';
import type { AttestationAsker } from './attestation-asker.ts';

export interface StartProofOptions extends AttestationAsker {
  readonly attestation: Attestation;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: LogEvent;
  /** Serial of the certificate for connections, lower-case hex; `undefined` without one. */
  readonly certificate: () => string | undefined;
  /** Digest of the installed files; `undefined` in a source tree. */
  readonly release: () => string | undefined;
}

export interface StartProof {
  close(): Promise<void>;
}

/** How soon a new certificate or a new measurement of the files is noticed, ms. */
const LOOK_EVERY_MS = 2_000;

export function proveStart(options: StartProofOptions): StartProof {
  const { clock, random, log, certificate, release } = options;
  const stop = new AbortController();
  let state: StartProofState | undefined;
  let failures = 0;
  let nextAt = clock.monotonicMs();
  /** The contents of the last quote. */
  let proved: { readonly certificate: string; readonly release: string | undefined } | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let cancel: () => void = () => undefined;

  const become = (next: StartProofState): void => {
    if (next !== state) log({ event: 'start-proof', state: next });
    state = next;
  };
  const isDue = (serial: string): boolean =>
    clock.monotonicMs() >= nextAt ||
    (proved !== undefined && (proved.certificate !== serial || proved.release !== release()));

  const look = async (): Promise<void> => {
    const serial = certificate();
    if (serial === undefined || !isDue(serial)) return;
    const about = { certificate: serial, release: release() };
    const isInUse = (): boolean => certificate() === serial;
    const outcome = await attempt({ ...options, ...about, isInUse }, stop.signal);
    if (stop.signal.aborted || outcome === 'outdated') return;
    become(outcome);
    const isSettled = outcome === 'proved' || outcome === 'not-approved' || outcome === 'not-asked';
    proved = isSettled ? about : undefined;
    failures = isSettled ? 0 : failures + 1;
    nextAt = clock.monotonicMs() + (isSettled ? QUOTE_INTERVAL_MS : backoffMs(failures, random()));
  };
  const again = (): void => {
    if (stop.signal.aborted) return;
    cancel = clock.after(LOOK_EVERY_MS, () => {
      underWay = look().finally(again);
    });
  };
  underWay = look().finally(again);

  return {
    async close() {
      stop.abort();
      cancel();
      await underWay;
    },
  };
}

interface Attempt extends AttestationAsker {
  readonly attestation: Attestation;
  readonly certificate: string;
  readonly release: string | undefined;
  readonly isInUse: () => boolean;
}

/** One quote; where the server does not have the attestation key yet, the key first. `outdated`: the certificate was replaced during the attempt. */
async function attempt(parts: Attempt, signal: AbortSignal): Promise<StartProofState | 'outdated'> {
  try {
    const first = await sendQuote(parts, signal);
    if (!isWithoutKey(first)) return stateOf(first);
    const bound = await bindKey(parts, signal);
    return stateOf(bound.kind === 'done' ? await sendQuote(parts, signal) : bound);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return 'element-failed';
  }
}

type Attempted = Awaited<ReturnType<typeof sendQuote>>;

/** A lane that lost the file of its attestation key has made another key, whose quotes are refused. */
function isWithoutKey(outcome: Attempted): boolean {
  if (outcome.kind !== 'refused') return false;
  return outcome.code === 'attestation-key-unknown' || outcome.code === 'quote-refused';
}

function stateOf(outcome: Attempted): StartProofState | 'outdated' {
  switch (outcome.kind) {
    case 'outdated':
      return 'outdated';
    case 'done':
      return outcome.start === 'not-approved' ? 'not-approved' : 'proved';
    case 'refused':
      return outcome.code === 'not-found' ? 'not-asked' : 'refused';
    case 'unreachable':
      return 'unreachable';
  }
}
