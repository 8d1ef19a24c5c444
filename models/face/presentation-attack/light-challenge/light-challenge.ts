import { CHALLENGE_PACE, FULL_STATES, type LightPace, SPLIT_STATES } from './constants.ts';
import type { LightColour, LightState } from './light-state.ts';

/** The sequence for the traveller's screen: grey, the states one after another, grey. */
export interface LightChallenge {
  readonly leadMs: number;
  readonly states: readonly TimedLight[];
  readonly tailMs: number;
}

export interface TimedLight extends LightState {
  readonly forMs: number;
}

/** Colours that may fill the screen. Grey is shown between challenges. */
const FULL: readonly LightColour[] = ['rose', 'green', 'violet', 'cyan', 'magenta', 'amber'];
/** Each split once, with its mirror image, so that left and right light the face equally over the whole challenge. */
const SPLITS: readonly LightState[] = [
  { left: 'rose', right: 'cyan' },
  { left: 'cyan', right: 'rose' },
  { left: 'violet', right: 'amber' },
  { left: 'amber', right: 'violet' },
];

/**
 * Draws a challenge: four different colours and the four splits in random order, 604,800 of them equally likely (19
 * bits), each for one of five lengths (another 18 bits).
 *
 * @param random uniform in 0 <= r < 1, from an unpredictable source
 */
export function drawLightChallenge(random: () => number, pace: LightPace = CHALLENGE_PACE): LightChallenge {
  const { stateLengthsMs, leadMs, tailMs } = pace;
  const full = shuffled(FULL, random)
    .slice(0, FULL_STATES)
    .map((colour) => ({ left: colour, right: colour }));
  const splits = shuffled(SPLITS, random).slice(0, SPLIT_STATES);
  const places = shuffled([...full.map(() => 'full' as const), ...splits.map(() => 'split' as const)], random);
  const states = places.flatMap((place) => (place === 'full' ? full : splits).splice(0, 1));
  const timed = states.map(({ left, right }) => {
    const forMs = stateLengthsMs[Math.floor(random() * stateLengthsMs.length)] ?? stateLengthsMs[0];
    return { left, right, forMs };
  });
  return { leadMs, states: timed, tailMs };
}

export function challengeMs({ leadMs, states, tailMs }: LightChallenge): number {
  return states.reduce((sum, { forMs }) => sum + forMs, leadMs + tailMs);
}

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const out = [...list];
  for (let last = out.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [out[last], out[other]] = [out[other] as T, out[last] as T];
  }
  return out;
}
