/** A traveller's time by step, from their arrival to the open gate: each step of the lane and each prompt before the camera. */
import type { LaneView } from '../../../kiosk/lane/lane-view.ts';

/** A phase of the lane, or a prompt of the camera step in it. */
export type Moment = LaneView['phase'] | `face: ${string}`;

export interface Timeline {
  /** Takes the lane's view at a monotonic time, ms. */
  see(view: Pick<LaneView, 'phase' | 'face'>, atMs: number): void;
  /** Time spent in each moment so far, ms, in the order in which they were first seen; the last one still goes on. */
  spent(): ReadonlyMap<Moment, number>;
}

export function createTimeline(): Timeline {
  const spent = new Map<Moment, number>();
  let current: { readonly moment: Moment; readonly sinceMs: number } | undefined;
  return {
    see({ phase, face }, atMs) {
      const moment: Moment = phase === 'face' ? `face: ${face?.prompt ?? 'reference'}` : phase;
      if (moment === current?.moment) return;
      if (current !== undefined) {
        spent.set(current.moment, (spent.get(current.moment) ?? 0) + atMs - current.sinceMs);
      }
      current = { moment, sinceMs: atMs };
      if (!spent.has(moment)) spent.set(moment, 0);
    },
    spent: () => spent,
  };
}
