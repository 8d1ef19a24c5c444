/**
 * Executes orders about stored captures: hold, release, shorter retention, erasure. Each applies to all of a traveller's
 * captures or to none. A change of class wraps each key by an epoch key of the new class and overwrites the old wrapping.
 * All operations are idempotent.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { CaptureStore, Hold, KeptTerms, StoredCapture } from './capture-store.ts';
import { KEPT_CLASSES, keyContextOf, type KeptClass } from './kept-class.ts';
import { isPastAnyLimit } from './kept-header.ts';
import type { EpochKeys } from './keys/epoch-keys.ts';
import { KeyError } from './keys/key-error.ts';
import type { AtVaultStep } from './vault-step.ts';

/** `captures`: number of captures affected. */
export type KeepingOutcome =
  | { readonly kind: 'done'; readonly captures: number }
  | {
      readonly kind: 'refused';
      readonly why: 'no-longer-kept' | 'already-held' | 'not-held' | 'under-hold' | 'limit-exceeded';
    };

export interface Keeping {
  /** A traveller's captures on the disk, including overdue ones; `undefined` when there are none. */
  of(transactionId: TransactionId): Promise<{ readonly keptAs: KeptClass; readonly captures: number } | undefined>;
  /**
   * Holds captures until `until`, wall ms, by the order with this digest. Refuses an end that is not later than the current
   * one. Rejects with `KeyError` `unavailable` when the secure element is lost, like the operations below; nothing has
   * changed then.
   */
  hold(transactionId: TransactionId, until: number, by: string): Promise<KeepingOutcome>;
  /** Restores the former class and end of captures. The caller erases those that are overdue by then. */
  release(transactionId: TransactionId): Promise<KeepingOutcome & { readonly overdue?: boolean }>;
  /**
   * Moves captures of a decided referral to the class `resolved`, until `eraseAt` at the latest and never longer than
   * before.
   */
  resolve(transactionId: TransactionId, eraseAt: number): Promise<KeepingOutcome>;
  /**
   * Moves captures of a traveller whom an officer cleared to the class `after-doubt` until `eraseAt`, which may be later
   * than before: a late decision must not shorten the time for a second opinion.
   */
  keepAfterDoubt(transactionId: TransactionId, eraseAt: number): Promise<KeepingOutcome>;
  /** Erases a traveller's captures, including those under hold; the caller checks permission. Needs no secure element. */
  erase(transactionId: TransactionId): Promise<number>;
}

export interface KeepingOptions {
  readonly clock: Clock;
  readonly epochKeys: EpochKeys;
  readonly store: CaptureStore;
  /** Runs work while no key that it needs is destroyed. */
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

  const change = (captures: readonly StoredCapture[], keptAs: KeptClass, terms: TermsOf): Promise<void> =>
    changeTerms({ epochKeys, store, at }, captures, keptAs, terms);

  /** The captures of a referral with the class given by its decision. */
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

type TermsOf = (capture: StoredCapture) => { readonly eraseAt: number; readonly hold?: Hold };

/** Wraps all keys under an epoch key of the new class before any row is written. */
async function changeTerms(
  { epochKeys, store, at }: Pick<KeepingOptions, 'epochKeys' | 'store'> & { readonly at: AtVaultStep },
  captures: readonly StoredCapture[],
  keptAs: KeptClass,
  terms: TermsOf,
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
