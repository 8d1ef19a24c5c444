import { describe, expect, it } from 'vitest';
import { decide, documentDecides } from '../../../../kiosk/rules/decision/decide.ts';
import { degraded } from '../../../../kiosk/rules/decision/degradation.ts';
import type { Evidence, ListAnswer } from '../../../../kiosk/rules/decision/evidence.ts';
import { DEVELOPMENT_POLICY, type Policy, policySchema } from '../../../../kiosk/rules/decision/policy.ts';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { GOOD_EVIDENCE } from './evidence-samples.ts';

const HOUR = 3_600_000;
const terms = (list: string) => ({
  list: watchlistIdSchema.parse(list),
  warnAfterMs: 2 * HOUR,
  referAfterMs: 24 * HOUR,
});
const POLICY: Policy = {
  ...DEVELOPMENT_POLICY,
  observedChecks: [],
  requiredChecks: [...DEVELOPMENT_POLICY.requiredChecks, 'document-watchlist'],
  watchlists: [terms('stolen'), terms('national')],
};

const answer = (list: string, found: 'listed' | 'not-listed', isStale = false): ListAnswer => ({
  kind: 'asked',
  isStale,
  query: {
    list: watchlistIdSchema.parse(list),
    base: 1,
    delta: 0,
    digest: 'ab'.repeat(32),
    madeAt: 1,
    askedAt: 2,
    found,
  },
});
const missing = (list: string): ListAnswer => ({ kind: 'unavailable', list: watchlistIdSchema.parse(list) });
const checked = (watchlists: readonly ListAnswer[] | undefined, policy = POLICY) => {
  const evidence: Evidence = { ...GOOD_EVIDENCE, watchlists };
  const { outcome, reasons, checks } = decide(evidence, policy);
  const check = checks.find(({ name }) => name === 'document-watchlist');
  return { outcome, reasons, result: check?.result };
};

describe('the check of the watchlists', () => {
  it('passes when every list of the policy answered that it does not contain the document', () => {
    expect(checked([answer('stolen', 'not-listed'), answer('national', 'not-listed')])).toEqual({
      outcome: 'cleared',
      reasons: [],
      result: 'passed',
    });
  });

  it.each([
    ['a hit', [answer('stolen', 'not-listed'), answer('national', 'listed')], 'failed', 'document-listed'],
    [
      'a hit of a list that is too old',
      [answer('stolen', 'listed', true), missing('national')],
      'failed',
      'document-listed',
    ],
    [
      'a list that is too old',
      [answer('stolen', 'not-listed', true), answer('national', 'not-listed')],
      'inconclusive',
      'watchlist-stale',
    ],
    ['a missing list', [answer('stolen', 'not-listed'), missing('national')], 'inconclusive', 'watchlist-unavailable'],
    ['an answer of another list only', [answer('other', 'not-listed')], 'inconclusive', 'watchlist-unavailable'],
    ['no answer', [], 'inconclusive', 'watchlist-unavailable'],
    ['no query', undefined, 'inconclusive', 'watchlist-unavailable'],
  ] as const)('refers on %s', (_what, answers, result, reason) => {
    expect(checked(answers)).toEqual({ outcome: 'referred', reasons: [reason], result });
  });

  it('decides at the document, so that no face is captured', () => {
    const evidence: Evidence = { ...GOOD_EVIDENCE, watchlists: [answer('stolen', 'listed')] };
    expect(documentDecides(evidence, POLICY)).toBe(true);
  });

  it('is not run while two people have reduced the policy', () => {
    const reduced = degraded(POLICY, ['without-watchlist']);
    expect(checked([answer('stolen', 'listed')], reduced)).toEqual({
      outcome: 'cleared',
      reasons: [],
      result: 'not-run',
    });
  });

  it.each([
    ['lists without the check', { requiredChecks: DEVELOPMENT_POLICY.requiredChecks }],
    ['a list twice', { watchlists: [terms('stolen'), terms('stolen')] }],
    ['a warning after the referral', { watchlists: [{ ...terms('stolen'), warnAfterMs: 25 * HOUR }] }],
    ['no list', { watchlists: [] }],
    ['five lists', { watchlists: ['a', 'b', 'c', 'd', 'e'].map(terms) }],
  ])('is refused in a policy with %s', (_what, change) => {
    expect(policySchema.safeParse(POLICY).success).toBe(true);
    expect(policySchema.safeParse({ ...POLICY, ...change }).success).toBe(false);
  });
});
