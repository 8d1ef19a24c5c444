import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLL_OUT_STEPS } from '../../../../server/contract/roll-out.ts';
import { CHARTS } from '../../../../server/border/roll-outs/charts.ts';
import { judgeStep, STEP_TERMS, type StepFacts } from '../../../../server/border/roll-outs/judge-step.ts';
import { STORED_STEPS } from '../../../../server/border/roll-outs/roll-out-table.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28);
const facts = (over: Partial<StepFacts> = {}): StepFacts => ({
  ...{ step: 'sites', since: NOW - 48 * HOUR, now: NOW, isFrozen: false, lanes: { heard: 10, using: 10, left: 0 } },
  watched: { travellers: 5_000, highest: { referrals: 0, faults: 0, times: 0 }, rang: undefined },
  ...over,
});
const watched = (travellers: number, rang?: (typeof CHARTS)[number]) => ({ ...facts().watched, travellers, rang });

describe('a step of a roll-out', () => {
  it('is followed by the next, up to all lanes', () => {
    const order = ROLL_OUT_STEPS.map((step) => judgeStep(facts({ step })));
    expect(order.map((one) => (one.kind === 'proceeds' ? one.to : one.kind))).toEqual([
      ...['sites', 'five-percent', 'quarter', 'all', 'done'],
    ]);
  });

  it('waits in a freeze, for its lanes, its time, and its travellers', () => {
    const why = (over: Partial<StepFacts>) => {
      const judged = judgeStep(facts(over));
      return judged.kind === 'waits' ? judged.why : judged.kind;
    };
    expect(why({ isFrozen: true })).toBe('frozen');
    expect(why({ lanes: { heard: 0, using: 0, left: 0 } })).toBe('no-lanes');
    expect(why({ lanes: { heard: 10, using: 7, left: 0 } })).toBe('lanes-pending');
    expect(why({ lanes: { heard: 10, using: 8, left: 0 } })).toBe('proceeds');
    expect(why({ since: NOW - 23 * HOUR })).toBe('too-early');
    expect(why({ watched: watched(STEP_TERMS.sites.travellers - 1) })).toBe('too-few-travellers');
  });

  it('is held when a chart rang, before anything else, in each step', () => {
    for (const step of ROLL_OUT_STEPS) {
      for (const chart of CHARTS) {
        const judged = judgeStep(facts({ step, isFrozen: true, watched: watched(1, chart) }));
        expect(judged).toEqual({ kind: 'pauses', cause: chart });
      }
    }
  });

  it('of models begins only when their shadow passage is within the limits, at any time and number of travellers', () => {
    const first = { step: 'shadow', since: NOW, lanes: { heard: 0, using: 0, left: 0 }, watched: watched(0) } as const;
    const waits = { kind: 'waits', why: 'shadow-undecided' };
    expect(judgeStep(facts({ ...first, passage: 'within-limits' }))).toEqual({ kind: 'proceeds', to: 'laboratory' });
    expect(judgeStep(facts({ ...first, passage: 'undecided' }))).toEqual(waits);
    expect(judgeStep(facts(first))).toEqual(waits);
    expect(judgeStep(facts({ ...first, passage: 'within-limits', isFrozen: true }))).toEqual({
      kind: 'waits',
      why: 'frozen',
    });
  });

  it('is held in each step when the shadow passage exceeds its limits', () => {
    for (const step of STORED_STEPS) {
      expect(judgeStep(facts({ step, passage: 'exceeded' }))).toEqual({ kind: 'pauses', cause: 'shadow' });
    }
  });

  it('is held when one lane left the release by itself, in each step', () => {
    for (const step of ROLL_OUT_STEPS) {
      const judged = judgeStep(facts({ step, lanes: { heard: 10, using: 9, left: 1 } }));
      expect(judged).toEqual({ kind: 'pauses', cause: 'left-by-lanes' });
    }
  });

  it('never skips a step, and never proceeds with too few travellers, too early, or in a freeze', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROLL_OUT_STEPS),
        fc.nat({ max: 100 }),
        fc.nat({ max: 3_000 }),
        fc.boolean(),
        fc.nat({ max: 50 }),
        fc.nat({ max: 50 }),
        (step, hours, travellers, isFrozen, heard, using) => {
          const since = NOW - hours * HOUR;
          const judged = judgeStep(
            facts({ step, since, isFrozen, lanes: { heard, using, left: 0 }, watched: watched(travellers) }),
          );
          if (judged.kind !== 'proceeds' || step === 'all') return;
          expect(STORED_STEPS.indexOf(judged.to)).toBe(STORED_STEPS.indexOf(step) + 1);
          expect(isFrozen).toBe(false);
          expect(hours).toBeGreaterThanOrEqual(STEP_TERMS[step].hours);
          expect(travellers).toBeGreaterThanOrEqual(STEP_TERMS[step].travellers);
          expect(using).toBeGreaterThanOrEqual(0.8 * heard);
        },
      ),
    );
  });
});
