/** Judges facts by a set of rules on a day. Pure; facts are neither kept nor returned. */
import { judgeCondition, type TraceStep, type Truth } from './judge-condition.ts';
import type { Facts, Rule, RuleSet } from './rule-set.ts';

export interface RuleFinding {
  readonly rule: string;
  readonly version: number;
  readonly severity: Rule['severity'];
  readonly holds: Truth;
  readonly trace: readonly TraceStep[];
}

export interface RulesJudgement {
  /** `refer`: a rule asks for a person, or cannot be decided without more facts. */
  readonly channel: 'green' | 'red' | 'refer';
  /** The rules that hold or are not known. */
  readonly findings: readonly RuleFinding[];
}

/** @param today local date at the border, `YYYY-MM-DD` */
export function judgeRules({ rules }: RuleSet, facts: Facts, today: string): RulesJudgement {
  const findings: RuleFinding[] = [];
  let channel: RulesJudgement['channel'] = 'green';
  for (const rule of rules) {
    if (rule.from > today || (rule.until !== null && rule.until < today)) continue;
    const trace: TraceStep[] = [];
    const holds = judgeCondition(rule.when, facts, trace);
    if (holds === false) continue;
    findings.push({ rule: rule.id, version: rule.version, severity: rule.severity, holds, trace });
    if (rule.severity === 'note') continue;
    // Goods that are surely for customs are, whatever else is not known
    if (holds === true && rule.severity === 'red') channel = 'red';
    else if (channel === 'green') channel = 'refer';
  }
  return { channel, findings };
}
