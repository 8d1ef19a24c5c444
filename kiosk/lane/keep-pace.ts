/** Takes a slow lane out of service and back, and measures its rate while no traveller is present. */
import type { Clock } from '../../hardware/host/clock.ts';
import { underSignals } from '../../hardware/host/combined-signal.ts';
import type { LanePhase } from '../../server/contract/vocabulary.ts';
import { errorName } from '../base/error-name.ts';
import type { LogEvent } from '../base/events.ts';
import { nextTestMs } from '../face/pace.ts';
import type { PaceBoard } from '../face/pace-board.ts';
import type { LaneRunner } from './runner.ts';

export interface KeepPaceOptions {
  readonly lane: LaneRunner;
  readonly pace: PaceBoard;
  readonly clock: Clock;
  readonly log: LogEvent;
  /** One self-test; `undefined` when it was interrupted or the camera failed. */
  readonly measure: (signal: AbortSignal) => Promise<number | undefined>;
}

/** A fault in other phases would refer a traveller whose checks succeeded. */
const WITHOUT_TRAVELLER: readonly LanePhase[] = ['starting', 'idle', 'referred', 'out-of-service', 'emergency'];
const TESTED: readonly LanePhase[] = ['idle', 'out-of-service'];

/** @returns a function that ends the tests and resolves when a running one has ended */
export function keepPace({ lane, pace, clock, log, measure }: KeepPaceOptions): () => Promise<void> {
  const closing = new AbortController();
  let stopTest: AbortController | undefined;
  let running: Promise<void> = Promise.resolve();
  let cancelTimer: (() => void) | undefined;
  let isRaised = false;

  const settleFault = (): void => {
    const isStopped = pace.pace().mode === 'stopped';
    if (isStopped === isRaised || !WITHOUT_TRAVELLER.includes(lane.view().phase)) return;
    isRaised = isStopped;
    lane.dispatch({ kind: isStopped ? 'fault-raised' : 'fault-cleared', fault: 'frame-rate' });
  };

  const test = async (stop: AbortController): Promise<void> => {
    const framesPerS = await underSignals([closing.signal, stop.signal], (signal) =>
      measure(signal).catch((error: unknown) => {
        if (!signal.aborted) log({ event: 'step-failed', step: 'measure-pace', error: errorName(error), code: 'none' });
        return undefined;
      }),
    );
    stopTest = undefined;
    if (closing.signal.aborted) return;
    if (framesPerS !== undefined) pace.measured('self-test', framesPerS);
    else schedule();
  };

  const begin = (): void => {
    cancelTimer = undefined;
    if (closing.signal.aborted || stopTest !== undefined || !TESTED.includes(lane.view().phase)) return;
    stopTest = new AbortController();
    running = test(stopTest);
  };

  const schedule = (): void => {
    cancelTimer?.();
    const afterMs = nextTestMs(pace.pace());
    cancelTimer = afterMs === undefined || closing.signal.aborted ? undefined : clock.after(afterMs, begin);
  };

  const unsubscribe = [
    pace.onMeasured((now, before) => {
      if (now.mode !== before.mode || now.mode !== 'full') {
        log({ event: 'pace', mode: now.mode, framesPerS: Math.round(10 * (now.framesPerS ?? 0)) / 10 });
      }
      settleFault();
      schedule();
    }),
    lane.onChange(() => {
      settleFault();
      if (!TESTED.includes(lane.view().phase)) stopTest?.abort();
      else if (cancelTimer === undefined && stopTest === undefined) schedule();
    }),
  ];
  return async () => {
    closing.abort();
    cancelTimer?.();
    for (const end of unsubscribe) end();
    await running;
  };
}
