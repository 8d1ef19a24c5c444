import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Image } from '../../../../hardware/device/image.ts';
import {
  createLaneSimulation,
  type LaneSimulation,
  type Scene,
} from '../../../../hardware/simulation/lane-simulation.ts';
import { type FaceAnalyser, openFaceAnalyser } from '../../../../models/face/face-analyser.ts';
import { wipeObservation } from '../../../../models/face/face-observation.ts';
import { adviceFor } from '../../../../models/face/quality/advice.ts';
import { casesOf } from '../../../support/extent.ts';
import { withoutModels } from '../built-face-models.ts';
import { seededRandom } from '../rendering/seeded-random.ts';

const FRAME = { width: 1280, height: 720 } as const;

describe.skipIf(withoutModels)('advice to the simulated travellers', () => {
  let simulation: LaneSimulation;
  let analyser: FaceAnalyser;
  beforeAll(async () => {
    const numbers = seededRandom(11);
    simulation = await createLaneSimulation({ clock: turnedClock(), random: () => numbers.between(0, 1) });
    analyser = await openFaceAnalyser();
  });
  afterAll(async () => {
    await simulation.close();
    await analyser.close();
  });

  const people = () => casesOf(simulation.specimens, (_, place) => place < 3);

  async function adviceIn(scene: Omit<Scene, 'subject'>): Promise<(string | undefined)[]> {
    const advice: (string | undefined)[] = [];
    for (const { id } of people()) {
      simulation.setScene({ subject: { kind: 'person', specimen: id }, ...scene });
      const picture = { scene: simulation.scene(), poses: simulation.inside.poses() };
      const data = await simulation.inside.renderer.draw({ kind: 'frame', picture, ...FRAME });
      const image: Image = { ...FRAME, channelOrder: 'rgb', data, ownership: 'owned' };
      const seen = await analyser.analyse(image);
      advice.push(seen.kind === 'face' ? adviceFor(seen) : seen.kind);
      wipeObservation(seen);
    }
    return advice;
  }

  it('is none in good light', async () => expect(new Set(await adviceIn({}))).toEqual(new Set([undefined])));

  it('is about light when it is too dim or too bright', async () => {
    expect(new Set(await adviceIn({ light: 'dim' }))).toEqual(new Set(['more-light']));
    expect(new Set(await adviceIn({ light: 'bright' }))).toEqual(new Set(['less-light']));
  });

  it('is to hold still when the lens is out of focus, more often with more defocus', async () => {
    const told = async (blurPx: number) =>
      (await adviceIn({ blurPx })).filter((advice) => advice === 'hold-still').length;
    expect(await told(2)).toBe(0);
    expect(await told(4)).toBeGreaterThanOrEqual(1);
    expect(await told(7)).toBe(people().length);
  });
});
