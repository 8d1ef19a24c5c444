/** Items about the camera, its picture, its analysis, and the screen's light. No frame is kept or analysed for a person. */
import type { Frame } from '../../../hardware/camera/camera.ts';
import { type Image, wipeImage } from '../../../hardware/device/image.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import { withinTime } from '../../../hardware/host/within-time.ts';
import { underSignals } from '../../../hardware/host/combined-signal.ts';
import type { ReadinessValues } from '../../../server/contract/readiness-values.ts';
import { linearOfSample } from '../../../models/face/presentation-attack/light-challenge/light-state.ts';
import { dutyOf, type Policy } from '../../rules/decision/policy.ts';
import type { Camera } from '../../../hardware/camera/camera.ts';
import { holdExposure } from '../../biometrics/face/hold-exposure.ts';
import { measurePace } from '../../biometrics/face/measure-pace.ts';
import { paceRates } from '../../biometrics/face/pace.ts';
import { type CheckItem, failed, NOT_FITTED, passed } from './check-item.ts';
import { answered, tested } from './device-answer.ts';

const STREAM_MS = 2_000;
/** Share of the camera's own rate that must arrive. */
const MIN_RATE = 0.6;
const MAX_FRAME_AGE_MS = 250;
/** Mean linear brightness below which a face has too little light, and the share of white above which it is washed out. */
const MIN_SCENE_PER_MILLE = 15;
const MAX_WHITE_PERCENT = 30;
/** Change of the picture by the screen's light below which the light challenge is often undecidable. */
const MIN_CONTRAST = 0.02;
const LIGHT_MS = 15_000;

/** Distance of the pixels that are read, which is enough for a mean. */
const PIXEL_STEP = 11;
const WHITE_FROM = 250;
const LINEAR = Float64Array.from({ length: 256 }, (_, sample) => linearOfSample(sample));

export const cameraItem: CheckItem = (tools) =>
  tested(tools, tools.parts.devices.camera, async () => {
    const { camera } = tools.parts.devices;
    const seen = await watchScene(camera, tools.parts.clock, STREAM_MS, tools.signal);
    if (seen === undefined) return failed('no-frames');
    const { framesPerS, ...scene } = seen;
    const values: ReadinessValues = { ...scene, cameraFramesPerS: tenths(framesPerS) };
    if (framesPerS < MIN_RATE * camera.capabilities.framesPerSecond) return failed('frames-few', values);
    return scene.frameAgeMs > MAX_FRAME_AGE_MS ? failed('frames-late', values) : passed(values);
  });

export interface SeenScene {
  readonly framesPerS: number;
  readonly frameAgeMs: number;
  readonly scenePerMille: number;
  readonly whitePercent: number;
}

/**
 * Each frame is measured and overwritten in the callback in which it arrives. `undefined` when too few frames came. Rejects with
 * `DeviceError`.
 */
export async function watchScene(
  camera: Camera,
  clock: Clock,
  forMs: number,
  signal: AbortSignal,
): Promise<SeenScene | undefined> {
  const stop = new AbortController();
  const seen: { readonly atMs: number; readonly ageMs: number; readonly light: number; readonly white: number }[] = [];
  let cancel: (() => void) | undefined;
  const onFrame = ({ image, capturedAtMs }: Frame): void => {
    const atMs = clock.monotonicMs();
    seen.push({ atMs, ageMs: atMs - capturedAtMs, ...brightnessOf(image) });
    wipeImage(image);
    cancel ??= clock.after(forMs, () => stop.abort());
  };
  try {
    await underSignals([signal, stop.signal], (stopped) => camera.stream(onFrame, { signal: stopped }));
  } finally {
    cancel?.();
  }
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined || last.atMs <= first.atMs) return undefined;
  const mean = (of: (one: (typeof seen)[number]) => number) =>
    seen.reduce((sum, one) => sum + of(one), 0) / seen.length;
  return {
    framesPerS: ((seen.length - 1) * 1_000) / (last.atMs - first.atMs),
    frameAgeMs: Math.max(0, Math.round(mean(({ ageMs }) => ageMs))),
    scenePerMille: Math.round(1_000 * mean(({ light }) => light)),
    whitePercent: Math.round(100 * mean(({ white }) => white)),
  };
}

function brightnessOf({ data, channelOrder }: Image): { readonly light: number; readonly white: number } {
  const channels = channelOrder === 'rgb' ? 3 : 1;
  let [light, white, count] = [0, 0, 0];
  for (let at = 0; at + channels <= data.length; at += PIXEL_STEP * channels) {
    let lowest = 255;
    for (let channel = 0; channel < channels; channel++) {
      const sample = data[at + channel]!;
      light += LINEAR[sample]! / channels;
      lowest = Math.min(lowest, sample);
    }
    if (lowest >= WHITE_FROM) white += 1;
    count += 1;
  }
  return count === 0 ? { light: 0, white: 0 } : { light: light / count, white: white / count };
}

/** The picture that the item `camera` measured, and whether the exposure can be locked where a challenge needs it. */
export const exposureItem: CheckItem = (tools) => {
  const { parts, values } = tools;
  const { camera } = parts.devices;
  const { scenePerMille, whitePercent } = values();
  if (scenePerMille === undefined || whitePercent === undefined) return Promise.resolve(failed('no-frames'));
  if (whitePercent > MAX_WHITE_PERCENT) return Promise.resolve(failed('too-bright'));
  if (scenePerMille < MIN_SCENE_PER_MILLE) return Promise.resolve(failed('too-dark'));
  return answered(tools, async () => {
    const isHeld = await holdExposure(camera, true);
    await holdExposure(camera, false);
    return isHeld || lightDuty(parts.policy()) !== 'required' ? passed() : failed('exposure-not-held');
  });
};

export const frameRateItem: CheckItem = (tools) =>
  answered(tools, async () => {
    const { devices, vault, analyses, clock, policy } = tools.parts;
    const { camera } = devices;
    const framesPerS = await measurePace({ camera, vault, analysis: analyses.face, clock, signal: tools.signal });
    tools.signal.throwIfAborted();
    if (framesPerS === undefined) return failed('no-frames');
    const rates = paceRates({
      light: lightDuty(policy()),
      headTurn: dutyOf(policy(), 'presentation-attack-head-turn'),
    });
    const values = { analysedFramesPerS: tenths(framesPerS) };
    return framesPerS < rates.low ? failed('analysis-slow', values) : passed(values);
  });

export const screenLightItem: CheckItem = async (tools) => {
  const { lights, policy, clock } = tools.parts;
  if (lightDuty(policy()) === 'skipped') return NOT_FITTED;
  if (lights.board.screens() === 0) return failed('no-screen');
  tools.tell('screen-colours');
  const measured = await withinTime(clock, LIGHT_MS, tools.signal, (limited) => lights.measure(limited));
  tools.signal.throwIfAborted();
  if (measured === undefined) return failed('light-not-seen');
  const { latency, contrast } = measured;
  const values: ReadinessValues = {
    screenLatencyMs: Math.max(0, Math.round(latency.latencyMs)),
    screenJitterMs: Math.max(0, Math.round(latency.jitterMs)),
    lightContrastPercent: Math.min(1_000, Math.max(0, Math.round(100 * contrast))),
  };
  return contrast < MIN_CONTRAST ? failed('light-weak', values) : passed(values);
};

function lightDuty(policy: Policy) {
  return dutyOf(policy, 'presentation-attack-light-challenge');
}

export function tenths(framesPerS: number): number {
  return Math.min(1_000, Math.round(10 * framesPerS) / 10);
}
