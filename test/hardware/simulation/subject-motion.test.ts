import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';
import { subjectMotion } from '../../../hardware/simulation/subject-motion.ts';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
const FRAME_MS = 1000 / 15;
const times = (fromMs: number, toMs: number) => {
  const all: number[] = [];
  for (let timeMs = fromMs; timeMs < toMs; timeMs += FRAME_MS) all.push(timeMs);
  return all;
};
const person = (seed: number, cooperative = true) =>
  subjectMotion('person', { cooperative, random: seededRandom(seed) });
const range = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

describe('a standing person', () => {
  it.each(SEEDS)('always moves slightly, and looks ahead within five degrees (%d)', (seed) => {
    const motion = person(seed);
    const yaws = times(0, 6_000).map((timeMs) => motion.poseAt(timeMs).yaw);
    expect(range(yaws)).toBeGreaterThan(0.5);
    expect(Math.max(...yaws.map(Math.abs))).toBeLessThan(5);
  });

  it('moves the same way for the same seed', () => {
    const [one, same, other] = [person(3), person(3), person(4)];
    expect(one.poseAt(1_234)).toEqual(same.poseAt(1_234));
    expect(one.poseAt(1_234)).not.toEqual(other.poseAt(1_234));
  });

  it('does not jump between frames', () => {
    const motion = person(5);
    motion.prompted('turn-head-left', 500);
    const yaws = times(0, 4_000).map((timeMs) => motion.poseAt(timeMs).yaw);
    for (let i = 1; i < yaws.length; i++) expect(Math.abs((yaws[i] ?? 0) - (yaws[i - 1] ?? 0))).toBeLessThan(5);
  });
});

describe('a person who is asked to turn the head', () => {
  it.each(SEEDS)('reacts after 0.3 s and has turned 12 to 24 degrees to that side within 1.6 s (%d)', (seed) => {
    for (const [signal, side] of [
      ['turn-head-left', 1],
      ['turn-head-right', -1],
    ] as const) {
      const motion = person(seed);
      const still = person(seed);
      motion.prompted(signal, 1_000);
      expect(motion.poseAt(1_290).yaw).toBeCloseTo(still.poseAt(1_290).yaw);
      const turned = side * motion.poseAt(2_600).yaw;
      expect(turned).toBeGreaterThan(11);
      expect(turned).toBeLessThan(25);
    }
  });

  it('turns back when prompted to look ahead', () => {
    const motion = person(2);
    motion.prompted('turn-head-right', 0);
    motion.prompted('look-here', 2_000);
    expect(Math.abs(motion.poseAt(4_000).yaw)).toBeLessThan(5);
  });

  it('keeps turning when the prompt is repeated', () => {
    const motion = person(2);
    const once = person(2);
    motion.prompted('turn-head-right', 0);
    once.prompted('turn-head-right', 0);
    motion.prompted('turn-head-right', 700);
    expect(motion.poseAt(2_000)).toEqual(once.poseAt(2_000));
  });

  it('does not turn when uncooperative', () => {
    const motion = person(2, false);
    motion.prompted('turn-head-left', 0);
    expect(Math.abs(motion.poseAt(3_000).yaw)).toBeLessThan(5);
  });
});
