/**
 * Simulates the image of a finger on a platen: rotated, shifted, distorted, unevenly pressed, dry or wet, with sensor
 * noise.
 */
import { allocateImage, type Image } from '../../device/image.ts';
import { seededRandom } from '../seeded-random.ts';
import { sampleGrid } from './grid.ts';
import type { FingerMaster } from './master.ts';
import { MASTER_HEIGHT, MASTER_WIDTH } from './master-size.ts';
import { gaussian, smoothNoise } from './smooth-noise.ts';

export const IMPRESSION_WIDTH = 320;
export const IMPRESSION_HEIGHT = 400;
export const IMPRESSION_PPI = 500;

/** Kinds of contact between finger and platen. */
export const CONTACTS = ['good', 'dry', 'wet', 'partial', 'rotated', 'shifted'] as const;
export type Contact = (typeof CONTACTS)[number];

interface Manner {
  /** Rotation: standard deviation, degrees, and an additional rotation to either side. */
  readonly turnSpread: number;
  readonly turned: number;
  /** The same for the position, px. */
  readonly shiftSpread: number;
  readonly shifted: number;
  /** Thickness of ridges relative to valleys: thin when dry, thick when wet. */
  readonly pressure: number;
  /** Share of the ridge that does not touch, 0..1. */
  readonly gaps: number;
  /** Share of the valley that is filled, 0..1. */
  readonly flooded: number;
  /** Size of the contact area, relative to full contact. */
  readonly area: number;
  /** Offset of the contact area from the middle of the fingertip, shares of its half axes. */
  readonly areaOff: number;
}

const GOOD: Manner = {
  turnSpread: 6,
  turned: 0,
  shiftSpread: 8,
  shifted: 0,
  pressure: 0,
  gaps: 0.03,
  flooded: 0,
  area: 1,
  areaOff: 0.01,
};
const MANNERS: Readonly<Record<Contact, Manner>> = {
  good: GOOD,
  dry: { ...GOOD, pressure: -0.45, gaps: 0.3 },
  wet: { ...GOOD, pressure: 0.4, gaps: 0, flooded: 0.45 },
  partial: { ...GOOD, area: 0.62, areaOff: 0.35 },
  rotated: { ...GOOD, turned: 30 },
  shifted: { ...GOOD, shifted: 70 },
};

/** Smooth distortion of the skin, px. */
const WARP_PX = 3.2;
const WARP_CELL_PX = 120;
/** Half axes of the contact area. */
const AREA_HALF_WIDTH_PX = 150;
const AREA_HALF_HEIGHT_PX = 190;
/** Steepness of the edge between ridge and valley. */
const EDGE_SHARPNESS = 6;
const PAPER = 247;
const INK = 205;
const SENSOR_NOISE = 3;

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** @param seed the same seed gives the same impression. Grey, ridges dark, owned, `IMPRESSION_WIDTH` x `IMPRESSION_HEIGHT`. */
export function impression({ ridges }: FingerMaster, contact: Contact, seed: number): Image {
  const random = seededRandom(seed);
  const manner = MANNERS[contact];
  const [width, height] = [IMPRESSION_WIDTH, IMPRESSION_HEIGHT];
  const noise = (cellPx: number) => smoothNoise(width, height, cellPx, random).values;
  const side = () => (random() < 0.5 ? -1 : 1);

  const turn = ((manner.turned * side() + manner.turnSpread * gaussian(random)) * Math.PI) / 180;
  const shiftX = manner.shifted * side() + manner.shiftSpread * gaussian(random);
  const shiftY = (manner.shifted / 2) * side() + manner.shiftSpread * gaussian(random);
  const pressure = manner.pressure + 0.12 * gaussian(random);
  const areaX = manner.areaOff * side() + 0.02 * gaussian(random);
  const areaY = manner.areaOff * side() + 0.02 * gaussian(random);
  const [warpX, warpY] = [noise(WARP_CELL_PX), noise(WARP_CELL_PX)];
  const [grain, patches, press, edge] = [noise(2.5), noise(14), noise(60), noise(30)];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  /** Grain above this is a gap in the ridge. Approximates a quantile of the normal distribution. */
  const gapAbove =
    manner.gaps <= 0 ? Number.POSITIVE_INFINITY : 1.9 * (0.5 - manner.gaps) + 0.3 / (1 + 20 * manner.gaps);

  const image = allocateImage(width, height, 'grey');
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const fromX = x - width / 2;
      const fromY = y - height / 2;
      const masterX = MASTER_WIDTH / 2 + cos * fromX - sin * fromY + shiftX + WARP_PX * (warpX[at] as number);
      const masterY = MASTER_HEIGHT * 0.48 + sin * fromX + cos * fromY + shiftY + WARP_PX * (warpY[at] as number);
      const outside =
        ((masterX - MASTER_WIDTH / 2) / AREA_HALF_WIDTH_PX - areaX) ** 2 +
        ((masterY - MASTER_HEIGHT * 0.48) / AREA_HALF_HEIGHT_PX - areaY) ** 2;
      const touch = sigmoid(
        14 * (manner.area ** 2 - outside + 0.07 * (edge[at] as number) + 0.03 * (patches[at] as number)),
      );
      const beyond = masterX < 2 || masterY < 2 || masterX > MASTER_WIDTH - 3 || masterY > MASTER_HEIGHT - 3;
      if (touch < 0.01 || beyond) {
        image.data[at] = toGrey(PAPER + SENSOR_NOISE * gaussian(random));
        continue;
      }
      const height0 = sampleGrid(ridges, masterX, masterY);
      const ridge = sigmoid(EDGE_SHARPNESS * (height0 + pressure + 0.12 * (press[at] as number)));
      let ink = ridge * (0.86 + 0.07 * (grain[at] as number) + 0.06 * (patches[at] as number));
      if ((grain[at] as number) + 0.5 * (patches[at] as number) > gapAbove) ink *= 0.3;
      ink = Math.max(ink, manner.flooded * sigmoid(3 * ((patches[at] as number) + (press[at] as number))));
      const clamped = Math.min(1.05, Math.max(0, ink)) * touch;
      image.data[at] = toGrey(PAPER - INK * clamped + SENSOR_NOISE * gaussian(random));
    }
  }
  return image;
}

const toGrey = (value: number): number => Math.round(Math.min(255, Math.max(0, value)));
