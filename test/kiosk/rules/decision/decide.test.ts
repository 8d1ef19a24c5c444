import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, documentDecides } from '../../../../kiosk/rules/decision/decide.ts';
import type { Evidence, FaceEvidence, Interruption, LightFinding } from '../../../../kiosk/rules/decision/evidence.ts';
import { bandOf } from '../../../../kiosk/rules/decision/bands.ts';
import {
  DEVELOPMENT_POLICY,
  dutyOf,
  type Policy,
  policyDigest,
  policySchema,
} from '../../../../kiosk/rules/decision/policy.ts';
import type { DocumentEvidence } from '../../../../kiosk/rules/document/inspect.ts';
import { checkSchema } from '../../../../server/contract/report.ts';
import { CHECK_NAMES } from '../../../../server/contract/vocabulary.ts';
import { GOOD_EVIDENCE, MATCHING_FACE, READ_DOCUMENT } from './evidence-samples.ts';

const POLICY = DEVELOPMENT_POLICY;
/** The development policy with the light challenge required. */
const LIGHT: Policy = {
  ...DEVELOPMENT_POLICY,
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'presentation-attack-light-challenge'],
  observedChecks: [],
};
const checkOf = (evidence: Evidence, name: string, policy: Policy = POLICY) =>
  decide(evidence, policy).checks.find((check) => check.name === name);

