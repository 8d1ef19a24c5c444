import type { CalibratedLights } from '../../biometrics/face/lane-lights.ts';
import type { LaneRunner } from './runner.ts';

/**
 * Calibrates the light when a screen connected after the start, as soon as the lane is idle. An arriving traveller
 * ends it at once.
 */
export function calibrateWhileIdle(lane: LaneRunner, lights: CalibratedLights): () => void {
  let stop: AbortController | undefined;
  const look = (): void => {
    if (lane.view().phase !== 'idle') {
      stop?.abort();
      stop = undefined;
      return;
    }
    if (stop !== undefined || lights.latency() !== undefined) return;
    stop = new AbortController();
    void lights.calibrate(stop.signal);
  };
  const unsubscribe = [lane.onChange(look), lights.board.onChange(look)];
  return () => {
    stop?.abort();
    for (const step of unsubscribe) step();
  };
}
