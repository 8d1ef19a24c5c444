import { describe, expect, it } from 'vitest';
import {
  type ColourSample,
  estimateLatency,
} from '../../../../../models/face/presentation-attack/light-challenge/estimate-latency.ts';
import { lightOf, RESTING_LIGHT } from '../../../../../models/face/presentation-attack/light-challenge/light-state.ts';
import { seededRandom } from '../../rendering/seeded-random.ts';
import { shownFor } from './lit-signals.ts';

/** A grey wall that is faintly lit by the screen with the latency `lateMs`. */
function wall(lateMs: (atMs: number) => number, options: { contrast?: number; fps?: number } = {}): ColourSample[] {
  const { contrast = 0.02, fps = 30 } = options;
  const shown = shownFor(21);
  const random = seededRandom(4);
  return Array.from({ length: Math.floor(2.7 * fps) }, (_, frame) => {
    const atMs = (1_000 * frame) / fps;
    const state = shown.states.findLast((one) => one.atMs <= atMs - lateMs(atMs))?.state ?? RESTING_LIGHT;
    const channel = (at: 0 | 1 | 2): number =>
      Math.log(0.3) + contrast * (lightOf(state.left)[at] + lightOf(state.right)[at]) + 2e-4 * random.normal();
    return { atMs, light: [channel(0), channel(1), channel(2)] };
  });
}

describe('estimateLatency', () => {
  it('finds the latency from the light on a wall', () => {
    for (const late of [15, 48, 90, 160]) {
      const found = estimateLatency(
        wall(() => late),
        shownFor(21),
      );
      expect(Math.abs((found?.latencyMs ?? 0) - late)).toBeLessThan(12);
      expect(found?.jitterMs).toBeLessThan(12);
    }
  });
  it('measures the jitter of the latency', () => {
    const found = estimateLatency(
      wall((atMs) => (Math.floor(atMs / 520) % 2 === 0 ? 20 : 75), { fps: 60 }),
      shownFor(21),
    );
    expect(found?.jitterMs ?? Infinity).toBeGreaterThan(12);
  });
  it('returns undefined without light, with too few frames, or for other colours', () => {
    expect(
      estimateLatency(
        wall(() => 40, { contrast: 0 }),
        shownFor(21),
      ),
    ).toBeUndefined();
    expect(
      estimateLatency(
        wall(() => 40, { fps: 5 }),
        shownFor(21),
      ),
    ).toBeUndefined();
    expect(
      estimateLatency(
        wall(() => 40),
        shownFor(99),
      ),
    ).toBeUndefined();
  });
});
