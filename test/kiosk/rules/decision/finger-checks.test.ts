import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../kiosk/rules/decision/decide.ts';
import type { Evidence, FingerEvidence } from '../../../../kiosk/rules/decision/evidence.ts';
import { fusedFalseMatchRate, type MatchStrength } from '../../../../kiosk/rules/decision/fused-rate.ts';
import {
  DEVELOPMENT_POLICY,
  type Policy,
  policyDigest,
  policySchema,
} from '../../../../kiosk/rules/decision/policy.ts';
import { checkSchema } from '../../../../server/contract/report.ts';
import { GOOD_EVIDENCE, MATCHING_FACE } from './evidence-samples.ts';

const POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'finger-comparison'],
};
const FUSED: Policy = { ...POLICY, fusedFalseMatchRate: 1e-6 };
const with_ = (
  finger: FingerEvidence | undefined,
  face: MatchStrength = { falseMatchRate: 2e-5, logLikelihoodRatio: 9 },
): Evidence => ({
  ...GOOD_EVIDENCE,
  face: { ...MATCHING_FACE, comparison: { kind: 'match', ...face } },
  finger,
});
const match = (strength: MatchStrength): FingerEvidence => ({
  kind: 'captured',
  comparison: { kind: 'match', ...strength },
});
const checkOf = (evidence: Evidence, policy = POLICY) =>
  decide(evidence, policy).checks.find(({ name }) => name === 'finger-comparison');

describe('the finger comparison', () => {
  test.each<[FingerEvidence | undefined, string, string]>([
    [undefined, 'not-run', 'earlier-check-decided'],
    [{ kind: 'no-finger' }, 'inconclusive', 'no-finger'],
    [{ kind: 'poor-quality' }, 'inconclusive', 'finger-quality-insufficient'],
    [{ kind: 'no-reference' }, 'inconclusive', 'no-finger-reference'],
    [{ kind: 'no-scanner' }, 'not-run', 'not-available'],
    [{ kind: 'device-fault' }, 'inconclusive', 'device-fault'],
    [{ kind: 'captured', comparison: { kind: 'below-threshold' } }, 'failed', 'below-threshold'],
    [{ kind: 'captured', comparison: { kind: 'attempts-exhausted' } }, 'failed', 'attempts-exhausted'],
    [match({ falseMatchRate: 9e-4, logLikelihoodRatio: 6 }), 'failed', 'below-threshold'],
  ])('%j is %s: %s, and refers', (finger, result, reason) => {
    expect(checkOf(with_(finger))).toEqual({ name: 'finger-comparison', result, reason });
    expect(decide(with_(finger), POLICY)).toMatchObject({ outcome: 'referred', reasons: [reason] });
  });

  test('passes with the band that bounds its rate, and reports no more', () => {
    const check = checkOf(with_(match({ falseMatchRate: 1.7e-4, logLikelihoodRatio: 8.7 })));
    expect(check).toEqual({ name: 'finger-comparison', result: 'passed', falseMatchRate: '3e-4' });
    expect(checkSchema.safeParse(check).success).toBe(true);
  });

  test('is not required by the development policy', () => {
    expect(checkOf(with_(undefined), DEVELOPMENT_POLICY)).toMatchObject({ reason: 'not-required-by-policy' });
    expect(decide(with_(undefined), DEVELOPMENT_POLICY).outcome).toBe('cleared');
  });
});

