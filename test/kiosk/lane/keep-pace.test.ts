import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import type { KioskEvent } from '../../../kiosk/base/events.ts';
import { paceRates } from '../../../kiosk/face/pace.ts';
import { createPaceBoard } from '../../../kiosk/face/pace-board.ts';
import { keepPace } from '../../../kiosk/lane/keep-pace.ts';
import type { LaneEvent } from '../../../kiosk/lane/lane.ts';
import type { LanePhase } from '../../../server/contract/vocabulary.ts';

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
  const stop = keepPace({
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
    const stopped = stop();
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
    stop,
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
    const { clock, tests, slow, stop } = keptLane();
    for (const _ of [1, 2, 3]) slow(3);
    await clock.advance(10_500);
    const stopped = stop();
    expect(tests.at(-1)?.aborted).toBe(true);
    await clock.advance(2_000);
    await stopped;
    const count = tests.length;
    await clock.advance(60_000);
    expect(tests).toHaveLength(count);
  });
});
