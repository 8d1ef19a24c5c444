import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHALLENGE_PACE } from '../../../../../models/face/presentation-attack/light-challenge/constants.ts';
import { countFlashes } from './flash-safety.ts';
import {
  challengeMs,
  drawLightChallenge,
  type LightChallenge,
} from '../../../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import { LIGHT_COLOURS } from '../../../../../models/face/presentation-attack/light-challenge/light-state.ts';
import { seededRandom } from '../../rendering/seeded-random.ts';

const anyRandom = fc
  .infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  .map((stream) => (): number => stream.next().value ?? 0);
/** Colours of the traveller's screen before and after, and the grey in between. */
const GROUNDS = ['#f2f5f4', '#000000', '#0b5d38', '#123f74'];

describe('drawLightChallenge', () => {
  it('gives four full colours and each split once, with durations for a 60 Hz display', () => {
    fc.assert(
      fc.property(anyRandom, (random) => {
        const { states } = drawLightChallenge(random);
        const whole = states.filter(({ left, right }) => left === right);
        const splits = states.filter(({ left, right }) => left !== right).map(({ left, right }) => `${left}|${right}`);
        expect(states).toHaveLength(8);
        expect(new Set(whole.map(({ left }) => left)).size).toBe(4);
        expect(splits.sort()).toEqual(['amber|violet', 'cyan|rose', 'rose|cyan', 'violet|amber']);
        for (const { forMs } of states) expect(CHALLENGE_PACE.stateLengthsMs).toContain(forMs);
      }),
    );
  });

  it('never flashes on either half, for any challenge and any previous screen', () => {
    fc.assert(
      fc.property(anyRandom, anyRandom, fc.constantFrom(...GROUNDS), (random, again, ground) => {
        // An attempt and its retry, at the smallest possible distance.
        for (const half of ['left', 'right'] as const) {
          const first = coloursOf(drawLightChallenge(random), half, ground, 0);
          const second = coloursOf(drawLightChallenge(again), half, ground, 100 + (first.at(-1)?.atMs ?? 0));
          const { general, red } = countFlashes([...first, ...second]);
          expect(general).toBeLessThanOrEqual(2);
          expect(red).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes under three seconds, and rarely repeats', () => {
    const random = seededRandom(1);
    const drawn = Array.from({ length: 2_000 }, () => drawLightChallenge(() => random.between(0, 1)));
    for (const challenge of drawn) expect(challengeMs(challenge)).toBeLessThan(3_000);
    expect(new Set(drawn.map((challenge) => JSON.stringify(challenge.states))).size).toBe(2_000);
    const orders = drawn.map(({ states }) => states.map(({ left, right }) => left + right).join(' '));
    expect(new Set(orders).size).toBeGreaterThan(1_980);
  });
});

function coloursOf(
  { leadMs, states, tailMs }: LightChallenge,
  half: 'left' | 'right',
  ground: string,
  fromMs: number,
): { atMs: number; hex: string }[] {
  let atMs = fromMs;
  const next = (hex: string, forMs: number): { atMs: number; hex: string } => {
    const shown = { atMs, hex };
    atMs += forMs;
    return shown;
  };
  return [
    next(ground, 100),
    next(LIGHT_COLOURS.grey, leadMs),
    ...states.map((state) => next(LIGHT_COLOURS[state[half]], state.forMs)),
    next(LIGHT_COLOURS.grey, tailMs),
    next(ground, 0),
  ];
}
