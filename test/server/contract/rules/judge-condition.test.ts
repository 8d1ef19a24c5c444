import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCondition, type TraceStep } from '../../../../server/contract/rules/judge-condition.ts';
import { type Condition, conditionsOf, type Facts } from '../../../../server/contract/rules/rule-set.ts';

const AMOUNTS = ['a', 'b', 'c'] as const;
const amount = fc.constantFrom(...AMOUNTS);
const number = fc.integer({ min: 0, max: 6 });
const comparison = fc.constantFrom('at-least' as const, 'above' as const, 'below' as const, 'at-most' as const);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.record({ amount, is: comparison, limit: number }),
    fc.record({
      amount,
      is: comparison,
      limits: fc.record({
        by: fc.constant(['kind', 'flag']),
        rows: fc.array(
          fc.record({
            when: fc.tuple(fc.constantFrom('x', 'y', '*'), fc.constantFrom('true', 'false', '*')),
            limit: number,
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    }),
    fc.record({
      shares: fc.dictionary(amount, fc.integer({ min: 1, max: 7 }), { minKeys: 1 }),
      is: fc.constantFrom('above' as const, 'at-least' as const),
    }),
    fc.record({ code: fc.constant('kind'), in: fc.subarray(['x', 'y'], { minLength: 1 }) }),
    fc.constant({ flag: 'flag' }),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ) as fc.Arbitrary<Condition>,
}));
const whole = fc.record({ a: number, b: number, c: number, kind: fc.constantFrom('x', 'y'), flag: fc.boolean() });
const without = (facts: Facts, missing: readonly string[]): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !missing.includes(name)));

describe('a condition', () => {
  it('that is judged without some facts is judged the same with them', () => {
    fc.assert(
      fc.property(condition, whole, fc.subarray(['a', 'b', 'c', 'kind', 'flag']), (of, facts, missing) => {
        const partial = judgeCondition(of, without(facts, missing));
        if (partial !== 'unknown') expect(judgeCondition(of, facts)).toBe(partial);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the opposite of its negation, and unknown with it', () => {
    fc.assert(
      fc.property(condition, whole, fc.subarray(['a', 'kind']), (of, facts, missing) => {
        const [truth, opposite] = [of, { not: of }].map((one) => judgeCondition(one, without(facts, missing)));
        expect(opposite).toBe(truth === 'unknown' ? 'unknown' : !truth);
      }),
    );
  });

  it('leaves a trace of at most its own comparisons, without values', () => {
    fc.assert(
      fc.property(condition, whole, (of, facts) => {
        const trace: TraceStep[] = [];
        judgeCondition(of, facts, trace);
        expect(trace.length).toBeLessThanOrEqual(conditionsOf(of).length);
        expect(trace.every((step) => !('value' in step))).toBe(true);
      }),
    );
  });

  it('of shares adds fractions exactly', () => {
    const thirds = { shares: { a: 3, b: 3, c: 3 }, is: 'above' } as const;
    expect(judgeCondition(thirds, { a: 1, b: 1, c: 1 })).toBe(false);
    expect(judgeCondition({ ...thirds, is: 'at-least' }, { a: 1, b: 1, c: 1 })).toBe(true);
    const large = { shares: { a: 99_991, b: 99_989 }, is: 'above' } as const;
    expect(judgeCondition(large, { a: 99_990, b: 1 })).toBe(true);
    expect(judgeCondition(large, { a: 99_990, b: 0 })).toBe(false);
    // Denominators beyond 2^53
    const primes = { a: 99_991, b: 99_989, c: 99_971, d: 99_961, e: 99_929 };
    const whole = (name: string, more: number) =>
      judgeCondition({ shares: primes, is: 'above' }, { a: 0, b: 0, c: 0, d: 99_960, e: 0, [name]: more });
    expect([whole('e', 0), whole('e', 1), whole('a', 1)]).toEqual([false, true, false]);
  });

  it('takes no fact from the prototype of an object', () => {
    expect(judgeCondition({ flag: 'constructor' }, {})).toBe('unknown');
    expect(judgeCondition({ amount: '__proto__', is: 'above', limit: 0 }, {})).toBe('unknown');
  });
});
