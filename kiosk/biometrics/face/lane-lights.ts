/** The light challenge of a lane: the light board, and the latency, which is measured while no traveller is present. */
import type { Camera } from '../../../hardware/camera/camera.ts';
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { KeyProvider } from '../../../hardware/secure-element/key-provider.ts';
import type { LightLatency } from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import { createLightBoard } from './light-board.ts';
import { type LightMeasurement, measureLight } from './light-calibration.ts';
import type { LaneLights } from './light-board.ts';
import { drawRandomness } from './challenge-random.ts';

export interface CalibratedLights extends LaneLights {
  /** Measures the latency unless it is known or cannot be measured; ends early when the signal fires. */
  calibrate(signal: AbortSignal): Promise<void>;
  /** Measures it again. `undefined` when it cannot be measured; the latency that was known stays then. */
  measure(signal: AbortSignal): Promise<LightMeasurement | undefined>;
  /** Called after each measurement that succeeded. */
  onMeasured(listener: (measured: LightMeasurement) => void): Unsubscribe;
}

export interface LaneLightsOptions {
  readonly camera: Camera;
  readonly secureElement: Pick<KeyProvider, 'random'>;
  readonly clock: Clock;
  readonly log: LogEvent;
}

export function createLaneLights({ camera, secureElement, clock, log }: LaneLightsOptions): CalibratedLights {
  const board = createLightBoard(clock);
  let latency: LightLatency | undefined;
  const listeners = new Set<(measured: LightMeasurement) => void>();
  let running = false;
  const measure = async (signal: AbortSignal): Promise<LightMeasurement | undefined> => {
    if (running || board.screens() === 0) return undefined;
    running = true;
    try {
      const random = await drawRandomness(secureElement);
      const measured = await measureLight({ camera, board, clock, random, signal });
      latency = measured?.latency ?? latency;
      const { latencyMs, jitterMs } = measured?.latency ?? { latencyMs: -1, jitterMs: -1 };
      log({ event: 'light-calibrated', latencyMs: Math.round(latencyMs), jitterMs: Math.round(jitterMs) });
      if (measured !== undefined) for (const listener of listeners) listener(measured);
      return measured;
    } catch (error) {
      // Without an element the lane is closed. The latency is measured when the element is back
      if (!(error instanceof DeviceError)) throw error;
      return undefined;
    } finally {
      running = false;
    }
  };
  return {
    board,
    latency: () => latency,
    async calibrate(signal) {
      if (latency === undefined) await measure(signal);
    },
    measure,
    onMeasured(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
