import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../kiosk/rules/decision/decide.ts';
import type { Evidence } from '../../../../kiosk/rules/decision/evidence.ts';
import { judgeBeside } from '../../../../kiosk/rules/decision/judge-beside.ts';
import { DEVELOPMENT_POLICY, type Policy, policyDigest } from '../../../../kiosk/rules/decision/policy.ts';
import type { CheckName, EligibilityCheck } from '../../../../server/contract/vocabulary.ts';
import type { EligibilityFinding } from '../../../../kiosk/rules/eligibility/judge-eligibility.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { EU_ARRIVALS } from '../../../../server/contract/rules/questions.ts';
import { DECLARING } from './declaring-policy.ts';
import { GOOD_EVIDENCE, MATCHING_FACE, READ_DOCUMENT } from './evidence-samples.ts';

const IN_USE = DEVELOPMENT_POLICY;
const HOUR_MS = 3_600_000;
const policy = (over: Partial<Policy>): Policy => ({ ...IN_USE, ...over });
const requiring = (...names: CheckName[]) => policy({ requiredChecks: [...IN_USE.requiredChecks, ...names] });
const requiringLess = (...names: CheckName[]) =>
  policy({ requiredChecks: IN_USE.requiredChecks.filter((name) => !names.includes(name)) });
const CLEARS = { kind: 'judged', clears: true };
const REFUSES = { kind: 'judged', clears: false };
const notCaptured = (...checks: CheckName[]) => ({ kind: 'not-captured', checks });
const matchAt = (falseMatchRate: number): Evidence => ({
  ...GOOD_EVIDENCE,
  face: { ...MATCHING_FACE, comparison: { kind: 'match', falseMatchRate, logLikelihoodRatio: 9 } },
});
const BELOW: Evidence = { ...GOOD_EVIDENCE, face: { ...MATCHING_FACE, comparison: { kind: 'below-threshold' } } };
const EXPIRED: Evidence = { ...GOOD_EVIDENCE, face: undefined, document: { ...READ_DOCUMENT, unexpired: false } };

