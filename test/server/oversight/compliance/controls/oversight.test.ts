/** Evidence of human oversight, from decisions. */
import { describe, expect, it } from 'vitest';
import { HASTY_MS, oversightOf } from '../../../../../server/oversight/compliance/controls/oversight.ts';
import type { DecidedReferral } from '../../../../../server/border/referrals/tables/referrals.ts';

const decided = (afterMs: number, more: Partial<DecidedReferral> = {}): DecidedReferral => ({
  ...{ arisenAt: 1_000, decidedAt: 1_000 + afterMs, outcome: 'admitted-after-manual-check', isByTwo: false },
  ...more,
});

describe('oversight', () => {
  it('counts outcomes, second people, hasty decisions, and times', () => {
    const times = [HASTY_MS - 1, HASTY_MS, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 90_000, 900_000];
    const all = times.map((ms, index) => decided(ms, index < 2 ? { outcome: 'refused-entry', isByTwo: true } : {}));
    expect(oversightOf(all)).toMatchObject({
      ...{ decisions: 10, admitted: 8, byTwo: 2, hasty: 1, medianMs: 50_000, ninetiethMs: 90_000 },
      outcomes: expect.arrayContaining([
        { outcome: 'refused-entry', count: 2 },
        { outcome: 'left', count: 0 },
      ]) as unknown,
    });
  });

  it('has no times without decisions', () => {
    expect(oversightOf([])).toMatchObject({ decisions: 0, medianMs: null, ninetiethMs: null });
  });
});
