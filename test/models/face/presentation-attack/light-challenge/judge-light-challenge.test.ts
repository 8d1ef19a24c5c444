import { describe, expect, it } from 'vitest';
import {
  framesFault,
  judgeLight,
} from '../../../../../models/face/presentation-attack/light-challenge/judge-light-challenge.ts';
import type { LightMeasures } from '../../../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { shownFor } from './lit-signals.ts';

const GOOD: LightMeasures = {
  codeShare: 0.9,
  lagMs: 3,
  shape: 0.9,
  shapeError: 0.05,
  relief: 0.9,
  reliefError: 0.1,
  contrast: 0.15,
  frames: 60,
};

describe('judgeLight', () => {
  it.each<[Partial<LightMeasures>, object]>([
    [{}, { kind: 'head' }],
    [{ shape: 0.1 }, { kind: 'plane' }],
    [{ shape: 0.3 }, { kind: 'plane' }],
    [{ relief: 0.1, reliefError: 0.2 }, { kind: 'plane' }],
    [{ relief: 0.1, reliefError: 0.7 }, { kind: 'head' }],
    [{ shape: -0.8 }, { kind: 'plane' }],
    [
      { shape: 0.45, shapeError: 0.2 },
      { kind: 'undecidable', why: 'shape-uncertain' },
    ],
    [
      { shape: 0, shapeError: Infinity },
      { kind: 'undecidable', why: 'shape-uncertain' },
    ],
    [{ shape: Number.NaN }, { kind: 'undecidable', why: 'shape-uncertain' }],
    [{ codeShare: 0.2 }, { kind: 'no-response', why: 'wrong-code' }],
    [{ codeShare: -0.9 }, { kind: 'no-response', why: 'wrong-code' }],
    [{ lagMs: 60 }, { kind: 'no-response', why: 'wrong-lag' }],
    [{ lagMs: -30 }, { kind: 'no-response', why: 'wrong-lag' }],
    [{ contrast: 0.01 }, { kind: 'undecidable', why: 'too-bright' }],
  ])('for %o returns %o', (change, expected) => {
    expect(judgeLight({ ...GOOD, ...change })).toMatchObject(expected);
  });
});

describe('framesFault', () => {
  const shown = shownFor(5);
  const latency = { latencyMs: 40, jitterMs: 3 };
  const timesMs = Array.from({ length: 60 }, (_, at) => at * 45);
  const frames = { timesMs, faceLost: 0, several: 0, yawRangeDegrees: 4 };

  it('is undefined for a steady stream of one still face', () => {
    expect(framesFault(frames, shown, latency)).toBeUndefined();
  });
  it.each([
    ['latency-jitter', frames, { latencyMs: 40, jitterMs: 9 }],
    ['latency-jitter', frames, { latencyMs: 40, jitterMs: Number.NaN }],
    ['several-faces', { ...frames, several: 1 }, latency],
    ['face-lost', { ...frames, faceLost: 20 }, latency],
    ['frames-lost', { ...frames, timesMs: timesMs.slice(0, 10) }, latency],
    ['frames-lost', { ...frames, timesMs: timesMs.filter((atMs) => atMs < 900 || atMs > 1_500) }, latency],
    ['moved', { ...frames, yawRangeDegrees: 25 }, latency],
  ] as const)('returns %s', (why, given, measured) => {
    expect(framesFault(given, shown, measured)).toBe(why);
  });
});
