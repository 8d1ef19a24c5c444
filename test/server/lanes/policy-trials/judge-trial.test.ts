import { describe, expect, test } from 'vitest';
import type { MatchReport } from '../../../../server/contract/report.ts';
import type { CheckName } from '../../../../server/contract/vocabulary.ts';
import { MIN_TRAVELLERS, trialCount } from '../../../../server/lanes/policy-trials/count-trial.ts';
import { judgeTrial } from '../../../../server/lanes/policy-trials/judge-trial.ts';
import { trialRequestSchema, type TrialPolicy } from '../../../../server/lanes/policy-trials/trial-policy.ts';
import { clearedReport } from '../../fixtures/sample-report.ts';

const policyOf = (policy: object): TrialPolicy => trialRequestSchema.parse({ policy }).policy;
const BASE: CheckName[] = ['document-read', 'document-validity', 'face-comparison'];
const ELIGIBLE = policyOf({
  requiredChecks: [...BASE, 'nationality', 'document-type', 'holder-age', 'opening-hours'],
  eligibility: {
    version: 1,
    timeZone: 'UTC',
    openingHours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '22:00' }] },
    groups: [
      { id: 'citizens', nationalities: { accept: ['UTO'] } },
      { id: 'visitors', nationalities: { accept: ['JPN'] }, documentTypes: ['P*'], age: { least: 18 } },
    ],
  },
});

type Results = { readonly [Name in CheckName]?: MatchReport['checks'][number] };
const passed = (name: CheckName) => ({ name, result: 'passed' as const });
function report(over: Partial<MatchReport> = {}, results: Results = {}): MatchReport {
  const checks = BASE.map((name) => results[name] ?? passed(name));
  const others = Object.values(results).filter(({ name }) => !BASE.includes(name));
  return clearedReport({ checks: [...checks, ...others], startedAt: Date.parse('2026-11-28T12:00:00Z'), ...over });
}
const documentOf = (type: string, issuingState: string): Partial<MatchReport> => ({
  document: { type, issuingState, handle: 'a'.repeat(64), handleEpoch: '2026-11-28' },
});

describe('a policy that is tried on a report', () => {
  test('clears a traveller of a group without further rules', () => {
    expect(judgeTrial(report(documentOf('I', 'UTO')), ELIGIBLE)).toEqual({ kind: 'cleared' });
  });

  test('refers by nationality, document type and hour', () => {
    const reasons = (over: Partial<MatchReport>) => {
      const tried = judgeTrial(report(over, { 'holder-age': passed('holder-age') }), ELIGIBLE);
      return tried?.kind === 'referred' ? tried.reasons : tried?.kind;
    };
    expect(reasons(documentOf('P', 'FRA'))).toEqual(['nationality-not-eligible']);
    expect(reasons(documentOf('I', 'JPN'))).toEqual(['document-type-not-eligible']);
    expect(reasons({ ...documentOf('P', 'JPN'), startedAt: Date.parse('2026-11-28T22:00:00Z') })).toEqual([
      'outside-opening-hours',
    ]);
    expect(reasons(documentOf('P', 'JPN'))).toBe('cleared');
  });

  test('does not know an age that no lane checked, and takes one that a lane reported', () => {
    const visitor = documentOf('P', 'JPN');
    expect(judgeTrial(report(visitor), ELIGIBLE)).toEqual({ kind: 'not-known', checks: ['holder-age'] });
    const young = { name: 'holder-age', result: 'failed', reason: 'age-not-eligible' } as const;
    expect(judgeTrial(report(visitor, { 'holder-age': young }), ELIGIBLE)).toEqual({
      kind: 'referred',
      reasons: ['age-not-eligible'],
    });
  });

  test('keeps a referral that another required check gave, and drops one that is no longer required', () => {
    const expired = { name: 'document-validity', result: 'failed', reason: 'document-expired' } as const;
    const referred = report({ outcome: 'referred', reasons: ['document-expired'] }, { 'document-validity': expired });
    const kind = (requiredChecks: readonly CheckName[]) => judgeTrial(referred, policyOf({ requiredChecks }))?.kind;
    expect(kind(BASE)).toBe('referred');
    expect(kind(['document-read', 'face-comparison'])).toBe('cleared');
  });

  test('keeps a traveller who chose the desk referred, and leaves out one who left', () => {
    const desk = report({ outcome: 'referred', reasons: ['traveller-chose-desk'] });
    expect(judgeTrial(desk, ELIGIBLE)).toEqual({ kind: 'referred', reasons: ['traveller-chose-desk'] });
    expect(judgeTrial(report({ outcome: 'abandoned', reasons: ['traveller-left'] }), ELIGIBLE)).toBeUndefined();
  });

  test('is read from a policy or from the document that contains it, and refused when rules and checks disagree', () => {
    const policy = { requiredChecks: BASE, id: 'a', faceFalseMatchRate: '1e-3' };
    expect(policyOf({ version: 1, number: 3, validFrom: 0, policy }).requiredChecks).toEqual(BASE);
    expect(trialRequestSchema.safeParse({ policy: { requiredChecks: ['holder-age'] } }).success).toBe(false);
    expect(trialRequestSchema.safeParse({ policy: { requiredChecks: ['no-such-check'] } }).success).toBe(false);
    expect(trialRequestSchema.safeParse({ policy: [] }).success).toBe(false);
  });
});

describe('the count of a trial', () => {
  const counted = (citizens: number, others: number) => {
    const count = trialCount(ELIGIBLE);
    for (let index = 0; index < citizens; index++) count.add(report(documentOf('P', 'UTO')));
    for (let index = 0; index < others; index++) count.add(report(documentOf('P', 'FRA')));
    return count.result();
  };

  test('gives nothing for few travellers', () => {
    expect(counted(MIN_TRAVELLERS - 1, 0)).toEqual({ kind: 'too-few', needed: MIN_TRAVELLERS });
  });

  test('gives whole per cent and hundreds', () => {
    expect(counted(600, 206)).toEqual({
      kind: 'tried',
      travellers: 800,
      before: { cleared: 100, referred: 'below-one' },
      after: { cleared: 74, referred: 26, notKnown: 'below-one' },
      reasons: [{ reason: 'nationality-not-eligible', share: 26 }],
      notKnown: [],
    });
  });

  test('does not distinguish one traveller from two or none', () => {
    expect(counted(999, 1)).toEqual(counted(998, 2));
    expect(counted(999, 1)).toEqual(counted(1_000, 0));
    expect(counted(999, 1)).toMatchObject({ after: { cleared: 100, referred: 'below-one' } });
  });
});
