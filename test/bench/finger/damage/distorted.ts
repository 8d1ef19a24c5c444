import type { Image } from '../../../../hardware/device/image.ts';
import { boxMean } from '../../../../models/finger/extraction/box-mean.ts';

/** A point or a translation, px. */
export interface Vector {
  readonly x: number;
  readonly y: number;
}

/**
 * The skin distortion model of Cappelli, Maio and Maltoni, "Modelling Plastic Distortion in Fingerprint Images" (ICAPR
 * 2001): within an ellipse the skin does not move under the pressure; far outside it moves with the finger (rotation
 * and translation); a cosine interpolates between them.
 */
export interface SkinDistortion {
  /** Centre of the fixed ellipse and its half axes, px. */
  readonly middle: Vector;
  readonly axes: Vector;
  /** Width of the transition, in multiples of the ellipse. */
  readonly transition: number;
  /** Motion of the finger outside: radians about the centre, and px. */
  readonly turn: number;
  readonly shift: Vector;
}

/** At full severity: a translation of 1.5 mm and a rotation of 12 degrees. */
const SHIFT_MM = 1.5;
const MAX_TURN = (12 * Math.PI) / 180;
/** The fixed region, mm, and the transition. */
const AXES_MM = { least: 2, most: 3.5 } as const;
const TRANSITION = { least: 1.2, most: 2 } as const;
const MIDDLE_MM = 2;
const MM_PER_INCH = 25.4;
/** Some scanners draw a frame, so these outer px do not move inwards. */
const EDGE_PX = 4;
const TONE_RADIUS_PX = 15;

/** The original position of the skin at a point. */
export function undistorted({ middle, axes, transition, turn, shift }: SkinDistortion, { x, y }: Vector): Vector {
  const fromX = x - middle.x;
  const fromY = y - middle.y;
  const outside = Math.max(0, Math.hypot(fromX / axes.x, fromY / axes.y) - 1);
  const share = outside >= transition ? 1 : 0.5 * (1 - Math.cos((Math.PI * outside) / transition));
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  return {
    x: x + share * (cosine * fromX - sine * fromY + shift.x - fromX),
    y: y + share * (sine * fromX + cosine * fromY + shift.y - fromY),
  };
}

/**
 * A distortion of severity 0 to 1 about the middle of the print. The severity determines its size; its direction is
 * random.
 */
export function skinDistortion(
  centre: Vector,
  resolutionPpi: number,
  severity: number,
  random: () => number,
): SkinDistortion {
  const pxPerMm = resolutionPpi / MM_PER_INCH;
  const between = ({ least, most }: { least: number; most: number }): number => least + random() * (most - least);
  const away = (): number => pxPerMm * MIDDLE_MM * (2 * random() - 1);
  const push = 2 * Math.PI * random();
  const twist = random() < 0.5 ? -1 : 1;
  return {
    middle: { x: centre.x + away(), y: centre.y + away() },
    axes: { x: pxPerMm * between(AXES_MM), y: pxPerMm * between(AXES_MM) },
    transition: between(TRANSITION),
    turn: twist * severity * MAX_TURN,
    shift: {
      x: severity * SHIFT_MM * pxPerMm * Math.cos(push),
      y: severity * SHIFT_MM * pxPerMm * Math.sin(push),
    },
  };
}

/**
 * A finger that is moved and rotated while it is pressed.
 *
 * @param severity 0 (unchanged) to 1
 */
export function distorted(image: Image, resolutionPpi: number, severity: number, random: () => number): Image {
  const distortion = skinDistortion(darkMiddle(image), resolutionPpi, severity, random);
  const { width } = image;
  const tones = tonesAround(image);
  const data = image.data.map((before, at) => {
    const x = at % width;
    const y = (at - x) / width;
    const from = undistorted(distortion, { x, y });
    return from.x === x && from.y === y ? before : sampled(image, from, tones);
  });
  return { ...image, data, ownership: 'owned' };
}

/** The centre of the print: of the pixels darker than the lightest tone. */
function darkMiddle({ width, data }: Image): Vector {
  const lightest = data.reduce((most, value) => Math.max(most, value), 0);
  let [weight, sumX, sumY] = [0, 0, 0];
  data.forEach((value, at) => {
    const dark = lightest - value;
    weight += dark;
    sumX += dark * (at % width);
    sumY += dark * Math.floor(at / width);
  });
  return { x: sumX / (weight || 1), y: sumY / (weight || 1) };
}

/** Bilinear. Beyond the edge the surrounding tone continues, so that no visible edge resembles a ridge. */
function sampled({ width, height, data }: Image, { x, y }: Vector, tones: Float32Array): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < EDGE_PX || top < EDGE_PX || left + 1 >= width - EDGE_PX || top + 1 >= height - EDGE_PX) {
    const column = Math.max(EDGE_PX, Math.min(width - EDGE_PX - 1, left));
    return Math.round(tones[Math.max(EDGE_PX, Math.min(height - EDGE_PX - 1, top)) * width + column]!);
  }
  const [shareX, shareY] = [x - left, y - top];
  const at = top * width + left;
  const upper = data[at]! + shareX * (data[at + 1]! - data[at]!);
  const lower = data[at + width]! + shareX * (data[at + width + 1]! - data[at + width]!);
  return Math.round(upper + shareY * (lower - upper));
}

/** Means over a square without the frame. */
function tonesAround({ width, height, data }: Image): Float32Array {
  const tones = Float32Array.from(data);
  const inner = (at: number, side: number): number => Math.max(EDGE_PX, Math.min(side - EDGE_PX - 1, at));
  for (let at = 0; at < tones.length; at++) {
    const x = at % width;
    tones[at] = data[inner((at - x) / width, height) * width + inner(x, width)]!;
  }
  boxMean(tones, width, height, TONE_RADIUS_PX, tones, new Float32Array(tones.length), new Float64Array(width));
  return tones;
}
