import { describe, expect, it } from 'vitest';
import { StatusCoalescer, COALESCE_MS, type LaneStatuses } from '../../../../server/lanes/feed/status-coalescer.ts';
import type { LaneState } from '../../../../server/records/kiosks/answers.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';

/** A coalescer with one reader that can be busy. */
function turns() {
  const clock = handTurnedClock();
  const told: string[][] = [];
  const reader = { isBusy: false };
  const waiting = new Map<string, string>();
  const lanes = new StatusCoalescer(clock, (words: LaneStatuses) => {
    for (const [kioskId, { lane }] of words) waiting.set(kioskId, `${kioskId} ${lane.heard?.state}`);
    if (reader.isBusy) return waiting.size > 0;
    if (waiting.size > 0) told.push([...waiting.values()]);
    waiting.clear();
    return false;
  });
  const say = (lane: number, state: LaneState) =>
    lanes.say({
      ...{ kioskId: `north-${lane}`, site: 'north', lane: String(lane), disabled: false },
      heard: { receivedAt: clock.wallMs(), state, outOfService: [], devices: [], undelivered: 0 },
    });
  return { clock, told, reader, lanes, say };
}

describe('status coalescer', () => {
  it('sends the first status at once, then the latest of each lane per interval', () => {
    const { clock, told, say } = turns();
    say(1, 'free');
    expect(told).toEqual([['north-1 free']]);
    for (const state of ['starting', 'out-of-service', 'in-use'] as const) for (const lane of [1, 2]) say(lane, state);
    clock.turn(COALESCE_MS - 1);
    expect(told).toHaveLength(1);
    clock.turn(1);
    expect(told.slice(1)).toEqual([['north-1 in-use', 'north-2 in-use']]);
    clock.turn(10 * COALESCE_MS);
    expect(told).toHaveLength(2);
    say(2, 'free');
    expect(told.slice(2)).toEqual([['north-2 free']]);
  });
  it('keeps the latest status for a slow reader', () => {
    const { clock, told, reader, say } = turns();
    reader.isBusy = true;
    say(1, 'free');
    clock.turn(COALESCE_MS);
    say(1, 'in-use');
    clock.turn(COALESCE_MS);
    expect(told).toEqual([]);
    reader.isBusy = false;
    clock.turn(COALESCE_MS);
    expect(told).toEqual([['north-1 in-use']]);
  });
  it('sends nothing after it is stopped', () => {
    const { clock, told, lanes, say } = turns();
    say(1, 'free');
    say(1, 'in-use');
    lanes.stop();
    clock.turn(COALESCE_MS);
    expect(told).toEqual([['north-1 free']]);
  });
});
