/** Whether the server takes a set of selection rules that two people have signed into use. Pure. */
import {
  conditionDigest,
  readSelection,
  type SelectionRule,
  type SelectionSet,
  TRIAL_DAYS,
} from '../../../contract/rules/selection-set.ts';
import type { SelectionRefusal } from './vocabulary.ts';

const DAY_MS = 86_400_000;

/** A set that was in use; `null`: none was. */
export interface EarlierSet {
  readonly set: SelectionSet | null;
  readonly takenAt: number;
}

export type SetJudgement =
  | {
      readonly kind: 'taken';
      readonly set: SelectionSet;
      /** Ids of the rules in force that state a reason to skip the trial. */
      readonly urgent: readonly string[];
    }
  | { readonly kind: 'refused'; readonly code: SelectionRefusal };

/** @param earlier the sets that were in use here, from the earliest */
export function judgeSet(
  bytes: Uint8Array,
  earlier: readonly EarlierSet[],
  { jurisdiction, nowMs }: { readonly jurisdiction: string; readonly nowMs: number },
): SetJudgement {
  const read = readSelection(bytes);
  if (read.kind === 'refused') return { kind: 'refused', code: read.code };
  const { set } = read;
  if (set.jurisdiction !== jurisdiction) return { kind: 'refused', code: 'jurisdiction' };
  if (set.until < dayOf(nowMs)) return { kind: 'refused', code: 'expired' };
  const before = earlier.at(-1)?.set ?? undefined;
  const needed = Math.max(set.trialDays ?? TRIAL_DAYS, before?.trialDays ?? (before === undefined ? 0 : TRIAL_DAYS));
  const inForce = set.rules.filter(({ state }) => state === 'in-force');
  const isTried = (rule: SelectionRule): boolean =>
    wasInForce(rule, before) || trialMs(rule, earlier, nowMs) >= needed * DAY_MS;
  if (inForce.some((rule) => rule.urgency === undefined && !isTried(rule)))
    return { kind: 'refused', code: 'not-tried' };
  return { kind: 'taken', set, urgent: inForce.flatMap(({ id, urgency }) => (urgency === undefined ? [] : [id])) };
}

function wasInForce(rule: SelectionRule, before: SelectionSet | undefined): boolean {
  return before?.rules.some((one) => one.state === 'in-force' && isSame(one, rule)) === true;
}

/** For how long earlier sets had the rule, with the same condition, in trial. */
export function trialMs(rule: SelectionRule, earlier: readonly EarlierSet[], nowMs: number): number {
  return earlier.reduce((sum, { set, takenAt }, at) => {
    const until = earlier[at + 1]?.takenAt ?? nowMs;
    const inTrial = set?.rules.some((one) => one.state === 'trial' && isSame(one, rule)) === true;
    return inTrial ? sum + Math.max(0, until - takenAt) : sum;
  }, 0);
}

export function isSame(one: SelectionRule, other: SelectionRule): boolean {
  return one.id === other.id && conditionDigest(one) === conditionDigest(other);
}

const dayOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);
