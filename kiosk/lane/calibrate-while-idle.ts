import type { CalibratedLights } from '../face/lane-lights.ts';
import type { LaneRunner } from './runner.ts';

/** A lane whose screen came after it started measures its light in the first quiet moment; a traveller ends that at once. */
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
