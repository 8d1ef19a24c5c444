/**
 * Measures the latency from this lane's screen to its camera, with any object that the screen lights, while no
 * traveller is present: when the lane starts and whenever a screen connects. Without it no light challenge is decided.
 */
import type { Camera } from '../../../hardware/camera/camera.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { type Image, wipeImage } from '../../../hardware/device/image.ts';
import { confirmShown } from '../../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import { CALIBRATION_PACE } from '../../../models/face/presentation-attack/light-challenge/constants.ts';
import {
  type ColourSample,
  estimateLatency,
} from '../../../models/face/presentation-attack/light-challenge/estimate-latency.ts';
import {
  challengeMs,
  drawLightChallenge,
} from '../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import type { LightLatency } from '../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { linearOfSample } from '../../../models/face/presentation-attack/light-challenge/light-state.ts';
import { LIGHT_MARGIN_MS } from './face-constants.ts';
import { holdExposure } from './hold-exposure.ts';
import type { LightBoard } from './light-board.ts';

export interface LightCalibrationOptions {
  readonly camera: Camera;
  readonly board: LightBoard;
  readonly clock: Clock;
  readonly random: () => number;
  /** Ends the calibration when a traveller comes. */
  readonly signal: AbortSignal;
}

const LINEAR = Float64Array.from({ length: 256 }, (_, sample) => linearOfSample(sample));
/** Distance of the pixels that are read, which is enough for a mean. */
const PIXEL_STEP = 7;

export interface LightMeasurement {
  readonly latency: LightLatency;
  /** Relative change of the picture's brightness by the screen's light: 0.1 is a tenth. */
  readonly contrast: number;
}

/**
 * `undefined` when the screen did not acknowledge, the camera failed or cannot be locked, or the light was not
 * visible.
 */
export async function measureLight(options: LightCalibrationOptions): Promise<LightMeasurement | undefined> {
  const { camera, board, clock, random, signal } = options;
  if (board.screens() === 0 || !(await holdExposure(camera, true))) return undefined;
  const challenge = drawLightChallenge(random, CALIBRATION_PACE);
  const samples: ColourSample[] = [];
  const stop = new AbortController();
  const showing = board.show(challenge);
  const cancel = clock.after(challengeMs(challenge) + LIGHT_MARGIN_MS, () => stop.abort());
  try {
    await underSignals([signal, stop.signal], (stopped) =>
      camera.stream(
        ({ image, capturedAtMs }) => {
          samples.push({ atMs: capturedAtMs, light: meanColour(image) });
          wipeImage(image);
          const restedMs = showing.complete() ? capturedAtMs - (showing.said().at(-1)?.arrivedMs ?? capturedAtMs) : 0;
          if (board.current()?.id !== showing.id || restedMs > challenge.tailMs) stop.abort();
        },
        { signal: stopped },
      ),
    );
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return undefined;
  } finally {
    cancel();
    showing.end();
    await holdExposure(camera, false);
  }
  const shown = confirmShown(challenge, showing.said());
  const latency = shown === undefined || signal.aborted ? undefined : estimateLatency(samples, shown);
  return latency && { latency, contrast: contrastOf(samples) };
}

/** Share of samples left out at either end, so that one frame does not decide. */
const TAIL = 0.05;

function contrastOf(samples: readonly ColourSample[]): number {
  const levels = samples.map(({ light: [red, green, blue] }) => (red + green + blue) / 3).sort((one, two) => one - two);
  const at = (share: number) => levels[Math.round(share * (levels.length - 1))] ?? 0;
  return Math.exp(at(1 - TAIL) - at(TAIL)) - 1;
}

/** Natural logarithm of a frame's mean linear red, green and blue. */
function meanColour({ data, channelOrder }: Image): readonly [number, number, number] {
  const channels = channelOrder === 'rgb' ? 3 : 1;
  const sums: [number, number, number] = [0, 0, 0];
  for (let at = 0; at + channels <= data.length; at += PIXEL_STEP * channels) {
    for (let channel = 0; channel < 3; channel++) sums[channel]! += LINEAR[data[at + (channels === 3 ? channel : 0)]!]!;
  }
  const count = Math.ceil(data.length / (PIXEL_STEP * channels));
  return [Math.log(1e-6 + sums[0] / count), Math.log(1e-6 + sums[1] / count), Math.log(1e-6 + sums[2] / count)];
}