describe('the fused rate', () => {
  test('is the bound given by the sum of the ratios', () => {
    const face = { falseMatchRate: 1e-4, logLikelihoodRatio: 7 };
    expect(fusedFalseMatchRate(face, { falseMatchRate: 1e-3, logLikelihoodRatio: 8 })).toBeCloseTo(Math.exp(-15), 12);
  });

  test('is 1 without a comparison, and for what is not a number', () => {
    const good = { falseMatchRate: 1e-9, logLikelihoodRatio: 40 };
    expect(fusedFalseMatchRate(undefined, good)).toBe(1);
    expect(fusedFalseMatchRate(good, undefined)).toBe(1);
    expect(fusedFalseMatchRate(good, { ...good, logLikelihoodRatio: Number.NaN })).toBe(1);
    expect(
      fusedFalseMatchRate({ falseMatchRate: 1, logLikelihoodRatio: -50 }, { ...good, logLikelihoodRatio: 1 }),
    ).toBe(1);
  });

  test('refers two comparisons that pass separately but not together', () => {
    const weak = with_(match({ falseMatchRate: 3e-4, logLikelihoodRatio: 8 }), {
      falseMatchRate: 1e-4,
      logLikelihoodRatio: 4,
    });
    expect(decide(weak, POLICY).outcome).toBe('cleared');
    expect(decide(weak, FUSED)).toMatchObject({ outcome: 'referred', reasons: ['below-threshold'] });
  });

  const strength: fc.Arbitrary<MatchStrength> = fc.record({
    falseMatchRate: fc.double({ min: 1e-9, max: 1e-2, noNaN: true }),
    logLikelihoodRatio: fc.double({ min: -5, max: 30, noNaN: true }),
  });
  /** The same comparison with a higher similarity. */
  const stronger = ({ falseMatchRate, logLikelihoodRatio }: MatchStrength, more: number): MatchStrength => ({
    falseMatchRate: falseMatchRate / (1 + more),
    logLikelihoodRatio: logLikelihoodRatio + more,
  });
  const cleared = (face: MatchStrength, finger: MatchStrength) =>
    decide(with_(match(finger), face), FUSED).outcome === 'cleared';

  test('never turns a pass into a referral with more evidence', () => {
    const more = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(strength, strength, more, more, (face, finger, moreFace, moreFinger) => {
        if (cleared(face, finger)) expect(cleared(stronger(face, moreFace), stronger(finger, moreFinger))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('never lets a strong finger compensate for a failed face, nor the reverse', () => {
    const perfect: MatchStrength = { falseMatchRate: 1e-9, logLikelihoodRatio: 30 };
    fc.assert(
      fc.property(fc.double({ min: 1.1e-3, max: 1, noNaN: true }), (falseMatchRate) => {
        expect(cleared({ falseMatchRate, logLikelihoodRatio: 30 }, perfect)).toBe(false);
        expect(cleared(perfect, { falseMatchRate, logLikelihoodRatio: 30 })).toBe(false);
      }),
    );
  });

  test('never passes with missing evidence', () => {
    fc.assert(
      fc.property(strength, (one) => {
        expect(decide(with_(undefined, one), FUSED).outcome).toBe('referred');
        const withoutFace: Evidence = { ...with_(match(one)), face: { ...MATCHING_FACE, comparison: undefined } };
        expect(decide(withoutFace, FUSED).outcome).toBe('referred');
      }),
    );
  });
});

describe('a policy with fingers', () => {
  test('from before fingers existed is complete, with two index fingers', () => {
    const { fingerFalseMatchRate: _, fingerAttempts: __, fingerPositions: ___, ...old } = DEVELOPMENT_POLICY;
    expect(policySchema.parse(old)).toEqual(DEVELOPMENT_POLICY);
  });
  test('may set a fused rate only if both comparisons are required', () => {
    expect(policySchema.safeParse(FUSED).success).toBe(true);
    expect(policySchema.safeParse({ ...DEVELOPMENT_POLICY, fusedFalseMatchRate: 1e-6 }).success).toBe(false);
    expect(policyDigest(FUSED)).not.toBe(policyDigest(POLICY));
  });
  test.each([{ fingerPositions: [] }, { fingerPositions: [2, 2] }, { fingerPositions: [11] }, { fingerAttempts: 4 }])(
    'is refused with %j',
    (change) => {
      expect(policySchema.safeParse({ ...POLICY, ...change }).success).toBe(false);
    },
  );
});
