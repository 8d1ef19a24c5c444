import { describe, expect, it } from 'vitest';
import { poll } from '../../../../server/platform/base/poll.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';

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
