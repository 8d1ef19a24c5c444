/** The effect of selection rules in a period, from counts of declarations. Pure. */
import { isOnDay, type SelectionRule, type SelectionSet } from '../../../contract/rules/selection-set.ts';
import { type Share, shareOf } from './audit.ts';
import { type EarlierSet, isSame, trialMs } from './take-set.ts';
import { type ControlOutcome, type ControlRoute, isLess, type MadeControl } from './vocabulary.ts';

const DAY_MS = 86_400_000;

/** Declarations of one day for which the same rules held, with the same control and result. */
export interface RuleCount {
  /** Days since 1970, UTC. */
  readonly day: number;
  readonly set: number;
  readonly held: readonly string[];
  readonly trial: readonly string[];
  readonly otherwise: boolean;
  /** In the queue for any reason. */
  readonly isQueued: boolean;
  readonly route: ControlRoute | null;
  /** `null` without a result. */
  readonly result: { readonly made: MadeControl; readonly outcome: ControlOutcome } | null;
  readonly count: number;
}

/** A set that was in use here, in its order. */
export interface UsedSet extends EarlierSet {
  /** Version of the target. */
  readonly version: number | null;
  /** Accepted declarations of each day of the period that were received while it was in use. */
  readonly declared: ReadonlyMap<number, number>;
}

export interface RuleEffect {
  readonly rule: SelectionRule;
  /** Whole days for which this condition was in trial. */
  readonly trialDays: number;
  /** Declarations for which it held, among those that were judged by it. */
  readonly hits: Share;
  /** Hits that channel, risk model, draw or, of a rule in trial, other rules select as well. */
  readonly already: number;
  /** Hits that the rule alone brought into the queue; of a rule in trial, would have brought. */
  readonly added: number;
  /** Frauds among the hits whose control can show a fraud. */
  readonly frauds: Share;
  readonly days: readonly { readonly day: string; readonly judged: number; readonly hits: number }[];
}

/** @param sets that were in use, from the earliest */
export function ruleEffects(
  set: SelectionSet,
  {
    sets,
    counts,
    nowMs,
  }: {
    readonly sets: readonly UsedSet[];
    readonly counts: readonly RuleCount[];
    readonly nowMs: number;
  },
): RuleEffect[] {
  return set.rules.map((rule) => {
    const versions = versionsWith(rule, sets);
    const hits = counts.filter(
      (one) => versions.has(one.set) && (one.held.includes(rule.id) || one.trial.includes(rule.id)),
    );
    const days = daysWith(rule, sets).map(({ day, judged }) => {
      const found = sum(hits.filter((one) => one.day === day));
      return { day: dayName(day), judged: Math.max(judged, found), hits: found };
    });
    const isAlready = (one: RuleCount): boolean => (one.trial.includes(rule.id) ? one.isQueued : one.otherwise);
    const inspected = hits.filter(isInspected);
    const found = sum(hits);
    return {
      rule,
      trialDays: Math.floor(trialMs(rule, sets, nowMs) / DAY_MS),
      hits: shareOf(
        found,
        Math.max(
          found,
          days.reduce((all, { judged }) => all + judged, 0),
        ),
      ),
      already: sum(hits.filter(isAlready)),
      added: sum(hits.filter((one) => !isAlready(one))),
      frauds: shareOf(sum(inspected.filter(({ result }) => result?.outcome === 'fraud')), sum(inspected)),
      days,
    };
  });
}

/** As the audit counts: a waived control gives no information about the goods, nor does a lesser one that found nothing. */
function isInspected({ result, route }: RuleCount): boolean {
  if (result === null || route === null || result.outcome === 'waived') return false;
  return result.outcome === 'fraud' || !isLess(result.made, route);
}

function versionsWith(rule: SelectionRule, sets: readonly UsedSet[]): ReadonlySet<number> {
  const found = sets.filter(({ set }) => set?.rules.some((one) => isSame(one, rule)) === true);
  return new Set(found.flatMap(({ version }) => (version === null ? [] : [version])));
}

/** Days on which a set in use had the rule and both were valid, with the declarations of the day that were received in that time. */
function daysWith(rule: SelectionRule, sets: readonly UsedSet[]): { readonly day: number; readonly judged: number }[] {
  const judged = new Map<number, number>();
  for (const { set, declared } of sets) {
    const same = set?.rules.find((one) => isSame(one, rule));
    if (set === null || same === undefined) continue;
    for (const [day, count] of declared) {
      if (isOnDay(set, same, dayName(day))) judged.set(day, (judged.get(day) ?? 0) + count);
    }
  }
  return [...judged].sort(([one], [other]) => one - other).map(([day, count]) => ({ day, judged: count }));
}

const dayName = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const sum = (some: readonly RuleCount[]): number => some.reduce((all, { count }) => all + count, 0);
