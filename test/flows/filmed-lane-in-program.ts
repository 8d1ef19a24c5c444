/**
 * `node --import`: the clock of `lane-clock.ts` for a lane that is a program of its own and whose pictures come from another one. That program
 * does not stop the clock when it is behind, so the limits of the camera last longer.
 */
import { CAMERA_STALL_MS } from '../../hardware/camera/camera.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { laneClock } from './lane-clock.ts';
import './lane-clock-in-program.ts';

const PATIENCE = 60;
/**
 * A stalled stream, the start of ffmpeg (`ffmpeg-camera.ts`) and the supervisor's limit for a connection. The lane has other timers of these
 * lengths, such as its housekeeping, which come as late.
 */
const CAMERA_LIMITS_MS: readonly number[] = [CAMERA_STALL_MS, 4_500, 5_000];

Object.assign(systemClock, {
  after: (delayMs: number, fire: () => void) =>
    laneClock.after(CAMERA_LIMITS_MS.includes(delayMs) ? PATIENCE * delayMs : delayMs, fire),
});
