/**
 * A traveller's time by step, from their arrival to the open gate: each step of the lane and each prompt of the camera
 * step.
 */
import type { LaneView } from '../../../kiosk/lane/state-machine/lane-view.ts';

/** A phase of the lane, or a prompt of the camera step in it. */
export type Moment = LaneView['phase'] | `face: ${string}`;

export interface Timeline {
  /** Records the lane's view at a monotonic time, ms. */
  see(view: Pick<LaneView, 'phase' | 'face'>, atMs: number): void;
  /** Time in each moment so far, ms, in the order of their first occurrence; the last one is still running. */
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
