/** `node --import`: the clock of `lane-clock.ts` for a lane that is a program of its own. */
import { systemClock } from '../../hardware/host/system-clock.ts';
import { laneClock } from './lane-clock.ts';

Object.assign(systemClock, { monotonicMs: laneClock.monotonicMs, after: laneClock.after });
