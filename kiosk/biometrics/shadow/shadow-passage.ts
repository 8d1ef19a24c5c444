/**
 * Lets a candidate judge the frames of each comparison again, once the gate has moved or the captures are stored for an officer. It changes
 * neither: the captures end when they end, and with them what the candidate holds. Only counts remain.
 */
import type { FaceAnalysis } from '../face/analysis.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { LaneShadow, NotJudgedReason } from '../../../server/contract/shadow-passage.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { SealedCapture, Vault } from '../../vault/captures/vault.ts';
import { type Candidate, NotJudged } from './candidate.ts';
import { type HandOver, handOverFromMemory, handOverStored } from './hand-over.ts';
import { rememberComparisons, type Subject } from './remember-comparisons.ts';
import { type Counted, createPassageCounts, reportOf } from './count-passages.ts';
import type { ShadowOutcome } from './kept-counts.ts';

/** The moments of a traveller that the lane announces. All return at once and never throw. */
export interface ShadowMoments {
  /** The gate has moved for the traveller, whose captures are still in memory. */
  passed(transactionId: TransactionId): void;
  /** The captures are stored for an officer. */
  kept(transactionId: TransactionId): void;
  /** The keys of the captures in memory are destroyed next. */
  ended(transactionId: TransactionId): void;
}

/** The candidate in use, with its counts. */
export interface Contender extends Counted {
  readonly candidate: Candidate;
}

export interface ShadowPassageOptions {
  readonly vault: Pick<Vault, 'keyMemory' | 'lendKeptKeys'>;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** `undefined`: there is no candidate. */
  readonly contender: () => Contender | undefined;
  /** Whether the lane has the time and memory for a second judgement now. */
  readonly hasCapacity: () => boolean;
  /** The candidate's time for one traveller, ms. */
  readonly onTook: (milliseconds: number) => void;
  /** A count could not be written. */
  readonly onError: (error: unknown) => void;
}

export interface ShadowPassage extends ShadowMoments {
  /** The analysis, whose comparisons are remembered until the traveller ends. */
  watch(analysis: FaceAnalysis): FaceAnalysis;
  /** `undefined` before the first batch. */
  report(): LaneShadow | undefined;
  /** Calls the listener when a batch is complete. */
  onBatch(listener: () => void): void;
  /** Resolves when no traveller is being judged or counted. */
  settled(): Promise<void>;
}

interface Job {
  readonly transactionId: TransactionId;
  readonly contender: Contender;
  /** The traveller's keys are in memory and end with the passage; otherwise the captures are stored. */
  readonly endsWithPassage: boolean;
}

export function createShadowPassage(options: ShadowPassageOptions): ShadowPassage {
  const { vault, clock, contender, hasCapacity, onTook, onError } = options;
  const { count, onBatch, settled } = createPassageCounts(onError);
  const memory = rememberComparisons(() => contender() !== undefined);
  let job: Job | undefined;

  const judge = (
    { transactionId, portrait: reference, frames, maximumFalseMatchRate, comparison }: Subject,
    endsWithPassage: boolean,
    handOver: HandOver,
  ): void => {
    const one = contender();
    if (one === undefined) return;
    const hindrance = hindranceOf(one, reference);
    if (hindrance !== undefined || reference === undefined) {
      count(one, Promise.resolve({ kind: 'not-judged', why: hindrance ?? 'other-reference' }));
      return;
    }
    const own: Job = { transactionId, contender: one, endsWithPassage };
    job = own;
    const began = clock.monotonicMs();
    const judged = handOver(one.candidate, reference, frames)
      .then(async (): Promise<ShadowOutcome> => {
        const candidate = await one.candidate.compare(maximumFalseMatchRate);
        onTook(clock.monotonicMs() - began);
        return { kind: 'judged', current: comparison, candidate };
      })
      .catch((error: unknown): ShadowOutcome => {
        const isDone = job !== own;
        // After any failure on the way, no data of the traveller stays in the process
        if (!isDone) one.candidate.abandon();
        return { kind: 'not-judged', why: error instanceof NotJudged ? error.code : 'failed' };
      })
      .finally(() => {
        if (job === own) job = undefined;
      });
    count(one, judged);
  };

  const hindranceOf = ({ candidate }: Contender, reference: SealedCapture | undefined): NotJudgedReason | undefined => {
    if (reference === undefined) return 'other-reference';
    if (job !== undefined || !hasCapacity()) return 'no-capacity';
    return candidate.isReady() ? undefined : 'not-loaded';
  };

  return {
    watch: memory.watch,
    passed(transactionId) {
      const taken = memory.take(transactionId);
      if (taken !== undefined) judge(taken, true, handOverFromMemory(vault));
    },
    kept(transactionId) {
      const taken = memory.take(transactionId);
      if (taken !== undefined) judge(taken, false, handOverStored(vault, transactionId));
    },
    ended(transactionId) {
      const ended = job;
      if (ended?.transactionId === transactionId && ended.endsWithPassage) {
        job = undefined;
        ended.contender.candidate.abandon();
      }
      const missed = memory.take(transactionId);
      const one = contender();
      if (missed !== undefined && one !== undefined) {
        const why = missed.portrait === undefined ? 'other-reference' : 'out-of-time';
        count(one, Promise.resolve({ kind: 'not-judged', why }));
      }
      memory.forget(transactionId);
    },
    report() {
      const one = contender();
      return one && reportOf(one);
    },
    onBatch,
    settled,
  };
}
