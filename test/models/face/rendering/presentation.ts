/**
 * One presentation to the lane: a person or an attack with a light challenge and a prompted turn. Determined by a
 * seed.
 */
import type { Image } from '../../../../hardware/device/image.ts';
import type { TurnDirection } from '../../../../models/face/presentation-attack/head-turn-outcome.ts';
import {
  drawLightChallenge,
  type LightChallenge,
} from '../../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import type {
  LightLatency,
  ShownLight,
} from '../../../../models/face/presentation-attack/light-challenge/light-challenge-outcome.ts';
import { RESTING_LIGHT } from '../../../../models/face/presentation-attack/light-challenge/light-state.ts';
import { laneLight, screenLight } from './lane-light.ts';
import { lightImage } from './lit-render.ts';
import { type Motion, motionOf } from './motion.ts';
import { seededRandom } from './seeded-random.ts';
import { expose } from './sensor.ts';
import { type PresentedSubject, stageFor } from './stage.ts';

/**
 * The presented species. `bona-fide-bright` and `relay-fast` are outside the promise of the check and reported
 * separately.
 */
export const SPECIES = [
  'bona-fide',
  'bona-fide-bright',
  'print-flat',
  'print-bent',
  'print-flexed',
  'print-wrapped',
  'replay',
  'replay-lit',
  'relay-slow',
  'relay-fast',
] as const;
export type PresentedSpecies = (typeof SPECIES)[number];

export interface Presentation {
  /** Frames of the light challenge, then of the head turn, ms. */
  readonly lightTimesMs: readonly number[];
  readonly turnTimesMs: readonly number[];
  readonly direction: TurnDirection;
  readonly promptAtMs: number;
  readonly shown: ShownLight;
  /** The calibrated latency of this lane. */
  readonly latency: LightLatency;
  frameAt(atMs: number): Promise<Image>;
}

export interface PresentationOptions {
  readonly seed: number;
  readonly species: PresentedSpecies;
  readonly subject: PresentedSubject;
  readonly framesPerSecond?: number;
}

const FRAME = { width: 500, height: 410 } as const;
/** Time limit of the turn after the prompt. */
const TURN_WATCH_MS = 4_000;
/** Time from the end of the light challenge to the prompt: first frame of the turn, and random wait. */
const PROMPT_MS = [100, 350] as const;
const DISPLAY_FRAME_MS = 1_000 / 60;
const CALIBRATED: LightLatency = { latencyMs: 45, jitterMs: 4 };
const JPEG_QUALITY = 88;
const CONTRAST = { usual: [0.1, 0.4], bright: [0.03, 0.06] } as const;
const RELAY_DELAY_MS = { slow: [50, 200], fast: [8, 35] } as const;

export function presentation({ seed, species, subject, framesPerSecond = 15 }: PresentationOptions): Presentation {
  const random = seededRandom(seed);
  const between = ([low, high]: readonly [number, number]): number => random.between(low, high);
  const challenge = drawLightChallenge(() => random.between(0, 1));
  const shown = shownAs(challenge, random.between(0, DISPLAY_FRAME_MS));
  const lightMs = (shown.states.at(-1)?.atMs ?? 0) + challenge.tailMs;
  const direction = random.between(0, 1) < 0.5 ? 'left' : 'right';
  const promptAtMs = lightMs + between(PROMPT_MS);
  const light = laneLight(random, between(species === 'bona-fide-bright' ? CONTRAST.bright : CONTRAST.usual));
  const lateMs = CALIBRATED.latencyMs + 3 * random.normal();
  const exposureMs = random.between(8, 24);
  const motion: Motion = motionOf(random, species, direction, promptAtMs);
  const interEyePx = random.between(84, 92);
  const relayMs = species === 'relay-slow' ? between(RELAY_DELAY_MS.slow) : between(RELAY_DELAY_MS.fast);
  /** The light on a replayed or relayed face. */
  const otherLight = shownAs(
    drawLightChallenge(() => random.between(0, 1)),
    0,
  );
  const lightOnFilm = (atMs: number): ReturnType<typeof screenLight> => {
    if (species === 'replay-lit') return screenLight(otherLight, atMs, 0, exposureMs);
    if (species.startsWith('relay')) return screenLight(shown, atMs, lateMs + relayMs, exposureMs);
    return screenLight({ states: [] }, atMs, 0, exposureMs);
  };
  const stage = stageFor({ species, subject, random, light, interEyePx, frame: FRAME, lightOnFilm });
  const sensor = {
    gain: 0.22 / stage.faceLight,
    blur: random.between(0.06, 0.16),
    readNoise: 0.0025,
    shotNoise: 0.0006,
    jpeg: JPEG_QUALITY,
  };
  const frame = lightImage(FRAME.width, FRAME.height);
  const times = (from: number, to: number): number[] =>
    Array.from(
      { length: Math.floor(((to - from) * framesPerSecond) / 1_000) },
      (_, at) => from + (at * 1_000) / framesPerSecond,
    );
  const phaseMs = random.between(0, 1_000 / framesPerSecond);
  return {
    lightTimesMs: times(phaseMs, lightMs),
    turnTimesMs: times(lightMs + phaseMs, promptAtMs + TURN_WATCH_MS),
    direction,
    promptAtMs,
    shown,
    latency: CALIBRATED,
    frameAt: (atMs) => {
      stage.draw(frame, motion, atMs, screenLight(shown, atMs, lateMs, exposureMs));
      return expose(frame, sensor, seededRandom(seed * 7_919 + Math.round(atMs)));
    },
  };
}

/** A challenge as shown by a page: each state starts at a display frame. */
function shownAs({ leadMs, states }: LightChallenge, offsetMs: number): ShownLight {
  const grid = (atMs: number): number => offsetMs + Math.ceil(atMs / DISPLAY_FRAME_MS) * DISPLAY_FRAME_MS;
  let endMs = leadMs;
  const entries = states.map((state) => {
    const atMs = grid(endMs);
    endMs += state.forMs;
    return { state, atMs };
  });
  return { states: [...entries, { state: RESTING_LIGHT, atMs: grid(endMs) }] };
}
