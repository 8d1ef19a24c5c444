/**
 * What two people or an officer order about captures that are kept: held for longer, released again, kept for a shorter time, erased. Each is
 * done to all of a traveller's captures or to none, and a capture's key changes with its class: it is wrapped by an epoch key of the new one,
 * and the old wrapping is overwritten. Doing it twice, as after a stop, is doing it once.
 */
import type { Clock } from '../../hardware/clock/clock.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { CaptureStore, Hold, KeptTerms, StoredCapture } from './capture-store.ts';
import { KEPT_CLASSES, keyContextOf, type KeptClass } from './kept-class.ts';
import { isPastAnyLimit } from './kept-header.ts';
import type { EpochKeys } from './keys/epoch-keys.ts';
import { KeyError } from './keys/key-error.ts';
import type { AtVaultStep } from './vault-step.ts';

/** `captures`: how many it was done to. */
export type KeepingOutcome =
  | { readonly kind: 'done'; readonly captures: number }
  | {
      readonly kind: 'refused';
      readonly why: 'no-longer-kept' | 'already-held' | 'not-held' | 'under-hold' | 'limit-exceeded';
    };

export interface Keeping {
  /** What there is of a traveller on the disk, also what is overdue; `undefined` where there is nothing. */
  of(transactionId: TransactionId): Promise<{ readonly keptAs: KeptClass; readonly captures: number } | undefined>;
  /**
   * Keeps captures until `until`, wall ms, by the order of this digest. Refuses an end that is no later than they would be kept anyway. Rejects, as
   * the others do, with `KeyError` `unavailable` while the secure element is away; nothing has changed then.
   */
  hold(transactionId: TransactionId, until: number, by: string): Promise<KeepingOutcome>;
  /** Gives captures back the class and end that they had before. What would be over by now is left for the caller to erase. */
  release(transactionId: TransactionId): Promise<KeepingOutcome & { readonly overdue?: boolean }>;
  /** Keeps captures of a decided referral as `resolved`, until `eraseAt` at the latest, and never for longer than before. */
  resolve(transactionId: TransactionId, eraseAt: number): Promise<KeepingOutcome>;
  /**
   * Keeps captures of a traveller whom an officer let go as `after-doubt` until `eraseAt`: also for longer than before, so that an
   * officer who decides late leaves no less time for a second look.
   */
  keepAfterDoubt(transactionId: TransactionId, eraseAt: number): Promise<KeepingOutcome>;
  /** Erases a traveller's captures, also those under hold: who may is asked before. Needs no secure element. */
  erase(transactionId: TransactionId): Promise<number>;
}

export interface KeepingOptions {
  readonly clock: Clock;
  readonly epochKeys: EpochKeys;
  readonly store: CaptureStore;
  /** Runs something while no key is destroyed that it needs. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly destroyUnusedKeys: () => Promise<number>;
  readonly at?: AtVaultStep | undefined;
}

export function createKeeping({
  clock,
  epochKeys,
  store,
  inTurn,
  destroyUnusedKeys,
  at = () => undefined,
}: KeepingOptions): Keeping {
  const kept = async (transactionId: TransactionId): Promise<readonly StoredCapture[]> =>
    (await store.ofTransaction(transactionId)).filter(
      (capture) => capture.eraseAt > clock.wallMs() && !isPastAnyLimit(capture, clock.wallMs()),
    );

  /** Under an epoch key of their new class: all of them, before any of it is written. */
  async function change(
    captures: readonly StoredCapture[],
    keptAs: KeptClass,
    terms: (capture: StoredCapture) => { eraseAt: number; hold?: Hold },
  ): Promise<void> {
    await epochKeys.prepare(keptAs);
    at('new-class-ready');
    const changed: KeptTerms[] = [];
    for (const capture of captures) {
      const dataKey = await epochKeys.unwrap(capture.wrappedKey, keyContextOf(capture));
      try {
        const { captureId } = capture;
        const next = { captureId, keptAs, ...terms(capture) };
        const wrappedKey = epochKeys.wrap(keptAs, dataKey, keyContextOf(next));
        if (wrappedKey === undefined) throw new KeyError('unavailable', 'there is no epoch key of this class');
        changed.push({ ...next, wrappedKey });
        at('capture-rewrapped');
      } finally {
        dataKey.fill(0);
      }
    }
    await store.change(changed);
  }

  /** A referral's captures in the class that its decision gives them. */
  const decided = (
    transactionId: TransactionId,
    keptAs: 'resolved' | 'after-doubt',
    until: (capture: StoredCapture) => number,
  ): Promise<KeepingOutcome> =>
    inTurn(async () => {
      const captures = await kept(transactionId);
      if (captures.length === 0) return { kind: 'refused', why: 'no-longer-kept' };
      if (captures.some((capture) => capture.keptAs === 'legal-hold')) return { kind: 'refused', why: 'under-hold' };
      if (captures.every((capture) => capture.keptAs === keptAs)) return { kind: 'done', captures: captures.length };
      await change(captures, keptAs, (capture) => ({ eraseAt: until(capture) }));
      return { kind: 'done', captures: captures.length };
    });

  return {
    async of(transactionId) {
      const captures = await store.ofTransaction(transactionId);
      const held = captures.find(({ keptAs }) => keptAs === 'legal-hold');
      const keptAs = (held ?? captures[0])?.keptAs;
      return keptAs === undefined ? undefined : { keptAs, captures: captures.length };
    },

    hold: (transactionId, until, by) =>
      inTurn(async () => {
        const captures = await kept(transactionId);
        if (captures.length === 0) return { kind: 'refused', why: 'no-longer-kept' };
        if (captures.every(({ hold }) => hold?.by === by)) return { kind: 'done', captures: captures.length };
        if (captures.some(({ keptAs }) => keptAs === 'legal-hold')) return { kind: 'refused', why: 'already-held' };
        if (captures.some(({ eraseAt }) => until <= eraseAt)) return { kind: 'refused', why: 'limit-exceeded' };
        await change(captures, 'legal-hold', ({ keptAs, eraseAt }) => ({
          eraseAt: until,
          hold: { by, returnAs: keptAs, returnAt: eraseAt },
        }));
        return { kind: 'done', captures: captures.length };
      }),

    release: (transactionId) =>
      inTurn(async () => {
        const captures = await kept(transactionId);
        const held = captures.filter((capture) => capture.hold !== undefined);
        if (captures.length === 0) return { kind: 'refused', why: 'no-longer-kept' };
        if (held.length === 0) return { kind: 'refused', why: 'not-held' };
        const now = clock.wallMs();
        if (held.every(({ hold }) => (hold?.returnAt ?? 0) <= now))
          return { kind: 'done', captures: held.length, overdue: true };
        for (const keptAs of KEPT_CLASSES) {
          const returning = held.filter(({ hold }) => hold?.returnAs === keptAs);
          if (returning.length === 0) continue;
          await change(returning, keptAs, ({ hold, eraseAt }) => ({ eraseAt: hold?.returnAt ?? eraseAt }));
        }
        return { kind: 'done', captures: held.length };
      }),

    resolve: (transactionId, eraseAt) =>
      decided(transactionId, 'resolved', (capture) => Math.min(capture.eraseAt, eraseAt)),
    keepAfterDoubt: (transactionId, eraseAt) => decided(transactionId, 'after-doubt', () => eraseAt),

    async erase(transactionId) {
      const erased = await inTurn(() => store.eraseTransaction(transactionId));
      await destroyUnusedKeys();
      at('erase-done');
      return erased;
    },
  };
}
