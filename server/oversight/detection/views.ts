/** Findings and cases as the API shows them. */
import type { CaseView, ExceptionView, FindingView, RuleView } from './answers.ts';
import type { StoredCase } from './cases/case-table.ts';
import { type DecidedException, isInForce } from './exceptions/exception-table.ts';
import type { RuleRecord, StoredFinding } from './findings/finding-table.ts';
import { INVARIANT_IDS, type RuleId } from './rules/rule-ids.ts';

/** @param asker who may judge; `null` when the person's duties do not allow it */
export function findingView(finding: StoredFinding, asker: string | null): FindingView {
  const { site, score, expected, events, entity, ...rest } = finding;
  const isOwn = entity.kind === 'person' && entity.id === asker;
  return {
    ...rest,
    entity,
    site: site ?? null,
    score: score ?? null,
    expected: expected ?? null,
    events: events.map(({ at, kind, entry }) => ({ at, kind, entry: entry ?? null })),
    mayJudge: asker !== null && finding.judgedAt === null && !isOwn,
  };
}

export function caseView(one: StoredCase, asker: string | null): CaseView {
  const isOwn = one.entity.kind === 'person' && one.entity.id === asker;
  return { ...one, mayHandle: asker !== null && one.state !== 'closed' && !isOwn };
}

export function exceptionView(one: DecidedException, nowMs: number): ExceptionView {
  return { ...one, isInForce: isInForce(one, nowMs) };
}

const INVARIANTS: ReadonlySet<RuleId> = new Set(INVARIANT_IDS);

export function ruleView({ rule, found, judged, latestAt }: RuleRecord): RuleView {
  return {
    rule,
    basis: INVARIANTS.has(rule) ? 'invariant' : 'statistic',
    found,
    judged,
    precision: precisionOf(judged),
    latestAt,
  };
}

/** Share of `true` among the judged findings. Exercises say nothing about a rule in everyday operation. */
export function precisionOf(judged: RuleRecord['judged']): number | null {
  const counted = judged.true + judged['benign-explained'] + judged['rule-wrong'];
  return counted === 0 ? null : judged.true / counted;
}
