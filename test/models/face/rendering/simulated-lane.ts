import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Image } from '../../../../hardware/device/image.ts';
import { createLaneSimulation } from '../../../../hardware/simulation/lane-simulation.ts';
import type { FaceAnalyser } from '../../../../models/face/face-analyser.ts';
import type { HeadTurnOutcome } from '../../../../models/face/presentation-attack/head-turn-outcome.ts';
import { seededRandom } from './seeded-random.ts';
import { judgeSequence } from './subjects.ts';

const FRAME = { width: 1280, height: 720 } as const;
const FRAMES_PER_SECOND = 15;
const DURATION_MS = 3_200;

/** One prompted turn of each person of the lane simulator, or of a print of each, seen by the simulated camera. */
export async function judgeSimulatedLane(
  analyser: FaceAnalyser,
  kind: 'person' | 'flat-picture',
  seed: number,
): Promise<HeadTurnOutcome[]> {
  const numbers = seededRandom(1 + 31 * seed + (kind === 'person' ? 0 : 997));
  const clock = turnedClock();
  const simulation = await createLaneSimulation({ clock, random: () => numbers.between(0, 1) });
  const outcomes: HeadTurnOutcome[] = [];
  try {
    for (const { id } of simulation.specimens) {
      simulation.inside.show('off');
      simulation.setScene({ subject: { kind, specimen: id } });
      const direction = numbers.between(0, 1) < 0.5 ? 'left' : 'right';
      const startMs = clock.monotonicMs();
      const promptAtMs = startMs + 700;
      let shown = false;
      const frameAt = async (atMs: number): Promise<Image> => {
        await clock.advance(atMs - clock.monotonicMs());
        if (!shown && atMs >= promptAtMs) {
          simulation.inside.show(direction === 'left' ? 'turn-head-left' : 'turn-head-right');
          shown = true;
        }
        const picture = { scene: simulation.scene(), poses: simulation.inside.poses() };
        const data = await simulation.inside.renderer.draw({ kind: 'frame', picture, ...FRAME });
        return { ...FRAME, channelOrder: 'rgb', data, ownership: 'owned' };
      };
      const frames = Math.floor((DURATION_MS * FRAMES_PER_SECOND) / 1_000);
      const frameTimesMs = Array.from({ length: frames }, (_, at) => startMs + (at * 1_000) / FRAMES_PER_SECOND);
      outcomes.push(await judgeSequence(analyser, { direction, promptAtMs, frameTimesMs, frameAt }));
    }
  } finally {
    await simulation.close();
  }
  return outcomes;
}
