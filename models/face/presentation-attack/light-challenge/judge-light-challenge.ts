import {
  CODE_SHARE_MIN,
  CONTRAST_MIN,
  LAG_MAX_MS,
  LATENCY_JITTER_MAX_MS,
  LIGHT_FRAMES_MIN,
  LIGHT_MISSED_SHARE_MAX,
  RELIEF_MIN,
  SHAPE_MIN,
  STATE_FRAMES_MIN,
  STILL_YAW_MAX_DEGREES,
} from './constants.ts';
import type {
  LightLatency,
  LightMeasures,
  LightOutcome,
  LightUndecidable,
  ShownLight,
} from './light-challenge-outcome.ts';

/** Summary of the frames of a challenge before they are measured. */
export interface LightFrames {
  /** Times of the frames with the face, ms. */
  readonly timesMs: readonly number[];
  readonly faceLost: number;
  readonly several: number;
  readonly yawRangeDegrees: number;
}

/** Why the frames cannot be measured; `undefined` when they can. */
export function framesFault(
  { timesMs, faceLost, several, yawRangeDegrees }: LightFrames,
  { states }: ShownLight,
  { latencyMs, jitterMs }: LightLatency,
): LightUndecidable | undefined {
  if (!(jitterMs <= LATENCY_JITTER_MAX_MS)) return 'latency-jitter';
  if (several > 0) return 'several-faces';
  if (faceLost > LIGHT_MISSED_SHARE_MAX * (timesMs.length + faceLost)) return 'face-lost';
  if (timesMs.length < LIGHT_FRAMES_MIN) return 'frames-lost';
  const inState = (from: number, to: number): number =>
    timesMs.filter((atMs) => atMs - latencyMs >= from && atMs - latencyMs < to).length;
  for (const [at, { atMs }] of states.slice(0, -1).entries()) {
    if (inState(atMs, states[at + 1]!.atMs) < STATE_FRAMES_MIN) return 'frames-lost';
  }
  return yawRangeDegrees > STILL_YAW_MAX_DEGREES ? 'moved' : undefined;
}

/** Decides from the measures. */
export function judgeLight(measures: LightMeasures): LightOutcome {
  const { codeShare, lagMs, shape, shapeError, relief, reliefError, contrast } = measures;
  if (codeShare < CODE_SHARE_MIN) return { kind: 'no-response', why: 'wrong-code', measures };
  if (Math.abs(lagMs) > LAG_MAX_MS) return { kind: 'no-response', why: 'wrong-lag', measures };
  if (contrast < CONTRAST_MIN) return { kind: 'undecidable', why: 'too-bright', measures };
  if (relief + reliefError < RELIEF_MIN) return { kind: 'plane', measures };
  if (shape - shapeError >= SHAPE_MIN) return { kind: 'head', measures };
  const flat = shape < SHAPE_MIN && Number.isFinite(shapeError);
  return flat ? { kind: 'plane', measures } : { kind: 'undecidable', why: 'shape-uncertain', measures };
}
