/** Adds up what travellers would have had under a policy, as shares that reveal no single traveller. Pure. */
import type { MatchReport } from '../../contract/report.ts';
import type { CheckName, ReasonCode } from '../../contract/vocabulary.ts';
import type { PolicyTrial, Share } from './answers.ts';
import { judgeTrial } from './judge-trial.ts';
import type { TrialPolicy } from './trial-policy.ts';

/** With fewer travellers there is no answer: a share of one per cent would be a handful of people. */
export const MIN_TRAVELLERS = 500;

export interface TrialCount {
  add(report: MatchReport): void;
  readonly travellers: number;
  result(): PolicyTrial['result'];
}

export function trialCount(policy: TrialPolicy): TrialCount {
  const before = { cleared: 0, referred: 0 };
  const after = { cleared: 0, referred: 0, 'not-known': 0 };
  const reasons = new Map<ReasonCode, number>();
  const unknown = new Map<CheckName, number>();
  let travellers = 0;
  return {
    add(report) {
      const tried = judgeTrial(report, policy);
      if (tried === undefined) return;
      travellers += 1;
      before[report.outcome === 'cleared' ? 'cleared' : 'referred'] += 1;
      after[tried.kind] += 1;
      if (tried.kind === 'referred') for (const reason of tried.reasons) addOne(reasons, reason);
      if (tried.kind === 'not-known') for (const check of tried.checks) addOne(unknown, check);
    },
    get travellers() {
      return travellers;
    },
    result() {
      if (travellers < MIN_TRAVELLERS) return { kind: 'too-few', needed: MIN_TRAVELLERS };
      const share = (count: number): Share => shareOf(count, travellers);
      return {
        kind: 'tried',
        travellers: Math.floor(travellers / 100) * 100,
        before: { cleared: share(before.cleared), referred: share(before.referred) },
        after: { cleared: share(after.cleared), referred: share(after.referred), notKnown: share(after['not-known']) },
        reasons: descending(reasons)
          .map(([reason, count]) => ({ reason, share: share(count) }))
          .filter(isShown),
        notKnown: descending(unknown)
          .map(([check, count]) => ({ check, share: share(count) }))
          .filter(isShown),
      };
    },
  };
}

/** That something occurred at all would be an answer about few travellers too. */
function isShown({ share }: { readonly share: Share }): boolean {
  return share !== 'below-one';
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function descending<Key>(counts: ReadonlyMap<Key, number>): [Key, number][] {
  return [...counts].sort(([, a], [, b]) => b - a);
}

/**
 * Whole per cent, so that leaving one traveller out rarely shows. None and few look the same: otherwise a policy that serves one minute and
 * one nationality would answer whether one traveller passed.
 */
function shareOf(count: number, of: number): Share {
  return 100 * count < of ? 'below-one' : Math.round((100 * count) / of);
}
