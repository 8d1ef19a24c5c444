import { describe, expect, it } from 'vitest';
import { OnceOnly } from '../../../../server/lanes/fleet/once-only.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';

describe('once-only values', () => {
  it('are accepted once per owner while they could be reused', () => {
    const clock = handTurnedClock();
    const once = new OnceOnly(clock, 1_000);
    expect([once.take('a', '1'), once.take('a', '1'), once.take('b', '1'), once.take('a', '2')]).toEqual([
      ...[true, false, true, true],
    ]);
    clock.turn(999);
    expect(once.take('a', '1')).toBe(false);
    clock.turn(1);
    expect(once.take('a', '1')).toBe(true);
  });

  it('are refused when the list is full; one owner fills only their own share', () => {
    const clock = handTurnedClock();
    const once = new OnceOnly(clock, 1_000, { all: 5, ofOne: 3 });
    const taken = (owner: string, times: number) =>
      Array.from({ length: times }, (_, at) => once.take(owner, `${clock.wallMs()}-${at}`)).filter(Boolean).length;
    expect([taken('stolen', 9), taken('b', 1), taken('c', 9), taken('d', 1)]).toEqual([3, 1, 1, 0]);
    clock.turn(1_000);
    expect([taken('d', 1), taken('stolen', 9)]).toEqual([1, 3]);
  });
});
