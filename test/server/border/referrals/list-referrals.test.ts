import { describe, expect, it } from 'vitest';
import { notDecided } from '../../../../server/border/referrals/list-referrals.ts';

const referrals = (...ids: readonly string[]) => ids.map((id) => ({ id }));

describe('the list of referrals', () => {
  it('has a referral that was decided while it was read once, as decided', () => {
    expect(notDecided(referrals('a', 'b', 'c'), referrals('b', 'd'))).toEqual(referrals('a', 'c'));
    expect(notDecided(referrals('a'), [])).toEqual(referrals('a'));
  });
});
