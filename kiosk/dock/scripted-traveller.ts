/** A simulated traveller who does by themselves what people do: comes, lays the document down, touches the screen, leaves. */
import type { Clock } from '../../hardware/clock/clock.ts';
import type { LaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import type { LaneRunner } from '../lane/runner.ts';
import type { Touch } from '../screen/screen-state.ts';

export interface ScriptedTraveller {
  /** Ends the script; the lane goes on with whatever it is doing. */
  stop(): void;
}

export interface ScriptOptions {
  readonly lane: LaneRunner;
  readonly simulation: LaneSimulation;
  readonly clock: Clock;
  readonly touch: (touch: Touch) => void;
  /** Default: slow enough to watch. */
  readonly pace?: Pace;
}

export interface Pace {
  readonly readsNoticeMs: number;
  readonly looksAtAdviceMs: number;
}

/** Long enough to read a line of the notice, short enough to watch. */
const WATCHABLE: Pace = { readsNoticeMs: 1_500, looksAtAdviceMs: 2_500 };

/** Needs no more time, asked once. Follows the lane until it is idle again, then clears the scene and takes the document away. */
export function followLane({ lane, simulation, clock, touch, pace = WATCHABLE }: ScriptOptions): ScriptedTraveller {
  let phase = lane.view().phase;
  let asked = false;
  let cancel: (() => void) | undefined;
  const later = (delayMs: number, what: Touch): void => {
    cancel?.();
    cancel = clock.after(delayMs, () => touch(what));
  };
  const leave = (): void => {
    stop();
    simulation.removeDocument();
    simulation.setScene({ subject: { kind: 'nobody' } });
    simulation.setFinger({ kind: 'none' });
  };
  const follow = (): void => {
    const { phase: next, asked: isAsked = false } = lane.view();
    if (isAsked !== asked) {
      asked = isAsked;
      if (asked) later(pace.looksAtAdviceMs, 'done');
    }
    if (next === phase) return;
    phase = next;
    if (phase === 'notice') later(pace.readsNoticeMs, 'continue');
    if (phase === 'referred') later(pace.looksAtAdviceMs, 'done');
    if (phase === 'idle' || phase === 'out-of-service') leave();
  };
  const unsubscribe = lane.onChange(follow);
  const stop = (): void => {
    unsubscribe();
    cancel?.();
  };
  return { stop };
}
