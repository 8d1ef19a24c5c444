/** Compares the findings of a rule in two histories. Pure. */
import type { Finding } from '../engine/finding.ts';
import { type Entity, entityKey } from '../rules/entity.ts';
import type { StatisticId } from '../rules/rule-ids.ts';
import { MAX_LOST, TRIAL_DAYS } from './vocabulary.ts';

const DAY_MS = 86_400_000;
/** A change of the limit moves a finding by hours at most, or removes it. */
const SAME_WITHIN_MS = DAY_MS;

type Found = Pick<Finding, 'rule' | 'entity' | 'at'>;

/** A finding that people have judged as right. */
export interface Confirmed {
  readonly id: string;
  readonly entity: Entity;
  readonly at: number;
}

export interface Comparison {
  /** The first day of the shown ones, Unix ms. */
  readonly from: number;
  /** Findings of each day, of this rule. */
  readonly days: readonly { readonly before: number; readonly after: number }[];
  /** Findings of all other rules in the shown days: fewer of one rule leave room for others. */
  readonly others: { readonly before: number; readonly after: number };
  readonly confirmed: number;
  /** Confirmed findings that only the history without the change has, the latest first; at most 50. */
  readonly lost: readonly Confirmed[];
  readonly lostCount: number;
  /** Confirmed findings that neither history has. */
  readonly notRepeated: number;
}

export function compareHistories(
  rule: StatisticId,
  { before, after }: { readonly before: readonly Found[]; readonly after: readonly Found[] },
  confirmed: readonly Confirmed[],
  nowMs: number,
): Comparison {
  const from = (Math.floor(nowMs / DAY_MS) - TRIAL_DAYS + 1) * DAY_MS;
  const shown = (found: readonly Found[]) => found.filter(({ at }) => at >= from);
  const ofDay = (found: readonly Found[], day: number) =>
    found.filter((one) => one.rule === rule && Math.floor((one.at - from) / DAY_MS) === day).length;
  const others = (found: readonly Found[]) => shown(found).filter((one) => one.rule !== rule).length;
  const has = (found: readonly Found[], { entity, at }: Confirmed) =>
    found.some(
      (one) =>
        one.rule === rule && entityKey(one.entity) === entityKey(entity) && Math.abs(one.at - at) <= SAME_WITHIN_MS,
    );
  const wanted = confirmed.filter(({ at }) => at >= from);
  const lost = wanted.filter((one) => has(before, one) && !has(after, one));
  return {
    from,
    days: Array.from({ length: TRIAL_DAYS }, (_, day) => ({
      before: ofDay(shown(before), day),
      after: ofDay(shown(after), day),
    })),
    others: { before: others(before), after: others(after) },
    confirmed: wanted.length,
    lost: lost.toSorted((one, other) => other.at - one.at).slice(0, MAX_LOST),
    lostCount: lost.length,
    notRepeated: wanted.filter((one) => !has(before, one)).length,
  };
}
