import { allocateImage, type Image } from '../../../hardware/device/image.ts';
import { seededRandom } from '../../../hardware/simulation/seeded-random.ts';

/** A minutia of a synthetic print, px of the image. */
export interface KnownMinutia {
  readonly x: number;
  readonly y: number;
}

/** Contact of a synthetic finger with the platen. */
export interface Touch {
  readonly turn?: number;
  readonly dx?: number;
  readonly dy?: number;
  /** Standard deviation of noise, grey levels. */
  readonly noise?: number;
  /** Grey levels between ridge and valley. */
  readonly contrast?: number;
  /** Radii of the contact as shares of the image's sides. */
  readonly contact?: number;
  /** Ridge period, px. */
  readonly period?: number;
}

export const WIDTH = 320;
export const HEIGHT = 400;
const MINUTIAE = 34;
const APART = 26;

/**
 * A print with known minutiae: the cosine of a smooth phase plus one turn of phase around each minutia, the AM-FM
 * model of Larkin and Fletcher ("A coherent framework for fingerprint analysis", Optics Express 15(14), 2007). Only
 * arches, no cores. It tests the function of the pipeline, not its accuracy on real fingers.
 */
export function syntheticPrint(finger: number, touch: Touch = {}): { image: Image; minutiae: KnownMinutia[] } {
  const { turn = 0, dx = 0, dy = 0, noise = 0, contrast = 150, contact = 0.47, period = 9 } = touch;
  const random = seededRandom(7919 * (finger + 1));
  const bumps = Array.from({ length: 5 }, () => ({
    x: 300 * (random() - 0.5),
    y: 380 * (random() - 0.5),
    height: 36 * (random() - 0.5),
    spread: 55 + 40 * random(),
  }));
  const spirals = placeSpirals(random);
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  const grain = seededRandom(finger + 31 * Math.round(1000 * turn) + 17 * dx + dy);
  const image = allocateImage(WIDTH, HEIGHT, 'grey');
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const px = x - WIDTH / 2 - dx;
      const py = y - HEIGHT / 2 - dy;
      const u = cosine * px + sine * py;
      const v = cosine * py - sine * px;
      let path = v + 45 * Math.exp(-(u * u) / (2 * 90 * 90));
      for (const bump of bumps) {
        path += bump.height * Math.exp(-((u - bump.x) ** 2 + (v - bump.y) ** 2) / (2 * bump.spread ** 2));
      }
      let phase = (2 * Math.PI * path) / period;
      for (const spiral of spirals) phase += spiral.sign * Math.atan2(v - spiral.v, u - spiral.u);
      const edge = Math.hypot((x / WIDTH - 0.5) / contact, (y / HEIGHT - 0.5) / contact);
      const touching = Math.min(1, Math.max(0, (1 - edge) * 8));
      const ridge = 0.5 + 0.5 * Math.cos(phase);
      const shade = noise > 0 ? noise * gaussian(grain) : 0;
      image.data[y * WIDTH + x] = Math.max(
        0,
        Math.min(255, Math.round(240 - touching * (20 + contrast * ridge) + shade)),
      );
    }
  }
  const minutiae = spirals
    .map(({ u, v }) => ({ x: cosine * u - sine * v + WIDTH / 2 + dx, y: sine * u + cosine * v + HEIGHT / 2 + dy }))
    .filter(({ x, y }) => Math.hypot((x / WIDTH - 0.5) / contact, (y / HEIGHT - 0.5) / contact) < 0.8);
  return { image, minutiae };
}

function placeSpirals(random: () => number): { u: number; v: number; sign: number }[] {
  const spirals: { u: number; v: number; sign: number }[] = [];
  for (let attempt = 0; attempt < 2000 && spirals.length < MINUTIAE; attempt++) {
    const u = 270 * (random() - 0.5);
    const v = 340 * (random() - 0.5);
    const sign = random() < 0.5 ? -1 : 1;
    if (spirals.every((other) => Math.hypot(other.u - u, other.v - v) > APART)) spirals.push({ u, v, sign });
  }
  return spirals;
}

const gaussian = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** The same image with light and dark swapped. */
export function inverted(image: Image): Image {
  return { ...image, data: Uint8Array.from(image.data, (value) => 255 - value) };
}

/** An image of one tone, or of noise. */
export function plain(width: number, height: number, value: (at: number) => number): Image {
  const image = allocateImage(width, height, 'grey');
  for (let at = 0; at < image.data.length; at++) image.data[at] = value(at);
  return image;
}

/** Grey levels without any order, for `plain`. */
export function noise(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.floor(256 * random());
}