describe('decide', () => {
  test('clears when every required check passed, and gives no reason', () => {
    const decision = decide(GOOD_EVIDENCE, POLICY);
    expect(decision.outcome).toBe('cleared');
    expect(decision.reasons).toEqual([]);
    expect(decision.checks.map(({ name }) => name)).toEqual([...CHECK_NAMES]);
  });

  const onDocument = (change: Partial<typeof READ_DOCUMENT>): Evidence => ({
    ...GOOD_EVIDENCE,
    document: { ...READ_DOCUMENT, ...change },
  });
  const onFace = (face: FaceEvidence | undefined): Evidence => ({ ...GOOD_EVIDENCE, face });
  const noFace = (document: DocumentEvidence): Evidence => ({
    ...GOOD_EVIDENCE,
    document,
    triesToday: undefined,
    face: undefined,
  });

  test('refers while signed rules of the lane are too old, before any face is captured', () => {
    const evidence: Evidence = { ...GOOD_EVIDENCE, releases: 'too-old' };
    expect(decide(evidence, POLICY)).toMatchObject({ outcome: 'referred', reasons: ['release-too-old'] });
    expect(documentDecides(evidence, POLICY)).toBe(true);
  });
  test.each<[string, Evidence, string]>([
    ['wrong check digits', onDocument({ checkDigitsFit: false }), 'check-digit-mismatch'],
    ['an expired document', onDocument({ unexpired: false }), 'document-expired'],
    ['a chip that contradicts the page', onDocument({ dg1MatchesZone: false }), 'mrz-mismatch'],
    ['a chip without DG1', onDocument({ dg1MatchesZone: undefined }), 'chip-unreadable'],
    [
      'too many presentations today',
      { ...GOOD_EVIDENCE, triesToday: { comparisons: 0, presentations: 6 } },
      'attempts-exhausted',
    ],
    [
      'too many comparisons today',
      { ...GOOD_EVIDENCE, triesToday: { comparisons: 3, presentations: 0 } },
      'attempts-exhausted',
    ],
    ['a missing handle, even when everything matched', onDocument({ handle: undefined }), 'handle-unavailable'],
    ['nobody', onFace({ kind: 'nobody' }), 'nobody-in-view'],
    ['two people', onFace({ kind: 'several' }), 'several-people'],
    ['poor quality', onFace({ kind: 'poor-quality' }), 'quality-insufficient'],
    ['an unusable portrait', onFace({ kind: 'portrait-unusable' }), 'portrait-unusable'],
    ['a failed camera', onFace({ kind: 'device-fault' }), 'device-fault'],
    ['a flat picture', onFace({ kind: 'captured', headTurn: 'plane', comparison: undefined }), 'plane-not-head'],
    [
      'an undecidable turn',
      onFace({ kind: 'captured', headTurn: 'undecidable', comparison: undefined }),
      'movement-undecidable',
    ],
    ['another face', onFace({ ...MATCHING_FACE, comparison: { kind: 'below-threshold' } }), 'below-threshold'],
    [
      'a match that is too weak for the policy',
      onFace({ ...MATCHING_FACE, comparison: { kind: 'match', falseMatchRate: 2e-3, logLikelihoodRatio: 6 } }),
      'below-threshold',
    ],
    [
      'a daily limit reached in the meantime',
      onFace({ ...MATCHING_FACE, comparison: { kind: 'attempts-exhausted' } }),
      'attempts-exhausted',
    ],
    ['an unreadable document', noFace({ kind: 'unreadable' }), 'document-unreadable'],
    ['a chip that does not answer', noFace({ kind: 'chip-unreadable' }), 'chip-unreadable'],
    ['a document that was removed', noFace({ kind: 'removed' }), 'document-removed'],
    ['a reader that failed', noFace({ kind: 'device-fault' }), 'device-fault'],
  ])('refers on %s, with exactly that reason', (_name, evidence, reason) => {
    const decision = decide(evidence, POLICY);
    expect(decision.outcome).toBe('referred');
    expect(decision.reasons).toEqual([reason]);
  });

  test('still lacks the head turn when a required match has none', () => {
    const decision = decide(onFace({ ...MATCHING_FACE, headTurn: undefined }), POLICY);
    expect(decision.outcome).toBe('referred');
  });

  test('clears without a head turn under a policy that requires none', () => {
    const policy = {
      ...POLICY,
      requiredChecks: POLICY.requiredChecks.filter((name) => name !== 'presentation-attack-head-turn'),
    };
    expect(decide(onFace({ ...MATCHING_FACE, headTurn: undefined }), policy).outcome).toBe('cleared');
  });

  test('refers every traveller under a policy that requires an unsupported check', () => {
    const policy: Policy = { ...POLICY, requiredChecks: [...POLICY.requiredChecks, 'document-watchlist'] };
    expect(decide(GOOD_EVIDENCE, policy)).toMatchObject({ outcome: 'referred', reasons: ['not-available'] });
  });

  test('reports checks that were neither required nor run as such', () => {
    expect(checkOf(GOOD_EVIDENCE, 'finger-comparison')).toEqual({
      name: 'finger-comparison',
      result: 'not-run',
      reason: 'not-required-by-policy',
    });
  });

  test.each<[Interruption, DocumentEvidence | undefined, string]>([
    ['traveller-chose-desk', undefined, 'referred'],
    ['traveller-chose-desk', READ_DOCUMENT, 'referred'],
    ['traveller-left', undefined, 'abandoned'],
    ['timed-out', { kind: 'no-document' }, 'abandoned'],
    ['timed-out', READ_DOCUMENT, 'referred'],
    ['device-fault', READ_DOCUMENT, 'referred'],
  ])('refers a transaction that was interrupted by %s', (interruption, document, outcome) => {
    const decision = decide({ document, triesToday: undefined, face: undefined, interruption }, POLICY);
    expect(decision.outcome).toBe(outcome);
    expect(decision.reasons[0]).toBe(interruption);
  });

  test('refers an interrupted transaction even when every check passed', () => {
    expect(decide({ ...GOOD_EVIDENCE, interruption: 'device-fault' }, POLICY).outcome).toBe('referred');
  });

  const anyDocument: fc.Arbitrary<DocumentEvidence | undefined> = fc.oneof(
    fc.constantFrom<DocumentEvidence | undefined>(
      undefined,
      { kind: 'no-document' },
      { kind: 'removed' },
      { kind: 'unreadable' },
      { kind: 'chip-unreadable' },
      { kind: 'device-fault' },
    ),
    fc
      .record({
        checkDigitsFit: fc.boolean(),
        unexpired: fc.boolean(),
        dg1MatchesZone: fc.constantFrom(true, false, undefined),
        portrait: fc.constantFrom('none', 'malformed', 'jpeg', 'jpeg-2000'),
        portraitFindings: fc.constant([]),
      })
      .map((fields) => ({ ...READ_DOCUMENT, ...fields })),
  );
  const anyFace: fc.Arbitrary<FaceEvidence | undefined> = fc.oneof(
    fc.constantFrom<FaceEvidence | undefined>(
      undefined,
      { kind: 'nobody' },
      { kind: 'several' },
      { kind: 'poor-quality' },
      { kind: 'portrait-unusable' },
      { kind: 'device-fault' },
    ),
    fc
      .record({
        headTurn: fc.constantFrom('head' as const, 'plane' as const, 'undecidable' as const, undefined),
        lightChallenge: fc.constantFrom<LightFinding | undefined>(
          'head',
          'plane',
          'no-response',
          'undecidable',
          'declined',
          undefined,
        ),
        comparison: fc.oneof(
          fc.constantFrom({ kind: 'below-threshold' as const }, { kind: 'attempts-exhausted' as const }, undefined),
          fc
            .double({ min: 0, max: 1, noNaN: true })
            .map((falseMatchRate) => ({ kind: 'match' as const, falseMatchRate, logLikelihoodRatio: 8 })),
        ),
      })
      .map((fields) => ({ kind: 'captured' as const, ...fields })),
  );
  const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
    document: anyDocument,
    triesToday: fc.option(fc.record({ comparisons: fc.nat(5), presentations: fc.nat(8) }), { nil: undefined }),
    face: anyFace,
    interruption: fc.constantFrom<Interruption | undefined>(
      undefined,
      undefined,
      undefined,
      'traveller-chose-desk',
      'traveller-left',
      'timed-out',
      'device-fault',
    ),
  });

  test('clears, for any evidence, if and only if each required check passed and nothing interrupted', () => {
    fc.assert(
      fc.property(
        anyEvidence,
        fc.constantFrom(POLICY, LIGHT, { ...LIGHT, withoutLights: 'refer' as const }),
        (evidence, policy) => {
          const { outcome, reasons, checks } = decide(evidence, policy);
          const declined = evidence.face?.kind === 'captured' && evidence.face.lightChallenge === 'declined';
          const spared = declined && policy.withoutLights === 'head-turn-only';
          const allPassed = policy.requiredChecks.every(
            (name) =>
              (spared && name === 'presentation-attack-light-challenge') ||
              checks.find((check) => check.name === name)?.result === 'passed',
          );
          expect(outcome === 'cleared').toBe(allPassed && evidence.interruption === undefined);
          expect(reasons.length === 0).toBe(outcome === 'cleared');
          for (const check of checks) expect(checkSchema.safeParse(check).success).toBe(true);
        },
      ),
    );
  });
});

