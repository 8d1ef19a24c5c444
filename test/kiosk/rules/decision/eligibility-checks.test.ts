import { describe, expect, test } from 'vitest';
import { decide, documentDecides } from '../../../../kiosk/rules/decision/decide.ts';
import type { Evidence } from '../../../../kiosk/rules/decision/evidence.ts';
import {
  DEVELOPMENT_POLICY,
  type Policy,
  policyDigest,
  policySchema,
} from '../../../../kiosk/rules/decision/policy.ts';
import type { EligibilityFinding, EligibilityFindings } from '../../../../kiosk/rules/eligibility/judge-eligibility.ts';
import { ELIGIBILITY_CHECKS, type EligibilityCheck } from '../../../../server/contract/vocabulary.ts';
import { GOOD_EVIDENCE, READ_DOCUMENT } from './evidence-samples.ts';

const ELIGIBILITY = {
  version: 1,
  timeZone: 'Europe/Vienna',
  openingHours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '05:00', to: '24:00' }], closedOn: [] },
  groups: [
    {
      id: 'adults',
      nationalities: { accept: ['AUT', 'D', 'FRA', 'UTO'] },
      issuingStates: { refer: ['XOM'] },
      documentTypes: ['P*'],
      age: { least: 18 },
      remainingValidity: { least: 3, unit: 'months' },
    },
  ],
};
const policyOf = (changes: object) => policySchema.safeParse({ ...DEVELOPMENT_POLICY, ...changes });
const requiring = (observedChecks: readonly EligibilityCheck[] = []): Policy =>
  policySchema.parse({
    ...DEVELOPMENT_POLICY,
    requiredChecks: [
      ...DEVELOPMENT_POLICY.requiredChecks,
      ...ELIGIBILITY_CHECKS.filter((name) => !observedChecks.includes(name)),
    ],
    observedChecks,
    eligibility: ELIGIBILITY,
  });
const ALL_ELIGIBLE = Object.fromEntries(ELIGIBILITY_CHECKS.map((name) => [name, 'eligible'])) as EligibilityFindings;
const found = (check: EligibilityCheck, finding: EligibilityFinding): Evidence => ({
  ...GOOD_EVIDENCE,
  document: { ...READ_DOCUMENT, eligibility: { ...ALL_ELIGIBLE, [check]: finding } },
});

describe('the checks of eligibility', () => {
  test('clear an eligible holder', () => {
    expect(decide(found('holder-age', 'eligible'), requiring()).outcome).toBe('cleared');
  });

  test.each<[EligibilityCheck, EligibilityFinding, string]>([
    ['nationality', 'not-eligible', 'nationality-not-eligible'],
    ['issuing-state', 'not-eligible', 'issuing-state-not-eligible'],
    ['document-type', 'not-eligible', 'document-type-not-eligible'],
    ['holder-age', 'not-eligible', 'age-not-eligible'],
    ['holder-age', 'unknown', 'age-unknown'],
    ['remaining-validity', 'not-eligible', 'validity-too-short'],
    ['opening-hours', 'not-eligible', 'outside-opening-hours'],
  ])('%s, %s: refer with the reason alone, before a face is captured', (check, finding, reason) => {
    const evidence = found(check, finding);
    expect(decide(evidence, requiring())).toMatchObject({ outcome: 'referred', reasons: [reason] });
    expect(documentDecides(evidence, requiring())).toBe(true);
  });

  test('that are only observed are reported and decide nothing', () => {
    const evidence = found('holder-age', 'not-eligible');
    const { outcome, checks } = decide(evidence, requiring(['holder-age']));
    expect(outcome).toBe('cleared');
    expect(checks).toContainEqual({ name: 'holder-age', result: 'failed', reason: 'age-not-eligible' });
  });

  test('refer everyone when a policy requires them and the inspection did not judge them', () => {
    expect(decide(GOOD_EVIDENCE, requiring()).outcome).toBe('referred');
  });

  test('are not required of a policy without rules', () => {
    const { checks, outcome } = decide(GOOD_EVIDENCE, DEVELOPMENT_POLICY);
    expect(outcome).toBe('cleared');
    for (const name of ELIGIBILITY_CHECKS) {
      expect(checks).toContainEqual({ name, result: 'not-run', reason: 'not-required-by-policy' });
    }
  });
});

describe('a policy with rules of eligibility', () => {
  const faultsOf = (changes: object) => policyOf(changes).error?.issues.map(({ message }) => message) ?? [];

  test('has another digest for any other rule', () => {
    const { eligibility: _without, ...rest } = requiring();
    expect(policyDigest(requiring())).not.toBe(policyDigest(rest));
    const older = structuredClone(requiring());
    older.eligibility!.groups[0]!.age = { least: 19 };
    expect(policyDigest(older)).not.toBe(policyDigest(requiring()));
  });

  test('names a check for each rule, and a rule for each check', () => {
    expect(faultsOf({ eligibility: ELIGIBILITY })).toContain(
      'holder-age must be among requiredChecks or observedChecks',
    );
    expect(faultsOf({ requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'nationality'] })).toEqual([
      'nationality is named as a check but has no rule',
    ]);
  });

  test('has only codes that a document carries', () => {
    const wrong = { ...ELIGIBILITY, groups: [{ id: 'a', nationalities: { accept: ['DEU', 'FRE'] } }] };
    const requiredChecks = [...DEVELOPMENT_POLICY.requiredChecks, 'nationality', 'opening-hours'];
    expect(faultsOf({ requiredChecks, eligibility: wrong })).toEqual([
      'has codes that no document carries: DEU, FRE; Germany is D',
    ]);
  });
});
