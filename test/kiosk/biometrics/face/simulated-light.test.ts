/**
 * The simulated lane under a light challenge, with a clock that stops between frames, so that the load of the machine
 * has no effect.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Image } from '../../../../hardware/device/image.ts';
import { createLaneSimulation } from '../../../../hardware/simulation/lane-simulation.ts';
import { SCREEN_LATENCY_MS } from '../../../../hardware/simulation/screen-light.ts';
import type { Scene } from '../../../../hardware/simulation/scene.ts';
import { SPECIMENS, type SpecimenId } from '../../../../hardware/simulation/specimens.ts';
import { simulatePanel } from '../../../../kiosk/main/simulation/simulated-panel.ts';
import { createLightBoard } from '../../../../kiosk/biometrics/face/light-board.ts';
import { type FaceAnalyser, openFaceAnalyser } from '../../../../models/face/face-analyser.ts';
import { wipeObservation } from '../../../../models/face/face-observation.ts';
import { confirmShown } from '../../../../models/face/presentation-attack/light-challenge/confirm-shown.ts';
import { drawLightChallenge } from '../../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import { createLightChallengeSequence } from '../../../../models/face/presentation-attack/light-challenge/light-challenge-sequence.ts';
import type { LightOutcome } from '../../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { casesOf } from '../../../support/extent.ts';
import { withoutModels } from '../../../models/face/built-face-models.ts';
import { seededRandom } from '../../../models/face/rendering/seeded-random.ts';

const FRAME = { width: 1280, height: 720 } as const;
const PERIOD_MS = 1_000 / 15;
const people = casesOf(
  SPECIMENS.map(({ id }, at) => [id, at] as const),
  (_, place) => place === 0,
);

describe.skipIf(withoutModels)('the simulated lane under a light challenge', () => {
  let analyser: FaceAnalyser;
  beforeAll(async () => {
    analyser = await openFaceAnalyser();
  });
  afterAll(() => analyser?.close());

  /** @param lateMs additional latency beyond the calibration, ms */
  async function judge(subject: Scene['subject'], seed: number, lateMs = 0): Promise<LightOutcome> {
    const numbers = seededRandom(seed);
    const random = (): number => numbers.between(0, 1);
    const clock = turnedClock();
    const simulation = await createLaneSimulation({ clock, random });
    const board = createLightBoard(clock);
    const leave = simulatePanel(simulation, board, clock);
    try {
      simulation.setScene({ subject });
      const sequence = createLightChallengeSequence();
      const challenge = drawLightChallenge(random);
      const showing = board.show(challenge);
      let restMs = 0;
      while (restMs < challenge.tailMs) {
        await clock.advance(PERIOD_MS);
        const atMs = clock.monotonicMs();
        const light = simulation.inside.screenLight.gathered(atMs);
        const picture = { scene: simulation.scene(), poses: simulation.inside.poses(), light };
        const data = await simulation.inside.renderer.draw({ kind: 'frame', picture, ...FRAME });
        const image: Image = { ...FRAME, channelOrder: 'rgb', data, ownership: 'owned' };
        const seen = await analyser.analyse(image);
        sequence.add(image, seen, atMs);
        wipeObservation(seen);
        if (showing.complete()) restMs += PERIOD_MS;
      }
      const shown = confirmShown(challenge, showing.said());
      if (shown === undefined) throw new Error('the simulated panel did not confirm what it showed');
      return sequence.decide(shown, { latencyMs: SCREEN_LATENCY_MS - lateMs, jitterMs: 1 });
    } finally {
      leave();
      await simulation.close();
    }
  }

  it.each(people)('recognises %s as a head', async (specimen: SpecimenId, at) => {
    const outcome = await judge({ kind: 'person', specimen }, 11 + at);
    expect(outcome).toMatchObject({ kind: 'head' });
  });

  it('accepts no print or film', async () => {
    const specimen = SPECIMENS[0]!.id;
    expect(await judge({ kind: 'flat-picture', specimen }, 31)).toMatchObject({ kind: 'plane' });
    expect(await judge({ kind: 'replay', specimen }, 32)).toMatchObject({ kind: 'no-response', why: 'wrong-code' });
  });

  it('accepts no late light', async () => {
    const outcome = await judge({ kind: 'person', specimen: SPECIMENS[1]!.id }, 41, 60);
    expect(outcome).toMatchObject({ kind: 'no-response', why: 'wrong-lag' });
  });
});
