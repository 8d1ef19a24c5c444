import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noCounts } from '../../../../server/contract/shadow-passage.ts';
import { judgePassage } from '../../../../server/border/roll-outs/judge-passage.ts';
import { shadowCounts } from '../../fixtures/shadow-counts.ts';

const LIMITS = { travellers: 1_000, wouldPassMostPpm: 5_000, wouldRefuseMostPpm: 20_000, notJudgedMostPpm: 50_000 };
const stateOf = (over: Parameters<typeof shadowCounts>[0]) => judgePassage(shadowCounts(over), LIMITS).state;

describe('a shadow passage', () => {
  it('is undecided without travellers, and with too few even if all agree', () => {
    expect(judgePassage(noCounts(), LIMITS)).toMatchObject({ state: 'undecided', judged: 0, wouldPassHigh: 1 });
    expect(stateOf({ agreedPass: 999 })).toBe('undecided');
    expect(stateOf({ agreedPass: 1_000 })).toBe('within-limits');
  });

  it('is within the limits while the upper bound (95 %) of each share is', () => {
    // 1 of 1,000 has the upper bound 0.00473, 2 of 1,000 has 0.00628 (SciPy beta.ppf(0.95, k + 1, n - k))
    expect(judgePassage(shadowCounts({ agreedPass: 999, wouldPass: 1 }), LIMITS).wouldPassHigh).toBeCloseTo(
      0.004735,
      5,
    );
    expect(stateOf({ agreedPass: 999, wouldPass: 1 })).toBe('within-limits');
    expect(stateOf({ agreedPass: 998, wouldPass: 2 })).toBe('undecided');
    expect(stateOf({ agreedPass: 988, wouldRefuse: 12 })).toBe('within-limits');
    expect(stateOf({ agreedPass: 980, wouldRefuse: 20 })).toBe('undecided');
    expect(stateOf({ agreedPass: 1_000, failed: 60 })).toBe('undecided');
  });

  it('exceeds a limit as soon as a share does with certainty, before the number of travellers', () => {
    expect(stateOf({ agreedPass: 40, wouldPass: 10 })).toBe('exceeded');
    expect(stateOf({ agreedPass: 40, wouldRefuse: 10 })).toBe('exceeded');
    expect(stateOf({ failed: 20 })).toBe('exceeded');
    expect(stateOf({ agreedPass: 9, wouldRefuse: 1 })).toBe('undecided');
  });

  it('does not blame the candidate for travellers whom the lane could not let it judge', () => {
    const counts = shadowCounts({ agreedPass: 1_000 });
    const notJudged = { ...counts.notJudged, 'no-capacity': 900, 'other-reference': 900, interrupted: 9 };
    expect(judgePassage({ ...counts, notJudged }, LIMITS).state).toBe('within-limits');
  });

  it('never accepts more disagreement where it refuses less', () => {
    const order = { 'within-limits': 0, undecided: 1, exceeded: 2 } as const;
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.nat({ max: 40 }), fc.nat({ max: 40 }), (wouldPass, wouldRefuse, failed) => {
        const of = (more: number) =>
          order[
            stateOf({
              agreedPass: 1_200 - wouldPass - wouldRefuse - more,
              wouldPass: wouldPass + more,
              wouldRefuse,
              failed,
            })
          ];
        expect(of(1)).toBeGreaterThanOrEqual(of(0));
      }),
    );
  });
});
