import { describe, expect, it } from 'vitest';
import { ChannelPaces } from '../../../../server/oversight/alerts/channel-pace.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';

describe('pace of a channel', () => {
  const make = () => {
    const clock = handTurnedClock();
    return { clock, paces: new ChannelPaces(clock, () => 1) };
  };
  /** Begins as many attempts as may begin. */
  const fill = (paces: ChannelPaces, channel: number): number => {
    let begun = 0;
    for (; paces.mayBegin(channel); begun += 1) paces.begin(channel);
    return begun;
  };

  it('allows four attempts together', () => {
    const { paces } = make();
    expect(fill(paces, 1)).toBe(4);
    expect(paces.held()).toEqual([1]);
    paces.end(1, 'delivered');
    expect(fill(paces, 1)).toBe(1);
  });
  it('allows one attempt at a time after a failure, with a pause that grows to a minute', () => {
    const { clock, paces } = make();
    paces.begin(1);
    for (const pauseMs of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      paces.end(1, 'failed');
      clock.turn(pauseMs - 1);
      expect(fill(paces, 1)).toBe(0);
      clock.turn(1);
      expect(fill(paces, 1)).toBe(1);
    }
  });
  it('allows four again after a delivery', () => {
    const { clock, paces } = make();
    paces.begin(1);
    paces.end(1, 'failed');
    clock.turn(5_000);
    paces.begin(1);
    paces.end(1, 'delivered');
    expect(fill(paces, 1)).toBe(4);
  });
  it('does not change another channel', () => {
    const { paces } = make();
    fill(paces, 1);
    for (let ended = 0; ended < 4; ended += 1) paces.end(1, 'failed');
    expect([fill(paces, 1), fill(paces, 2)]).toEqual([0, 4]);
  });
  it('counts an attempt that another process made as none', () => {
    const { paces } = make();
    paces.begin(1);
    paces.end(1, 'not-made');
    expect(fill(paces, 1)).toBe(4);
  });
});
