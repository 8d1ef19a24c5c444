import type { TurnDirection } from '../../../../models/face/presentation-attack/head-turn-outcome.ts';
import type { PresentedSpecies } from './presentation.ts';
import type { Pose } from './render.ts';
import type { SeededRandom } from './seeded-random.ts';

export interface Motion {
  /** Pose of the face, real or displayed. */
  face(atMs: number): Pose;
  /** Pose of a screen that displays it. */
  holder(atMs: number): Pose;
  /** 1 while the eyes are closed. */
  blink(atMs: number): number;
  /** Change of a print's bend, per inter-eye distance. */
  flex(atMs: number): number;
}

const HEAD_TURN_DEGREES = [15, 25] as const;
const PRINT_TILT_DEGREES = [18, 45] as const;
const BLINK_MS = [200, 400] as const;

/**
 * Sway, one or two blinks, and a turn to the prompted side after a reaction time. A replayed film also shows the right
 * turn.
 */
export function motionOf(
  random: SeededRandom,
  species: PresentedSpecies,
  direction: TurnDirection,
  promptAtMs: number,
): Motion {
  const print = species.startsWith('print');
  const [least, most] = print ? PRINT_TILT_DEGREES : HEAD_TURN_DEGREES;
  const degrees = random.between(least, most);
  const startMs = promptAtMs + random.between(300, 650);
  const riseMs = random.between(500, 850);
  const side = direction === 'left' ? 1 : -1;
  const sway = waves(random, print ? 1.5 : 1);
  const held = waves(random, random.between(0, 1) < 0.5 ? 0.05 : 0.5);
  const flexing = wave(random, species === 'print-flexed' ? 0.18 : 0);
  const blinks = [random.between(200, 2_400), random.between(2_800, 5_500)].map((atMs) => ({
    atMs,
    forMs: random.between(...BLINK_MS),
  }));
  return {
    face(atMs) {
      const phase = Math.max(0, Math.min(1, (atMs - startMs) / riseMs));
      return { ...sway(atMs), yaw: sway(atMs).yaw + side * degrees * 0.5 * (1 - Math.cos(Math.PI * phase)) };
    },
    holder: held,
    blink: (now) =>
      Math.max(0, ...blinks.map(({ atMs, forMs }) => 1 - Math.abs((now - atMs) / (forMs / 2)))) > 0.35 ? 1 : 0,
    flex: flexing,
  };
}

function waves(random: SeededRandom, amount: number): (atMs: number) => Pose {
  const [yaw, pitch, roll, x, y] = [2, 1.5, 1, 0.06, 0.05].map((size) => wave(random, size * amount)) as [
    Wave,
    Wave,
    Wave,
    Wave,
    Wave,
  ];
  return (atMs) => ({ yaw: yaw(atMs), pitch: pitch(atMs), roll: roll(atMs), x: x(atMs), y: y(atMs) - 0.3 });
}

type Wave = (atMs: number) => number;

function wave(random: SeededRandom, amplitude: number): Wave {
  const parts = [0, 1, 2].map(() => ({
    hertz: random.between(0.15, 0.8),
    phase: random.between(0, 2 * Math.PI),
    size: (amplitude * random.between(0.5, 1.5)) / 3,
  }));
  return (atMs) =>
    parts.reduce(
      (sum, { hertz, phase, size }) => sum + size * Math.sin((2 * Math.PI * hertz * atMs) / 1_000 + phase),
      0,
    );
}
