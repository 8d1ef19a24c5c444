import type { LightLatency, ShownLight } from './light-challenge-outcome.ts';
import { shownColour, withoutGrey } from './shown-signal.ts';
import { detrendOver } from './detrend.ts';

/** Mean colour of an object lit by the screen, in one frame. */
export interface ColourSample {
  readonly atMs: number;
  /** Natural logarithm of linear red, green and blue. */
  readonly light: readonly [number, number, number];
}

/** Largest tested latency, ms, and the step. */
const LATENCY_MAX_MS = 250;
const STEP_MS = 1;
/** Minimum share of the change that the shown colours must explain. */
const SHARE_MIN = 0.7;
/** Number of states in a group. The best latency of each group is one sample of the jitter. */
const GROUP = 2;
const FRAMES_MIN = 24;

/**
 * The latency from screen to camera, from frames of an object lit by the screen: the latency at which the shown
 * colours explain most of the change, and its variation between groups of states (1.4826 times the median absolute
 * deviation).
 *
 * @returns `undefined` when there are too few frames or the light is not visible
 */
export function estimateLatency(samples: readonly ColourSample[], shown: ShownLight): LightLatency | undefined {
  if (samples.length < FRAMES_MIN) return undefined;
  const whole = bestLatency(samples, shown, 0, LATENCY_MAX_MS);
  if (whole === undefined || whole.share < SHARE_MIN) return undefined;
  const near: number[] = [];
  const starts = shown.states.map(({ atMs }) => atMs);
  for (let at = 0; at + GROUP < starts.length; at += GROUP) {
    const from = starts[at]! + whole.latencyMs - 150;
    const to = starts[at + GROUP]! + whole.latencyMs + 150;
    const group = samples.filter(({ atMs }) => atMs >= from && atMs <= to);
    const one = bestLatency(group, shown, Math.max(0, whole.latencyMs - 60), whole.latencyMs + 60);
    if (one !== undefined) near.push(Math.abs(one.latencyMs - whole.latencyMs));
  }
  if (near.length < 3) return undefined;
  near.sort((one, other) => one - other);
  return { latencyMs: whole.latencyMs, jitterMs: 1.4826 * near[near.length >> 1]! };
}

function bestLatency(
  samples: readonly ColourSample[],
  shown: ShownLight,
  fromMs: number,
  toMs: number,
): { latencyMs: number; share: number } | undefined {
  if (samples.length < 5) return undefined;
  const times = samples.map(({ atMs }) => atMs);
  const detrend = detrendOver(times);
  const seen = new Float64Array(3 * samples.length);
  for (const [at, { light }] of samples.entries()) {
    seen.set(light, 3 * at);
    withoutGrey(seen, 3 * at);
  }
  detrend.apply(seen, 3);
  const tried: { latencyMs: number; share: number }[] = [];
  for (let latencyMs = fromMs; latencyMs <= toMs; latencyMs += STEP_MS) {
    const template = new Float64Array(seen.length);
    for (const [at, atMs] of times.entries()) {
      const left = shownColour(shown, 'left', atMs - latencyMs);
      const right = shownColour(shown, 'right', atMs - latencyMs);
      for (let channel = 0; channel < 3; channel++) template[3 * at + channel] = left[channel]! + right[channel]!;
    }
    detrend.apply(template, 3);
    tried.push({ latencyMs, share: explained(seen, template) });
  }
  const share = Math.max(...tried.map((one) => one.share));
  const near = tried.filter((one) => one.share >= share - 0.002);
  return { latencyMs: near.reduce((sum, one) => sum + one.latencyMs, 0) / near.length, share };
}

function explained(y: Float64Array, x: Float64Array): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < y.length; at++) {
    xx += x[at]! * x[at]!;
    xy += x[at]! * y[at]!;
    yy += y[at]! * y[at]!;
  }
  return xx > 0 && yy > 0 && xy > 0 ? (xy * xy) / (xx * yy) : 0;
}
