/** Collects the running lane's own measurements and the light of the empty scene, and compares them with the calibration. */
import type { Clock } from '../../../hardware/host/clock.ts';
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import type { Camera } from '../../../hardware/camera/camera.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { Drift } from '../../../server/contract/readiness-vocabulary.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { CalibratedLights } from '../../biometrics/face/lane-lights.ts';
import type { PaceBoard } from '../../biometrics/face/pace-board.ts';
import type { LaneRunner } from '../../lane/state-machine/runner.ts';
import type { Calibrations } from './calibrations.ts';
import { watchScene } from './camera-items.ts';
import { driftsOf, measurementsOf, NO_RUNNING_VALUES, type RunningValues } from './drift.ts';
import type { TimedGate } from './timed-gate.ts';

/** Each look takes half a second of the camera while no traveller is present. Three of them make a drift. */
const SCENE_EVERY_MS = 900_000;
const SCENE_MS = 500;

export interface DriftWatch {
  /** The values that differ now. */
  drifts(): readonly Drift[];
  onChange(listener: () => void): () => void;
  /** A new calibration: earlier measurements are no longer compared. */
  reset(): void;
  close(): Promise<void>;
}

export interface DriftWatchParts {
  readonly calibrations: Pick<Calibrations, 'current'>;
  readonly lane: Pick<LaneRunner, 'view' | 'onChange'>;
  readonly gate: Pick<TimedGate, 'onMoved'>;
  readonly camera: Camera;
  readonly lights: Pick<CalibratedLights, 'onMeasured'>;
  readonly pace: Pick<PaceBoard, 'onMeasured'>;
  readonly clock: Clock;
  readonly log: LogEvent;
}

export function watchDrift(parts: DriftWatchParts): DriftWatch {
  const { calibrations, lane, gate, camera, lights, pace, clock, log } = parts;
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let running: RunningValues = NO_RUNNING_VALUES;
  let known: readonly Drift[] = [];
  let looking: Promise<void> = Promise.resolve();
  let stopLooking: AbortController | undefined;
  let cancel: (() => void) | undefined;

  const judge = (): void => {
    const now = driftsOf(calibrations.current(), running);
    if (now.join() === known.join()) return;
    known = now;
    log({ event: 'drift', drifts: now });
    for (const listener of listeners) listener();
  };
  const add = (drift: Drift, value: number): void => {
    running = { ...running, [drift]: [...running[drift], value].slice(-measurementsOf(drift)) };
    judge();
  };

  const lookAtScene = async (stop: AbortController): Promise<void> => {
    try {
      await underSignals([closing.signal, stop.signal], async (signal) => {
        const seen = await watchScene(camera, clock, SCENE_MS, signal);
        if (seen !== undefined && !signal.aborted) add('scene-light', seen.scenePerMille);
      });
    } catch (error) {
      // A camera that fails or is in use does not count as drift
      if (!(error instanceof DeviceError)) throw error;
    }
    stopLooking = undefined;
  };
  const schedule = (): void => {
    cancel = clock.after(SCENE_EVERY_MS, () => {
      if (calibrations.current()?.scenePerMille !== undefined && lane.view().phase === 'idle') {
        stopLooking = new AbortController();
        looking = lookAtScene(stopLooking);
      }
      schedule();
    });
  };
  schedule();

  const unsubscribe = [
    gate.onMoved((movement, tookMs) => add(movement === 'opened' ? 'gate-open-time' : 'gate-close-time', tookMs)),
    // With a reduced load the rate is limited on purpose
    pace.onMeasured(({ mode, framesPerS }) => {
      if (mode === 'full' && framesPerS !== undefined) add('frame-rate', framesPerS);
    }),
    lights.onMeasured(({ latency, contrast }) => {
      add('screen-latency', latency.latencyMs);
      add('screen-light', 100 * contrast);
    }),
    lane.onChange(() => {
      // A traveller comes first
      if (lane.view().phase !== 'idle') stopLooking?.abort();
    }),
  ];
  return {
    drifts: () => known,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reset() {
      running = NO_RUNNING_VALUES;
      judge();
    },
    async close() {
      closing.abort();
      cancel?.();
      for (const end of unsubscribe) end();
      await looking;
    },
  };
}