describe('the light challenge', () => {
  const lit = (lightChallenge: LightFinding | undefined): Evidence => ({
    ...GOOD_EVIDENCE,
    face: { ...MATCHING_FACE, lightChallenge },
  });
  const LIGHT_CHECK = 'presentation-attack-light-challenge';

  test.each<[LightFinding | undefined, string, string | undefined]>([
    ['head', 'passed', undefined],
    ['plane', 'failed', 'light-of-a-plane'],
    ['no-response', 'inconclusive', 'light-not-returned'],
    ['undecidable', 'inconclusive', 'light-undecidable'],
    [undefined, 'not-run', 'earlier-check-decided'],
  ])('%s, where required, is %s', (found, result, reason) => {
    expect(checkOf(lit(found), LIGHT_CHECK, LIGHT)).toMatchObject({ result, ...(reason !== undefined && { reason }) });
    expect(decide(lit(found), LIGHT).outcome).toBe(found === 'head' ? 'cleared' : 'referred');
  });

  test.each<LightFinding>(['plane', 'no-response', 'undecidable'])(
    '%s, when only observed, is reported and does not decide',
    (found) => {
      expect(decide(lit(found), POLICY).outcome).toBe('cleared');
      expect(checkOf(lit(found), LIGHT_CHECK)?.result).not.toBe('passed');
    },
  );

  test('when declined, leads to the head turn alone or to the desk, by policy, and the report shows which', () => {
    const refer: Policy = { ...LIGHT, withoutLights: 'refer' };
    expect(decide(lit('declined'), LIGHT).outcome).toBe('cleared');
    expect(decide(lit('declined'), refer)).toMatchObject({
      outcome: 'referred',
      reasons: ['traveller-chose-no-lights'],
    });
    for (const policy of [LIGHT, refer, POLICY]) {
      expect(checkOf(lit('declined'), LIGHT_CHECK, policy)).toMatchObject({
        result: 'not-run',
        reason: 'traveller-chose-no-lights',
      });
    }
  });

  test('when declined without a required head turn, refers the traveller', () => {
    const policy: Policy = {
      ...LIGHT,
      requiredChecks: LIGHT.requiredChecks.filter((name) => name !== 'presentation-attack-head-turn'),
    };
    expect(decide(lit('declined'), policy).outcome).toBe('referred');
  });

  test('has phases that are each required, observed or skipped', () => {
    expect([LIGHT, POLICY, { ...POLICY, observedChecks: [] }].map((policy) => dutyOf(policy, LIGHT_CHECK))).toEqual([
      'required',
      'observed',
      'skipped',
    ]);
  });

  test('is not required by a policy from before the light challenge', () => {
    const { observedChecks: _, withoutLights: __, ...before } = POLICY;
    expect(policySchema.parse(before)).toMatchObject({ observedChecks: [], withoutLights: 'refer' });
  });
});

