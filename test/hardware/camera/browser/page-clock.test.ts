import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageClock } from '../../../../hardware/camera/browser/page-clock.ts';

describe('the page’s clock', () => {
  it('has no offset before the first answer', () => {
    expect(pageClock().toLaneMs(5)).toBeUndefined();
    expect(pageClock().uncertaintyMs()).toBe(Number.POSITIVE_INFINITY);
  });

  it('is within its stated uncertainty, for any delays of query and answer', () => {
    const way = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(way, way), { minLength: 1, maxLength: 40 }), fc.integer(), (ways, offset) => {
        const clock = pageClock();
        let nowMs = 1000;
        for (const [there, back] of ways) {
          clock.note(nowMs, nowMs + there + back, nowMs + there - offset);
          nowMs += 1000;
        }
        expect(Math.abs(clock.toLaneMs(500)! - (500 + offset))).toBeLessThanOrEqual(clock.uncertaintyMs() + 1e-5);
      }),
    );
  });

  it('follows a drift, because old answers no longer count', () => {
    const clock = pageClock();
    clock.note(0, 0, 0);
    for (let second = 1; second < 20; second += 1) clock.note(second * 1000, second * 1000 + 1, second * 1000 - 99.5);
    expect(clock.toLaneMs(0)).toBeCloseTo(100);
  });

  it('ignores an answer that precedes its query', () => {
    const clock = pageClock();
    clock.note(10, 5, 7);
    expect(clock.toLaneMs(0)).toBeUndefined();
  });
});
