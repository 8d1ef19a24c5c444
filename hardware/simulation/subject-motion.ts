/**
 * Motion of subjects: people sway slightly, and turn the head shortly after a prompt. The motion is a sum of slow sinusoids
 * with random phases, so it is a function of time that can be evaluated at any time.
 */
import type { IndicatorSignal } from '../device/indicator-signal.ts';
import { type Pose, STILL } from './render/pose.ts';
import { smoothStep } from './render/relief.ts';

interface Sway {
  readonly amplitude: number;
  readonly waves: readonly { readonly hertz: number; readonly phase: number }[];
}

/** Greatest excursions; angles in degrees, shifts in inter-eye distances. Frequencies in Hz. */
const PERSON = { yaw: 4, pitch: 1.6, roll: 1.4, shiftX: 0.1, shiftY: 0.05, scale: 0.015, hertz: [0.15, 0.6] } as const;
/** A hand trembles faster than a body sways. */
const HELD = { yaw: 2.2, pitch: 2, roll: 1.5, shiftX: 0.12, shiftY: 0.1, scale: 0.02, hertz: [0.3, 1.6] } as const;

const TURN_DEGREES = [17, 20] as const;
const REACTION_MS = [300, 700] as const;
const TURN_MS = [550, 800] as const;

export interface SubjectMotion {
  poseAt(timeMs: number): Pose;
  /** Sets the signal that the subject sees on the indicator. */
  prompted(signal: IndicatorSignal, timeMs: number): void;
}

interface Turn {
  readonly fromDegrees: number;
  readonly toDegrees: number;
  readonly startMs: number;
  readonly durationMs: number;
}

export function subjectMotion(
  kind: 'person' | 'held-up',
  options: { readonly cooperative: boolean; readonly random: () => number },
): SubjectMotion {
  const { cooperative, random } = options;
  const between = ([least, most]: readonly [number, number]) => least + (most - least) * random();
  const habit = kind === 'person' ? PERSON : HELD;
  const sway = (amplitude: number): Sway => ({
    amplitude,
    waves: [0, 1, 2].map(() => ({ hertz: between(habit.hertz), phase: between([0, 2 * Math.PI]) })),
  });
  const at = ({ amplitude, waves }: Sway, timeMs: number) =>
    (amplitude / waves.length) *
    waves.reduce((sum, { hertz, phase }) => sum + Math.sin((2 * Math.PI * hertz * timeMs) / 1000 + phase), 0);
  const sways = {
    yaw: sway(habit.yaw),
    pitch: sway(habit.pitch),
    roll: sway(habit.roll),
    shiftX: sway(habit.shiftX),
    shiftY: sway(habit.shiftY),
    scale: sway(habit.scale),
  };
  let turn: Turn = { fromDegrees: 0, toDegrees: 0, startMs: 0, durationMs: 1 };
  const turnedAt = (timeMs: number) =>
    turn.fromDegrees +
    (turn.toDegrees - turn.fromDegrees) * smoothStep(turn.startMs, turn.startMs + turn.durationMs, timeMs);

  return {
    poseAt: (timeMs) => ({
      ...STILL,
      yaw: turnedAt(timeMs) + at(sways.yaw, timeMs),
      pitch: at(sways.pitch, timeMs),
      roll: at(sways.roll, timeMs),
      shiftX: at(sways.shiftX, timeMs),
      shiftY: at(sways.shiftY, timeMs),
      scale: 1 + at(sways.scale, timeMs),
    }),
    prompted(signal, timeMs) {
      if (!cooperative) return;
      const side = signal === 'turn-head-left' ? 1 : signal === 'turn-head-right' ? -1 : 0;
      if (Math.sign(turn.toDegrees) === side) return;
      turn = {
        fromDegrees: turnedAt(timeMs),
        toDegrees: side * between(TURN_DEGREES),
        startMs: timeMs + between(REACTION_MS),
        durationMs: between(TURN_MS),
      };
    },
  };
}
