import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { paceRates } from '../../../../kiosk/biometrics/face/pace.ts';
import { createPaceBoard } from '../../../../kiosk/biometrics/face/pace-board.ts';
import { keepPace } from '../../../../kiosk/lane/state-machine/keep-pace.ts';
import type { LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import type { LanePhase } from '../../../../server/contract/vocabulary.ts';

function keptLane() {
  const clock = turnedClock();
  const pace = createPaceBoard(clock, () => paceRates({ light: 'skipped', headTurn: 'required' }));
  const listeners = new Set<() => void>();
  const events: LaneEvent[] = [];
  const logged: KioskEvent[] = [];
  let phase: LanePhase = 'idle';
  let rate: number | undefined = 15;
  const tests: AbortSignal[] = [];
  const move = (next: LanePhase): void => {
    phase = next;
    for (const listener of listeners) listener();
  };
  const keeper = keepPace({
    lane: {
      view: () => ({ phase }),
      onChange(listener: () => void) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      dispatch(event: LaneEvent) {
        events.push(event);
        if (event.kind === 'fault-raised') move('out-of-service');
        if (event.kind === 'fault-cleared') move('idle');
      },
    } as never,
    pace,
    clock,
    log: (event) => void logged.push(event),
    async measure(signal) {
      tests.push(signal);
      await new Promise((resolve) => void clock.after(2_000, () => resolve(undefined)));
      return signal.aborted ? undefined : rate;
    },
  });
  onTestFinished(async () => {
    const stopped = keeper.close();
    await clock.advance(60_000);
    await stopped;
  });
  return {
    clock,
    pace,
    events,
    logged,
    tests,
    move,
    slow: (framesPerS: number) => pace.measured('traveller', framesPerS),
    setRate: (next: number | undefined) => void (rate = next),
    keeper,
  };
}
const raised = [{ kind: 'fault-raised', fault: 'frame-rate' }];
const cleared = [{ kind: 'fault-cleared', fault: 'frame-rate' }];

describe('a lane that keeps its pace', () => {
  it('makes no self-test while it is fast enough', async () => {
    const { clock, tests, slow } = keptLane();
    slow(14);
    await clock.advance(3_600_000);
    expect(tests).toEqual([]);
  });

  it('goes out of service when it stays too slow, and never while a traveller is in it', async () => {
    const { events, move, slow, logged } = keptLane();
    move('face');
    slow(3);
    slow(3);
    expect(events).toEqual([]);
    slow(3);
    expect(events).toEqual([]);
    move('referred');
    expect(events).toEqual(raised);
    expect(logged).toContainEqual({ event: 'pace', mode: 'reduced', framesPerS: 3 });
    expect(logged).toContainEqual({ event: 'pace', mode: 'stopped', framesPerS: 3 });
  });

  it('returns by itself after three self-tests at which it keeps up', async () => {
    const { clock, events, slow, setRate, tests } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    setRate(3);
    await clock.advance(120_000);
    expect(tests.length).toBeGreaterThanOrEqual(9);
    expect(events).toEqual(raised);
    setRate(12);
    await clock.advance(24_000);
    expect(events).toEqual(raised);
    await clock.advance(14_000);
    expect(events).toEqual([...raised, ...cleared]);
  });

  it('takes its full load again later, with longer tests between', async () => {
    const { clock, pace, slow, setRate } = keptLane();
    slow(5);
    slow(5);
    expect(pace.pace().mode).toBe('reduced');
    setRate(12);
    await clock.advance(62_000);
    expect(pace.pace().mode).toBe('reduced');
    await clock.advance(40_000);
    expect(pace.pace().mode).toBe('full');
  });

  it('ends a self-test at once when a traveller arrives, and repeats it afterwards', async () => {
    const { clock, pace, tests, move, slow } = keptLane();
    slow(5);
    await clock.advance(1_500);
    expect(tests).toHaveLength(1);
    move('notice');
    expect(tests[0]?.aborted).toBe(true);
    await clock.advance(60_000);
    expect(tests).toHaveLength(1);
    expect(pace.pace().framesPerS).toBe(5);
    move('idle');
    await clock.advance(4_000);
    expect(tests).toHaveLength(2);
    expect(pace.pace().framesPerS).toBe(15);
  });

  it('tests again when the camera gave no result', async () => {
    const { clock, events, slow, setRate, tests } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    setRate(undefined);
    await clock.advance(60_000);
    expect(tests.length).toBeGreaterThanOrEqual(4);
    expect(events).toEqual(raised);
  });

  it('ends its tests when the lane closes', async () => {
    const { clock, tests, slow, keeper } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    await clock.advance(10_500);
    const stopped = keeper.close();
    expect(tests.at(-1)?.aborted).toBe(true);
    await clock.advance(2_000);
    await stopped;
    const count = tests.length;
    await clock.advance(60_000);
    expect(tests).toHaveLength(count);
  });

  it('on request tests at once, and returns after good tests without a pause between them', async () => {
    const { clock, events, slow, setRate, tests, keeper } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    setRate(12);
    expect(keeper.testNow()).toBe('begun');
    expect(tests).toHaveLength(1);
    expect(keeper.isTesting()).toBe(true);
    await clock.advance(5_900);
    expect(events).toEqual(raised);
    await clock.advance(200);
    expect(events).toEqual([...raised, ...cleared]);
    expect(keeper.isTesting()).toBe(false);
  });

  it('on request ends with the first slow test, and continues with its own tests', async () => {
    const { clock, events, slow, setRate, tests, keeper } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    setRate(0.5);
    keeper.testNow();
    await clock.advance(2_100);
    expect(keeper.isTesting()).toBe(false);
    expect(tests).toHaveLength(1);
    await clock.advance(9_000);
    expect(tests).toHaveLength(1);
    await clock.advance(2_000);
    expect(tests).toHaveLength(2);
    expect(events).toEqual(raised);
  });

  it('on request replaces a running test, whose camera may have been slow', async () => {
    const { clock, pace, slow, setRate, tests, keeper } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    setRate(0.5);
    await clock.advance(10_500);
    expect(tests).toHaveLength(1);
    setRate(12);
    keeper.testNow();
    keeper.testNow();
    expect(tests[0]?.aborted).toBe(true);
    await clock.advance(1_600);
    expect(keeper.isTesting()).toBe(true);
    expect(pace.pace().framesPerS).toBe(3);
    await clock.advance(6_100);
    expect(pace.pace().mode).toBe('reduced');
    expect(tests).toHaveLength(4);
  });

  it('on request ends its tests when the camera gives no result', async () => {
    const { clock, slow, setRate, tests, keeper } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    setRate(undefined);
    keeper.testNow();
    await clock.advance(2_100);
    expect(keeper.isTesting()).toBe(false);
    expect(tests).toHaveLength(1);
  });

  it('refuses a request while a traveller is present or when it is closed, and ends requested tests for a traveller', async () => {
    const { clock, tests, move, keeper } = keptLane();
    expect(keeper.testNow()).toBe('begun');
    move('notice');
    expect(tests[0]?.aborted).toBe(true);
    expect(keeper.isTesting()).toBe(false);
    expect(keeper.testNow()).toBe('not-now');
    await clock.advance(60_000);
    expect(tests).toHaveLength(1);
    move('idle');
    const closed = keeper.close();
    expect(keeper.testNow()).toBe('not-now');
    await clock.advance(2_000);
    await closed;
    expect(tests).toHaveLength(1);
  });
});