describe('a policy beside the one in use', () => {
  it('has no answer about goods of a declaration that it would take in another way', () => {
    const taking = (goodsCodes: 'online' | 'also-offline'): Policy => ({
      ...DECLARING,
      declaration: { rules: EU_ARRIVALS, redChannel: { kind: 'customs-desk', desk: 'C1' }, goodsCodes },
    });
    const goods: Evidence = { ...GOOD_EVIDENCE, declaration: 'red', goods: 'no-answer' };
    expect(judgeBeside(goods, taking('online'), taking('online'))).toEqual(REFUSES);
    expect(judgeBeside(goods, taking('online'), taking('also-offline'))).toEqual(notCaptured('declaration'));
  });

  it('judges the same answers by its own customs questions, and has no answer where they were not judged', () => {
    const { declaration } = DECLARING;
    if (declaration === undefined) throw new Error('the policy asks');
    const other: Policy = { ...DECLARING, declaration: { ...declaration, rules: { ...EU_ARRIVALS, id: 'other-1' } } };
    const verdict = (channel: 'green' | 'red' | 'refer') => ({ channel, rules: [] });
    const made = (channel: 'green' | 'red', candidate: Parameters<typeof verdict>[0] | undefined, of = other) => ({
      ...GOOD_EVIDENCE,
      declaration: channel,
      declarationBeside: {
        policy: policyDigest(of),
        inUse: verdict(channel),
        candidate: candidate && verdict(candidate),
      },
    });
    expect(judgeBeside(made('green', 'green'), DECLARING, other)).toEqual(CLEARS);
    expect(judgeBeside(made('red', 'green'), DECLARING, other)).toEqual(CLEARS);
    expect(judgeBeside(made('green', 'red'), DECLARING, other)).toEqual(REFUSES);
    expect(judgeBeside(made('green', 'refer'), DECLARING, other)).toEqual(REFUSES);
    expect(judgeBeside(made('green', undefined), DECLARING, other)).toEqual(notCaptured('declaration'));
    expect(judgeBeside(made('green', 'green', DECLARING), DECLARING, other)).toEqual(notCaptured('declaration'));
    // A traveller who is refused anyway
    const refused = { ...made('green', undefined), face: BELOW.face };
    expect(judgeBeside(refused, DECLARING, other)).toEqual(REFUSES);
  });

  it('has the outcome of the one in use when it is the same, whatever was found', () => {
    const evidence = fc.record({
      document: fc.constantFrom<Evidence['document']>(
        READ_DOCUMENT,
        { ...READ_DOCUMENT, checkDigitsFit: false },
        { ...READ_DOCUMENT, handle: undefined },
        { kind: 'unreadable' },
      ),
      triesToday: fc.record({ comparisons: fc.nat(4), presentations: fc.nat(7) }),
      face: fc.constantFrom<Evidence['face']>(
        MATCHING_FACE,
        { kind: 'poor-quality' },
        { ...MATCHING_FACE, headTurn: 'plane', comparison: undefined },
        { ...MATCHING_FACE, comparison: { kind: 'below-threshold' } },
        { ...MATCHING_FACE, lightChallenge: 'declined' },
      ),
    });
    fc.assert(
      fc.property(evidence, (found) => {
        const seen: Evidence = { ...found, interruption: undefined };
        const clears = decide(seen, IN_USE).outcome === 'cleared';
        expect(judgeBeside(seen, IN_USE, { ...IN_USE, id: 'other-1' })).toEqual({ kind: 'judged', clears });
      }),
    );
  });

  it('is not asked about a traveller who was interrupted, or when the rules of the lane are too old', () => {
    expect(judgeBeside({ ...GOOD_EVIDENCE, interruption: 'timed-out' }, IN_USE, IN_USE)).toBeUndefined();
    expect(judgeBeside({ ...GOOD_EVIDENCE, releases: 'too-old' }, IN_USE, IN_USE)).toBeUndefined();
  });

  it('that requires another check refuses by what was observed, and has no answer for what did not run', () => {
    const lights = requiring('presentation-attack-light-challenge');
    const observed = (lightChallenge: 'head' | 'plane' | undefined): Evidence => ({
      ...GOOD_EVIDENCE,
      face: { ...MATCHING_FACE, lightChallenge },
    });
    expect(judgeBeside(observed('head'), IN_USE, lights)).toEqual(CLEARS);
    expect(judgeBeside(observed('plane'), IN_USE, lights)).toEqual(REFUSES);
    expect(judgeBeside(observed(undefined), IN_USE, lights)).toEqual(
      notCaptured('presentation-attack-light-challenge'),
    );
    expect(judgeBeside(GOOD_EVIDENCE, IN_USE, requiring('finger-comparison'))).toEqual(
      notCaptured('finger-comparison'),
    );
    // Refused anyway, so that the finger does not matter
    expect(judgeBeside(BELOW, IN_USE, requiring('finger-comparison'))).toEqual(REFUSES);
  });

  it('that requires less has no answer for a traveller whose face was not captured any more', () => {
    const lax = requiringLess('document-validity');
    expect(judgeBeside(EXPIRED, IN_USE, lax)).toMatchObject({ kind: 'not-captured' });
    expect(judgeBeside({ ...EXPIRED, face: MATCHING_FACE }, IN_USE, lax)).toEqual(CLEARS);
    expect(judgeBeside(EXPIRED, IN_USE, requiring('finger-comparison'))).toEqual(REFUSES);
  });

  it('with another rate judges the rate of a match, and none of a comparison below the threshold', () => {
    const strict = policy({ faceFalseMatchRate: '1e-4' });
    expect(judgeBeside(matchAt(2e-5), IN_USE, strict)).toEqual(CLEARS);
    expect(judgeBeside(matchAt(5e-4), IN_USE, strict)).toEqual(REFUSES);
    expect(judgeBeside(BELOW, IN_USE, strict)).toEqual(REFUSES);
    expect(judgeBeside(BELOW, strict, IN_USE)).toEqual(notCaptured('face-comparison'));
  });

  it('with more tries passes whom the one in use passed, and with fewer refuses whom it refused', () => {
    const [more, fewer] = [policy({ faceAttempts: 3 }), policy({ faceAttempts: 1 })];
    expect(judgeBeside(GOOD_EVIDENCE, IN_USE, more)).toEqual(CLEARS);
    expect(judgeBeside(BELOW, IN_USE, more)).toMatchObject({ kind: 'not-captured' });
    expect(judgeBeside(BELOW, IN_USE, fewer)).toEqual(REFUSES);
    expect(judgeBeside(GOOD_EVIDENCE, IN_USE, fewer)).toMatchObject({ kind: 'not-captured' });
    const documents = policy({ documentAttempts: 1 });
    expect(judgeBeside(GOOD_EVIDENCE, IN_USE, documents)).toMatchObject({ kind: 'not-captured' });
    expect(judgeBeside({ ...GOOD_EVIDENCE, document: { kind: 'unreadable' } }, IN_USE, documents)).toEqual(REFUSES);
  });

  it('with fewer tries a day is certain while they suffice', () => {
    const fewer = policy({ comparisonsPerDocumentPerDay: 2 });
    expect(judgeBeside(GOOD_EVIDENCE, IN_USE, fewer)).toEqual(CLEARS);
    const tried = (comparisons: number): Evidence => ({
      ...GOOD_EVIDENCE,
      triesToday: { comparisons, presentations: 0 },
    });
    expect(judgeBeside(tried(1), IN_USE, fewer)).toMatchObject({ kind: 'not-captured' });
    expect(judgeBeside(tried(2), IN_USE, fewer)).toEqual(REFUSES);
  });

  it('with another reference has no answer for the comparison', () => {
    const portrait = policy({ faceReference: 'document' });
    expect(judgeBeside(GOOD_EVIDENCE, IN_USE, portrait)).toEqual(CLEARS);
    expect(judgeBeside({ ...GOOD_EVIDENCE, faceReference: 'registered' }, IN_USE, portrait)).toEqual(
      notCaptured('face-comparison'),
    );
    expect(judgeBeside(GOOD_EVIDENCE, portrait, IN_USE)).toEqual(notCaptured('face-comparison'));
  });

  it('with other rules of eligibility judges the document by them, if the lane did', () => {
    const eligibility = {
      timeZone: 'Europe/Berlin',
      groups: [{ id: 'own', nationalities: { accept: ['UTO'] } }],
    } as unknown as NonNullable<Policy['eligibility']>;
    const other = { ...requiring('nationality'), eligibility };
    const found = (nationality: EligibilityFinding) =>
      ({
        nationality,
        ...Object.fromEntries(
          ['issuing-state', 'document-type', 'holder-age', 'remaining-validity', 'opening-hours'].map((name) => [
            name,
            'eligible',
          ]),
        ),
      }) as Record<EligibilityCheck, EligibilityFinding>;
    const judged = (nationality: EligibilityFinding, by = policyDigest(other)): Evidence => ({
      ...GOOD_EVIDENCE,
      document: { ...READ_DOCUMENT, beside: { policy: by, eligibility: found(nationality) } },
    });
    expect(judgeBeside(judged('eligible'), IN_USE, other)).toEqual(CLEARS);
    expect(judgeBeside(judged('not-eligible'), IN_USE, other)).toEqual(REFUSES);
    expect(judgeBeside(GOOD_EVIDENCE, IN_USE, other)).toEqual(notCaptured('nationality'));
    expect(judgeBeside(judged('eligible', '00'.repeat(32)), IN_USE, other)).toEqual(notCaptured('nationality'));
  });

  it('with other watchlists has an answer for those that the lane asked', () => {
    const [stolen, lost] = [watchlistIdSchema.parse('stolen'), watchlistIdSchema.parse('lost')];
    const terms = (list: typeof stolen, hours: number) => ({
      list,
      warnAfterMs: HOUR_MS,
      referAfterMs: hours * HOUR_MS,
    });
    const asking = (...watchlists: ReturnType<typeof terms>[]): Policy => ({
      ...requiring('document-watchlist'),
      watchlists,
    });
    const answer = (list: typeof stolen, found: 'listed' | 'not-listed', isStale = false) =>
      ({ kind: 'asked', query: { list, found }, isStale }) as unknown as NonNullable<Evidence['watchlists']>[number];
    const seen = (...watchlists: ReturnType<typeof answer>[]): Evidence => ({ ...GOOD_EVIDENCE, watchlists });
    const both = asking(terms(stolen, 24), terms(lost, 24));
    const clear = seen(answer(stolen, 'not-listed'), answer(lost, 'not-listed'));
    expect(judgeBeside(clear, both, asking(terms(stolen, 24)))).toEqual(CLEARS);
    // A hit in a list that only the policy in use has
    const hit = seen(answer(stolen, 'not-listed'), answer(lost, 'listed'));
    expect(judgeBeside(hit, both, asking(terms(stolen, 24)))).toEqual(CLEARS);
    expect(judgeBeside(hit, both, asking(terms(lost, 12)))).toEqual(REFUSES);
    expect(judgeBeside(clear, both, asking(terms(stolen, 12)))).toEqual(notCaptured('document-watchlist'));
    expect(judgeBeside(seen(answer(stolen, 'not-listed')), asking(terms(stolen, 24)), both)).toEqual(
      notCaptured('document-watchlist'),
    );
  });
});
