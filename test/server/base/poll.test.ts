import { describe, expect, it } from 'vitest';
import { poll } from '../../../server/base/poll.ts';
import { handTurnedClock } from '../fixtures/hand-turned-clock.ts';

const HOUR_MS = 3_600_000;

/** A look that ends when the test ends it. */
function heldLook() {
  const seen = { begun: 0, end: (): void => undefined };
  const look = () =>
    new Promise<void>((resolve) => {
      seen.begun += 1;
      seen.end = resolve;
    });
  return { seen, look };
}

describe('polls', () => {
  const onFault = (error: unknown) => expect.unreachable(String(error));

  it('that are started together look one after another, and those started later at once', async () => {
    const clock = handTurnedClock();
    const [one, other, later] = [heldLook(), heldLook(), heldLook()];
    const stops = [one, other].map(({ look }) => poll(clock, HOUR_MS, look, onFault));
    expect([one.seen.begun, other.seen.begun]).toEqual([1, 0]);
    await Promise.resolve();
    stops.push(poll(clock, HOUR_MS, later.look, onFault));
    expect([other.seen.begun, later.seen.begun]).toEqual([0, 1]);
    one.seen.end();
    await expect.poll(() => other.seen.begun).toBe(1);
    [other, later].forEach(({ seen }) => seen.end());
    await Promise.all(stops.map((stop) => stop()));
  });

  it('wait no longer than a second for one that hangs', async () => {
    const clock = handTurnedClock();
    const [hanging, other] = [heldLook(), heldLook()];
    const stops = [hanging, other].map(({ look }) => poll(clock, HOUR_MS, look, onFault));
    clock.turn(1_000);
    await expect.poll(() => other.seen.begun).toBe(1);
    [hanging, other].forEach(({ seen }) => seen.end());
    await Promise.all(stops.map((stop) => stop()));
  });

  it('that are stopped before their turn do not look', async () => {
    const clock = handTurnedClock();
    const [one, other] = [heldLook(), heldLook()];
    const stops = [one, other].map(({ look }) => poll(clock, HOUR_MS, look, onFault));
    const stopped = Promise.all(stops.map((stop) => stop()));
    one.seen.end();
    await stopped;
    clock.turn(2 * HOUR_MS);
    expect([one.seen.begun, other.seen.begun]).toEqual([1, 0]);
  });

  it('look again after a pause, counted from the end of a look', async () => {
    const clock = handTurnedClock();
    const { seen, look } = heldLook();
    const stop = poll(clock, HOUR_MS, look, onFault);
    clock.turn(2 * HOUR_MS);
    expect(seen.begun).toBe(1);
    seen.end();
    await expect.poll(() => (clock.turn(HOUR_MS), seen.begun)).toBe(2);
    seen.end();
    await stop();
  });
});
