import { describe, expect, it } from 'vitest';
import { isOlder, withAlarm } from '../../../../../server/console/officer/state/latest.ts';
import type { Alarm } from '../../../../../server/records/alarms/answers.ts';
import type { LaneView } from '../../../../../server/records/kiosks/answers.ts';

const lane = (name: string, receivedAt?: number): LaneView => ({
  kioskId: `kiosk-${name}`,
  site: 'north',
  lane: name,
  disabled: false,
  heard: receivedAt === undefined ? null : { receivedAt, state: 'free', outOfService: [], devices: [], undelivered: 0 },
});
const alarm = (id: number, over: Partial<Alarm> = {}): Alarm => ({
  id,
  kind: 'sequence-gap',
  kioskId: 'kiosk-1',
  fromSequence: 1,
  toSequence: 2,
  firstAt: id,
  lastAt: id,
  count: 1,
  filledAt: null,
  ...over,
});

describe('the latest word', () => {
  it('of a lane is not undone by a list that was read before it', () => {
    expect(isOlder(lane('1', 8), lane('1', 9))).toBe(true);
    expect(isOlder(lane('1', 9), lane('1', 9))).toBe(false);
    expect(isOlder(lane('1'), lane('1', 1))).toBe(true);
  });

  it('of an alarm replaces the one before and is not undone by it', () => {
    const raised = withAlarm(withAlarm([], alarm(1)), alarm(2));
    expect(raised.map((one) => one.id)).toEqual([2, 1]);
    const filled = withAlarm(raised, alarm(1, { filledAt: 9 }));
    expect(filled.find((one) => one.id === 1)?.filledAt).toBe(9);
    expect(withAlarm(filled, alarm(1))).toBe(filled);
    expect(withAlarm(filled, alarm(1, { count: 2, lastAt: 20, filledAt: 9 }))[0]).toMatchObject({ id: 1, count: 2 });
  });
});
