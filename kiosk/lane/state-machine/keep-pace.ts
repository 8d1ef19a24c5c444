/** Takes a slow lane out of service and back, and measures its rate while no traveller is present. */
import type { Clock } from '../../../hardware/host/clock.ts';
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { nextTestMs } from '../../biometrics/face/pace.ts';
import type { PaceBoard } from '../../biometrics/face/pace-board.ts';
import type { LaneRunner } from './runner.ts';

export interface KeepPaceOptions {
  readonly lane: LaneRunner;
  readonly pace: PaceBoard;
  readonly clock: Clock;
  readonly log: LogEvent;
  /** One self-test; `undefined` when it was interrupted or the camera failed. */
  readonly measure: (signal: AbortSignal) => Promise<number | undefined>;
}

/** `not-now`: a traveller is present, or the lane is closing. */
export type PaceTestAnswer = 'begun' | 'not-now';

export interface PaceKeeper {
  /**
   * Begins a self-test at once, and instead of a running one. While its results are good, the next ones follow without a pause, so the
   * lane returns to service as soon as enough of them were good in a row.
   */
  testNow(): PaceTestAnswer;
  /** Whether tests that `testNow` began are running. */
  isTesting(): boolean;
  /** Ends the tests. Resolves when a running one has ended. */
  close(): Promise<void>;
}

/** A fault in other phases would refer a traveller whose checks succeeded. */
const WITHOUT_TRAVELLER: readonly LanePhase[] = ['starting', 'idle', 'referred', 'out-of-service', 'emergency'];
const TESTED: readonly LanePhase[] = ['idle', 'out-of-service'];

export function keepPace({ lane, pace, clock, log, measure }: KeepPaceOptions): PaceKeeper {
  const closing = new AbortController();
  let stopTest: AbortController | undefined;
  let running: Promise<void> = Promise.resolve();
  let cancelTimer: (() => void) | undefined;
  let isRaised = false;
  /** Tests that `testNow` began: `anew` while the test that it replaces ends. */
  let requested: 'none' | 'anew' | 'in-a-row' = 'none';

  const canTest = (): boolean => !closing.signal.aborted && TESTED.includes(lane.view().phase);

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
    if (requested === 'anew') {
      requested = 'in-a-row';
      schedule();
    } else if (framesPerS === undefined) {
      requested = 'none';
      schedule();
    } else {
      pace.measured('self-test', framesPerS);
    }
  };

  const begin = (): void => {
    cancelTimer = undefined;
    if (stopTest !== undefined || !canTest()) return;
    stopTest = new AbortController();
    running = test(stopTest);
  };

  const schedule = (): void => {
    cancelTimer?.();
    const afterMs = requested === 'in-a-row' && canTest() ? 0 : nextTestMs(pace.pace());
    cancelTimer = afterMs === undefined || closing.signal.aborted ? undefined : clock.after(afterMs, begin);
  };

  const unsubscribe = [
    pace.onMeasured((now, before) => {
      if (now.mode !== before.mode || now.mode !== 'full') {
        log({ event: 'pace', mode: now.mode, framesPerS: Math.round(10 * (now.framesPerS ?? 0)) / 10 });
      }
      // A good test that did not raise the mode is followed by the next one
      if (now.good === 0) requested = 'none';
      settleFault();
      schedule();
    }),
    lane.onChange(() => {
      settleFault();
      if (!canTest()) {
        requested = 'none';
        stopTest?.abort();
      } else if (cancelTimer === undefined && stopTest === undefined) schedule();
    }),
  ];
  return {
    testNow() {
      if (!canTest()) return 'not-now';
      requested = stopTest === undefined ? 'in-a-row' : 'anew';
      stopTest?.abort();
      if (requested === 'in-a-row') {
        cancelTimer?.();
        begin();
      }
      return 'begun';
    },
    isTesting: () => requested !== 'none',
    async close() {
      closing.abort();
      cancelTimer?.();
      for (const end of unsubscribe) end();
      await running;
    },
  };
}
