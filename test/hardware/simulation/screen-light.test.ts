import { describe, expect, it } from 'vitest';
import {
  gainOf,
  panelLight,
  SCREEN_LATENCY_MS,
  screenLightHistory,
} from '../../../hardware/simulation/screen-light.ts';
import { frameRenderer } from '../../../hardware/simulation/render/frame-renderer.ts';
import { STILL } from '../../../hardware/simulation/render/pose.ts';
import type { Scene } from '../../../hardware/simulation/scene.ts';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import { SPECIMENS } from '../../../hardware/simulation/specimens.ts';

const RED = [1, 0, 0] as const;
const DARK = [0, 0, 0] as const;

describe('the simulated screen’s light', () => {
  it('reaches an exposure late, and mixes within it', () => {
    const history = screenLightHistory();
    expect(history.gathered(1_000)).toBeUndefined();
    history.set({ left: RED, right: DARK }, 1_000);
    expect(history.gathered(1_000 + SCREEN_LATENCY_MS - 20)).toBeUndefined();
    expect(history.gathered(1_000 + SCREEN_LATENCY_MS + 20)).toEqual({ left: RED, right: DARK });
    const [mixed] = history.gathered(1_000 + SCREEN_LATENCY_MS)?.left ?? [0];
    expect(mixed).toBeGreaterThan(0.45);
    expect(mixed).toBeLessThan(0.95);
  });

  it('lights surfaces that face it, from the lit side', () => {
    const [fromLeft, fromRight] = panelLight([0, 0, 0], [0, 0, 1]);
    expect(fromLeft).toBeCloseTo(fromRight, 9);
    const [onLeftCheek, acrossOnLeftCheek] = panelLight([0.8, 0.3, -0.4], [0.7, 0, 0.7]);
    expect(onLeftCheek).toBeGreaterThan(1.3 * acrossOnLeftCheek);
    expect(panelLight([0, 0, 0], [0, 0, -1])).toEqual([0, 0]);
    const grey = [0.402, 0.402, 0.402] as const;
    expect(gainOf([0.5, 0.5], { left: grey, right: grey }, 0)).toBeCloseTo(1, 9);
  });

  const scene = (kind: 'person' | 'flat-picture' | 'replay'): Scene => ({
    subject: { kind, specimen: SPECIMENS[0]!.id },
    noise: 0,
  });
  /** Change of red over blue on both cheeks between dark and a red left half, as shares. */
  async function cheeks(kind: 'person' | 'flat-picture' | 'replay'): Promise<readonly [left: number, right: number]> {
    const [width, height] = [640, 360];
    const renderer = frameRenderer(width, height, seededRandom(1));
    const ratios: number[][] = [];
    for (const light of [undefined, { left: RED, right: DARK }]) {
      const into = new Uint8ClampedArray(width * height * 3);
      await renderer.draw({ scene: scene(kind), poses: [STILL], light }, into);
      ratios.push(
        [1, -1].map((side) => {
          let [red, blue] = [0, 0];
          for (let y = -6; y <= 6; y++) {
            for (let x = -6; x <= 6; x++) {
              const at = 3 * ((Math.round(0.42 * height) + 26 + y) * width + width / 2 + side * 34 + x);
              red += into[at]!;
              blue += into[at + 2]!;
            }
          }
          return red / blue;
        }),
      );
    }
    const change = (at: 0 | 1): number => ratios[1]![at]! / ratios[0]![at]! - 1;
    return [change(0), change(1)];
  }

  it('shades a head, lights a print evenly, and does not affect a video', async () => {
    const [headLeft, headRight] = await cheeks('person');
    const [printLeft, printRight] = await cheeks('flat-picture');
    expect(headLeft).toBeGreaterThan(0.03);
    expect(headLeft - headRight).toBeGreaterThan(0.015);
    expect(printLeft).toBeGreaterThan(0.03);
    expect(Math.abs(printLeft - printRight)).toBeLessThan(0.6 * (headLeft - headRight));
    expect(Math.max(...(await cheeks('replay')).map(Math.abs))).toBeLessThan(0.005);
  });
});
