import { allocateImage, type Image } from '../../../../hardware/device/image.ts';
import type { FaceSeen } from '../../../../models/face/face-observation.ts';
import { fivePoints } from '../../../../models/face/five-points.ts';
import { CHIN } from '../../../../models/face/landmark-points.ts';
import type { TurnDirection } from '../../../../models/face/presentation-attack/head-turn-outcome.ts';
import { render } from './render.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { type FacePlace, headSurface, pictureSurface } from './surface.ts';

/** The presented object. */
export type Species = 'head' | 'flat-picture' | 'bent-picture';

export interface TurnSequence {
  readonly species: Species;
  /** The prompted side, and the time of the prompt, ms. */
  readonly direction: TurnDirection;
  readonly promptAtMs: number;
  /** True yaw of the surface, degrees. */
  readonly yawAt: (atMs: number) => number;
  readonly frameTimesMs: readonly number[];
  /** Draws one frame into a buffer that the next call overwrites. */
  readonly frameAt: (atMs: number) => Image;
}

export interface TurnSequenceOptions {
  readonly seed: number;
  readonly species: Species;
  readonly photograph: Image;
  readonly face: FaceSeen;
  /** Side to which the surface turns. Default: as prompted. */
  readonly turnTo?: TurnDirection;
  /** Degrees; default 15 to 20 for a head, 18 to 28 for a picture. 0: it does not turn. */
  readonly turnDegrees?: number;
  readonly interEyePx?: number;
  readonly framesPerSecond?: number;
}

const FRAME = { width: 640, height: 560 } as const;
const DURATION_MS = 3_200;

/**
 * A simulated capture of a prompted turn: rest, a smooth turn after a reaction time, rest, with sway, shot and read
 * noise, in front of a static background. Determined by the seed.
 */
export function turnSequence(options: TurnSequenceOptions): TurnSequence {
  const { seed, species, photograph, face, interEyePx = 100, framesPerSecond = 20 } = options;
  const random = seededRandom(seed);
  const place = facePlace(face);
  const direction = random.between(0, 1) < 0.5 ? 'left' : 'right';
  const turnTo = options.turnTo ?? direction;
  const degrees = options.turnDegrees ?? (species === 'head' ? random.between(15, 20) : random.between(18, 28));
  const promptAtMs = random.between(500, 900);
  const reactionMs = random.between(300, 600);
  const riseMs = random.between(500, 800);
  const sway = swayOf(random, species === 'head' ? 1 : 2);
  const surface =
    species === 'head'
      ? headSurface(place, {
          halfWidth: random.between(1.15, 1.35),
          depth: random.between(1, 1.4),
          noseHeight: random.between(0.25, 0.42),
        })
      : pictureSurface(
          place,
          species === 'flat-picture'
            ? 0
            : random.between(-1, 1) < 0
              ? random.between(-0.3, -0.12)
              : random.between(0.12, 0.3),
        );
  const view = {
    interEyePx,
    distance: random.between(9, 13),
    pivotZ: species === 'head' ? random.between(0.9, 1.5) : random.between(-0.2, 0.2),
  };
  const turn = (atMs: number): number => {
    const phase = Math.max(0, Math.min(1, (atMs - promptAtMs - reactionMs) / riseMs));
    return (turnTo === 'left' ? 1 : -1) * degrees * (1 - Math.cos(Math.PI * phase)) * 0.5;
  };
  const yawAt = (atMs: number): number => turn(atMs) + sway.yaw(atMs);
  const background = backgroundOf(random);
  const frame = allocateImage(FRAME.width, FRAME.height, 'rgb');
  const depths = new Float32Array(FRAME.width * FRAME.height);
  const gain = random.between(0.85, 1.1);
  const frameAt = (atMs: number): Image => {
    frame.data.set(background);
    const pose = {
      yaw: yawAt(atMs),
      pitch: sway.pitch(atMs),
      roll: sway.roll(atMs),
      x: sway.x(atMs),
      y: sway.y(atMs) - 0.3,
    };
    render(surface, photograph, pose, view, frame, depths);
    addNoise(frame, gain, seededRandom(seed * 1009 + Math.round(atMs)));
    return frame;
  };
  const frames = Math.floor((DURATION_MS * framesPerSecond) / 1_000);
  const frameTimesMs = Array.from({ length: frames }, (_, at) => (at * 1_000) / framesPerSecond);
  return { species, direction, promptAtMs, yawAt, frameTimesMs, frameAt };
}

/** The position of an analysed face in its photograph. */
export function facePlace({ landmarks }: FaceSeen): FacePlace {
  const [rightX = 0, rightY = 0, leftX = 0, leftY = 0, noseX = 0, noseY = 0] = fivePoints(landmarks);
  const interEyePx = Math.hypot(leftX - rightX, leftY - rightY);
  const [eyesX, eyesY] = [(rightX + leftX) / 2, (rightY + leftY) / 2];
  const [alongX, alongY] = [(leftX - rightX) / interEyePx, (leftY - rightY) / interEyePx];
  const below = (x: number, y: number): number => ((y - eyesY) * alongX - (x - eyesX) * alongY) / interEyePx;
  return {
    eyesX,
    eyesY,
    interEyePx,
    alongX,
    alongY,
    noseY: below(noseX, noseY),
    chinY: below(landmarks[3 * CHIN]!, landmarks[3 * CHIN + 1]!),
  };
}

type Motion = Readonly<Record<'yaw' | 'pitch' | 'roll' | 'x' | 'y', (atMs: number) => number>>;

/** Slow, small motion of a standing person, or of a hand that holds an object (`amount` 2). */
function swayOf(random: SeededRandom, amount: number): Motion {
  const wave = (amplitude: number): ((atMs: number) => number) => {
    const parts = [0.2, 0.45, 0.8].map((hertz) => ({
      hertz: hertz * random.between(0.8, 1.2),
      phase: random.between(0, 2 * Math.PI),
      size: (amplitude * amount) / 3,
    }));
    return (atMs) =>
      parts.reduce(
        (sum, { hertz, phase, size }) => sum + size * Math.sin((2 * Math.PI * hertz * atMs) / 1_000 + phase),
        0,
      );
  };
  return { yaw: wave(1.2), pitch: wave(1.5), roll: wave(1), x: wave(0.06), y: wave(0.05) };
}

function backgroundOf(random: SeededRandom): Uint8Array {
  const pixels = new Uint8Array(FRAME.width * FRAME.height * 3);
  const [base, slope, wave] = [random.between(60, 150), random.between(-60, 60), random.between(20, 60)];
  for (let at = 0; at < pixels.length; at += 3) {
    const x = ((at / 3) % FRAME.width) / FRAME.width;
    const y = Math.floor(at / 3 / FRAME.width) / FRAME.height;
    const value = base + slope * y + 8 * Math.sin(wave * x) + 5 * Math.sin(wave * (x + y));
    pixels.fill(Math.max(0, Math.min(255, value)), at, at + 3);
  }
  return pixels;
}

/** Read noise of 1.5 grey levels and shot noise that grows with the light, like a webcam. */
function addNoise({ data }: Image, gain: number, random: SeededRandom): void {
  const bank = Float32Array.from({ length: 8_191 }, () => random.normal());
  const start = Math.floor(random.between(0, bank.length));
  for (let at = 0; at < data.length; at++) {
    const value = data[at]! * gain;
    const noisy = value + bank[(at + start) % bank.length]! * (1.5 + 0.01 * value) + 0.5;
    data[at] = noisy < 0 ? 0 : noisy > 255 ? 255 : noisy;
  }
}
