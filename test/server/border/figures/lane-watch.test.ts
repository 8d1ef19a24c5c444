import { describe, expect, test } from 'vitest';
import { lookAtLanes } from '../../../../server/border/figures/lane-watch.ts';
import type { LaneView } from '../../../../server/records/kiosks/answers.ts';

const AT = 1_800_000_000_000;

function lane(heard: Partial<NonNullable<LaneView['heard']>> = {}, over: Partial<LaneView> = {}): LaneView {
  const ready = { kind: 'camera', health: 'ready' } as const;
  return {
    kioskId: 'north-1',
    site: 'north',
    lane: '1',
    disabled: false,
    heard: { receivedAt: AT, state: 'free', outOfService: [], devices: [ready], undelivered: 0, ...heard },
    ...over,
  };
}

const FAULTED: Partial<NonNullable<LaneView['heard']>> = { devices: [{ kind: 'camera', health: 'faulted' }] };

describe('sample of lanes', () => {
  test('counts a fault once, when it begins', () => {
    const first = lookAtLanes(undefined, [lane()], AT);
    const second = lookAtLanes(first.seen, [lane({ ...FAULTED, receivedAt: AT + 15_000 })], AT + 15_000);
    const third = lookAtLanes(second.seen, [lane({ ...FAULTED, receivedAt: AT + 30_000 })], AT + 30_000);
    expect(second.counts).toEqual([
      { kioskId: 'north-1', at: AT + 15_000, figure: 'device-fault', value: 'camera', count: 1 },
    ]);
    expect(third.counts).toEqual([]);
  });
  test('does not count faults that existed at the start of the server', () => {
    expect(lookAtLanes(undefined, [lane(FAULTED)], AT).counts).toEqual([]);
  });
  test.each(['out-of-service', 'emergency'] as const)('counts the seconds of a lane in state %s', (state) => {
    const first = lookAtLanes(undefined, [lane({ state })], AT);
    const later = AT + 15_000;
    const { counts } = lookAtLanes(first.seen, [lane({ state, receivedAt: later })], later);
    expect(counts).toEqual([{ kioskId: 'north-1', at: later, figure: 'lane-seconds', value: state, count: 15 }]);
  });
  test('counts a lane without statuses as silent, whatever its last status', () => {
    const first = lookAtLanes(undefined, [lane()], AT);
    const later = AT + 40_000;
    expect(lookAtLanes(first.seen, [lane()], later).counts).toMatchObject([{ value: 'silent', count: 40 }]);
  });
  test('counts at most a minute between two samples, and nothing when the clock was set back', () => {
    const first = lookAtLanes(undefined, [lane({ state: 'out-of-service' })], AT);
    const later = AT + 3_600_000;
    const long = lookAtLanes(first.seen, [lane({ state: 'out-of-service', receivedAt: later })], later);
    expect(long.counts).toMatchObject([{ count: 60 }]);
    const back = lookAtLanes(first.seen, [lane({ state: 'out-of-service', receivedAt: AT - 5_000 })], AT - 5_000);
    expect(back.counts).toEqual([]);
  });
  test('leaves out lanes that are disabled or never reported', () => {
    const first = lookAtLanes(undefined, [lane(FAULTED)], AT);
    const lanes = [
      lane({ state: 'out-of-service' }, { disabled: true }),
      lane({}, { kioskId: 'north-2', heard: null }),
    ];
    expect(lookAtLanes(first.seen, lanes, AT + 15_000).counts).toEqual([]);
  });
});