describe('documentDecides', () => {
  test('is false while the document is good', () => {
    expect(documentDecides({ ...GOOD_EVIDENCE, face: undefined }, POLICY)).toBe(false);
  });
  test('is true once the document has failed, so that no face is captured', () => {
    expect(
      documentDecides({ ...GOOD_EVIDENCE, document: { ...READ_DOCUMENT, unexpired: false }, face: undefined }, POLICY),
    ).toBe(true);
    expect(
      documentDecides({ ...GOOD_EVIDENCE, triesToday: { comparisons: 3, presentations: 0 }, face: undefined }, POLICY),
    ).toBe(true);
  });
});

describe('bandOf', () => {
  test.each([
    [1e-6, '1e-4', '1e-6'],
    [2e-6, '1e-4', '3e-6'],
    [1e-4, '1e-4', '1e-4'],
    [1.01e-4, '1e-4', undefined],
    [9e-4, '1e-3', '1e-3'],
    [0, '1e-3', '1e-6'],
    [Number.NaN, '1e-3', undefined],
  ] as const)('gives for %d under a policy of %s the band %s', (rate, loosest, band) => {
    expect(bandOf(rate, loosest)).toBe(band);
  });
});

describe('a decision policy', () => {
  test('has a digest that depends on its content, not on the order of its keys', () => {
    const reordered = Object.fromEntries(Object.entries(POLICY).reverse()) as Policy;
    expect(policyDigest(reordered)).toBe(policyDigest(POLICY));
    expect(policyDigest({ ...POLICY, faceAttempts: 3 })).not.toBe(policyDigest(POLICY));
  });
  test.each([
    { comparisonsPerDocumentPerDay: 4 },
    { faceFalseMatchRate: '1e-2' },
    { requiredChecks: [] },
    { surprise: true },
  ])('refuses %o', (change) => {
    expect(policySchema.safeParse({ ...POLICY, ...change }).success).toBe(false);
  });
});
