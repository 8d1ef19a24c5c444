import type { FingerPosition } from '../../fingerprint-scanner/fingerprint-scanner.ts';
import { seededRandom } from '../seeded-random.ts';
import { type Grid, newGrid } from './grid.ts';
import { growRidges } from './growth.ts';
import { MASTER_HEIGHT, MASTER_WIDTH } from './master-size.ts';
import { orientationField } from './orientation.ts';
import { drawPattern, drawPatternClass, type PatternClass } from './pattern-class.ts';
import { gaussian, smoothNoise } from './smooth-noise.ts';

/** Ridge period of adults at 500 ppi: 0.46 mm on average, and its spread between people. */
const PERIOD_PX = 9;
const PERIOD_SPREAD_PX = 0.8;
/** Variation of the period over one finger, and additional width of ridges below the pattern. */
const PERIOD_DISORDER = 0.12;
const PERIOD_BELOW = 0.12;
const DISORDER_CELL_PX = 70;

/** The ridge pattern of a finger, from which impressions are made. */
export interface FingerMaster {
  readonly patternClass: PatternClass;
  /** 1 on a ridge, -1 in a valley; `MASTER_WIDTH` x `MASTER_HEIGHT` at 500 ppi. */
  readonly ridges: Grid;
}

/** The same seed and position give the same finger. About 0.5 s of one core. */
export function fingerMaster(seed: number, position: FingerPosition, patternClass?: PatternClass): FingerMaster {
  const random = seededRandom(seed);
  const drawnClass = drawPatternClass(position, random);
  const pattern = drawPattern(patternClass ?? drawnClass, random);
  const base = PERIOD_PX + PERIOD_SPREAD_PX * Math.max(-2, Math.min(2, gaussian(random)));
  const disorder = smoothNoise(MASTER_WIDTH, MASTER_HEIGHT, DISORDER_CELL_PX, random);
  const period = newGrid(MASTER_WIDTH, MASTER_HEIGHT);
  for (let y = 0; y < MASTER_HEIGHT; y++) {
    const below = Math.min(1, Math.max(0, (y - pattern.centre.y - 90) / 120));
    for (let x = 0; x < MASTER_WIDTH; x++) {
      const at = y * MASTER_WIDTH + x;
      const own = PERIOD_DISORDER * Math.max(-2, Math.min(2, disorder.values[at] as number));
      period.values[at] = base * (1 + own + PERIOD_BELOW * below);
    }
  }
  const direction = orientationField(pattern, random);
  return { patternClass: pattern.patternClass, ridges: growRidges(direction, period, random) };
}
