/** Henry's classes and the positions of their singular points. Lengths are px at 500 ppi on the master. */
import type { FingerPosition } from '../../fingerprint-scanner/fingerprint-scanner.ts';
import { MASTER_HEIGHT, MASTER_WIDTH } from './master-size.ts';
import { gaussian } from './smooth-noise.ts';

export type PatternClass = 'arch' | 'tented-arch' | 'left-loop' | 'right-loop' | 'whorl' | 'double-loop';

export interface SingularPoint {
  readonly x: number;
  readonly y: number;
}

export interface Pattern {
  readonly patternClass: PatternClass;
  readonly centre: SingularPoint;
  readonly cores: readonly SingularPoint[];
  /** The same number as of cores. */
  readonly deltas: readonly SingularPoint[];
  /** Rotation of the centre against the rest, radians. */
  readonly twist: number;
}

/**
 * Natural frequencies, Wilson, Candela and Watson 1994 (NIST): arch 3.7 %, tented arch 2.9 %, loops 65.5 %, whorls 27.9 %.
 * The share of double loops among whorls is an assumption.
 */
const ARCH = 0.037;
const TENTED_ARCH = 0.029;
const LOOP = 0.655;
const DOUBLE_LOOP = 0.07;

/** Spread of the deltas between people, px, and of the tilt of loops, radians. */
const DELTA_SPREAD_PX = 28;
const LOOP_TILT = 0.3;

/** Loops that open towards the little finger, about nineteen in twenty. */
const ULNAR = 0.94;

export function drawPatternClass(position: FingerPosition, random: () => number): PatternClass {
  const drawn = random();
  if (drawn < ARCH) return 'arch';
  if (drawn < ARCH + TENTED_ARCH) return 'tented-arch';
  if (drawn < ARCH + TENTED_ARCH + LOOP) {
    const ulnar = random() < ULNAR;
    const rightHand = position <= 5;
    return ulnar === rightHand ? 'right-loop' : 'left-loop';
  }
  return drawn > 1 - DOUBLE_LOOP ? 'double-loop' : 'whorl';
}

export function drawPattern(patternClass: PatternClass, random: () => number): Pattern {
  const jitter = (spread: number) => gaussian(random) * spread;
  const near = (x: number, y: number, spread: number): SingularPoint => ({
    x: x + jitter(spread),
    y: y + jitter(spread),
  });
  const centre = near(MASTER_WIDTH / 2, MASTER_HEIGHT * 0.45, 9);
  const { x, y } = centre;
  const placed = (cores: readonly SingularPoint[], deltas: readonly SingularPoint[], twist = 0): Pattern => ({
    patternClass,
    centre,
    cores,
    deltas,
    twist,
  });
  switch (patternClass) {
    case 'arch':
      return placed([], []);
    case 'tented-arch':
      return placed([centre], [near(x, y + 75, 6)]);
    case 'left-loop':
      return placed([centre], [near(x + 95, y + 120, DELTA_SPREAD_PX)], jitter(LOOP_TILT));
    case 'right-loop':
      return placed([centre], [near(x - 95, y + 120, DELTA_SPREAD_PX)], jitter(LOOP_TILT));
    case 'whorl': {
      const half = 14 + 18 * random();
      return placed(
        [near(x, y - half, 3), near(x, y + half, 3)],
        [near(x - 115, y + 125, DELTA_SPREAD_PX), near(x + 115, y + 125, DELTA_SPREAD_PX)],
        jitter(0.25),
      );
    }
    case 'double-loop': {
      const side = random() < 0.5 ? 1 : -1;
      const half = 36 + 8 * random();
      return placed(
        [near(x, y - half, 4), near(x, y + half, 4)],
        [near(x - 120, y + 130, DELTA_SPREAD_PX), near(x + 120, y + 130, DELTA_SPREAD_PX)],
        side * (1 + 0.15 * random()),
      );
    }
  }
}
