/**
 * The clock of the server and its lanes in a shift. It stands still while this process is held up by others, so no order and no permission
 * ends because the computer is busy.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { laneClock } from '../lane-clock.ts';

const [startWallMs, startMs] = [Date.now(), laneClock.monotonicMs()];

export const shiftClock: Clock = {
  ...laneClock,
  wallMs: () => Math.round(startWallMs + laneClock.monotonicMs() - startMs),
};
