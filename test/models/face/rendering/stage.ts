/** Draws the scene in front of the camera: a head, a print of it, or a tablet that shows it. */
import { type Halves, type LaneLight, shadeSurface } from './lane-light.ts';
import { asLight, type LightImage, lightImage, placeSurface, renderLit } from './lit-render.ts';
import { meshHead } from './mesh-head.ts';
import type { Motion } from './motion.ts';
import type { PresentedSpecies } from './presentation.ts';
import type { View } from './render.ts';
import type { SeededRandom } from './seeded-random.ts';
import { sheetSurface } from './sheet.ts';
import type { GeneratedSubject } from './subjects.ts';
import type { Surface } from './surface.ts';
import { facePlace } from './turn-sequence.ts';

export type PresentedSubject = GeneratedSubject;

export interface Stage {
  /** Mean light of the face's texture, for the exposure. */
  readonly faceLight: number;
  draw(frame: LightImage, motion: Motion, atMs: number, halves: Halves): void;
}

export interface StageOptions {
  readonly species: PresentedSpecies;
  readonly subject: PresentedSubject;
  readonly random: SeededRandom;
  readonly light: LaneLight;
  readonly interEyePx: number;
  readonly frame: { readonly width: number; readonly height: number };
  /** The light of the screen on a filmed face. */
  readonly lightOnFilm: (atMs: number) => Halves;
}

/** Prints: ink is neither black nor as bright as skin. */
const PRINT_BLACK = 0.02;
const PRINT_GAIN = 0.85;
/** Maximum tilt of the axis of a wrapped print; an attacker tries different angles. */
const WRAP_TILT_DEGREES = 25;
const TABLET = { width: 360, height: 390, interEyePx: 86, bezel: 0.06, glass: 0.04 } as const;
const GAMMA_STEPS = 4_096;
/** Light of the screen on the wall behind the traveller, divided by that on the face. */
const ON_BACKGROUND = 0.06;

export function stageFor(options: StageOptions): Stage {
  const { species } = options;
  if (species.startsWith('bona-fide')) return headStage(options);
  return species.startsWith('print') ? printStage(options) : tabletStage(options);
}

function headStage({ subject, random, light, interEyePx, frame }: StageOptions): Stage {
  const texture = asLight(subject.photograph);
  const surface = meshHead(subject.face, random);
  const view: View = { interEyePx, distance: light.distance, pivotZ: random.between(0.9, 1.5) };
  const depths = new Float32Array(frame.width * frame.height);
  const background = backdrop(frame, random, light);
  return {
    faceLight: meanOverFace(texture, subject),
    draw(out, motion, atMs, halves) {
      paintBackdrop(out, background, light, halves);
      const placed = placeSurface(surface, motion.face(atMs), view, out);
      const uv = motion.blink(atMs) > 0 ? closedEyes(surface, subject) : surface.texture;
      renderLit(surface, placed, texture, uv, shadeSurface(placed, light, halves), out, depths);
    },
  };
}

function printStage({ species, subject, random, light, interEyePx, frame }: StageOptions): Stage {
  const texture = asLight(subject.photograph);
  for (let at = 0; at < texture.data.length; at++) texture.data[at] = PRINT_BLACK + PRINT_GAIN * texture.data[at]!;
  const sign = random.between(-1, 1) < 0 ? -1 : 1;
  const bend =
    species === 'print-bent'
      ? sign * random.between(0.1, 0.3)
      : species === 'print-wrapped'
        ? random.between(0.5, 0.75)
        : 0;
  const half = species === 'print-wrapped' ? 1.75 : 2.1;
  const place = facePlace(subject.face);
  const pivotZ = species === 'print-wrapped' ? random.between(0.8, 1.4) : random.between(-0.2, 0.2);
  const tilt = species === 'print-wrapped' ? random.between(-WRAP_TILT_DEGREES, WRAP_TILT_DEGREES) : 0;
  const still = sheetSurface(place, bend, half, tilt);
  const view: View = { interEyePx, distance: light.distance, pivotZ };
  const depths = new Float32Array(frame.width * frame.height);
  const background = backdrop(frame, random, light);
  return {
    faceLight: PRINT_GAIN * meanOverFace(asLight(subject.photograph), subject),
    draw(out, motion, atMs, halves) {
      paintBackdrop(out, background, light, halves);
      const surface = species === 'print-flexed' ? sheetSurface(place, motion.flex(atMs), half) : still;
      const placed = placeSurface(surface, motion.face(atMs), view, out);
      renderLit(surface, placed, texture, surface.texture, shadeSurface(placed, light, halves), out, depths);
    },
  };
}

function tabletStage(options: StageOptions): Stage {
  const { random, light, interEyePx, frame, lightOnFilm } = options;
  const film = lightImage(TABLET.width, TABLET.height);
  const filmed = headStage({ ...options, interEyePx: TABLET.interEyePx, frame: TABLET });
  const gamma = random.between(0.9, 1.15);
  const level = random.between(0.8, 1.2);
  const moire = { size: 0.015, x: random.between(0.5, 3), y: random.between(0.5, 3) };
  const flicker = { size: random.between(0.01, 0.03), hertz: random.between(50, 70) };
  const place = {
    eyesX: TABLET.width / 2,
    eyesY: TABLET.height / 2 - 0.3 * TABLET.interEyePx,
    interEyePx: TABLET.interEyePx,
    alongX: 1,
    alongY: 0,
    noseY: 0.6,
    chinY: 1.7,
  };
  const surface = tabletSurface(place.eyesX, place.eyesY);
  const view: View = { interEyePx, distance: light.distance, pivotZ: 0 };
  const depths = new Float32Array(frame.width * frame.height);
  const background = backdrop(frame, random, light);
  const curve = Float32Array.from({ length: GAMMA_STEPS + 1 }, (_, at) => (at / GAMMA_STEPS) ** gamma);
  const rim = TABLET.bezel * TABLET.width;
  /** Moiré on the picture, not on the bezel. */
  const pattern = Float32Array.from({ length: TABLET.width * TABLET.height }, (_, pixel) => {
    const [column, row] = [pixel % TABLET.width, Math.floor(pixel / TABLET.width)];
    const onBezel = Math.min(row, column, TABLET.height - 1 - row, TABLET.width - 1 - column) < rim;
    return onBezel ? 0 : 1 + moire.size * Math.sin(moire.x * column + moire.y * row);
  });
  return {
    faceLight: level * filmed.faceLight,
    draw(out, motion, atMs, halves) {
      filmed.draw(film, motion, atMs, lightOnFilm(atMs));
      paintBackdrop(out, background, light, halves);
      const placed = placeSurface(surface, motion.holder(atMs), view, out);
      const onGlass = meanShade(shadeSurface(placed, light, halves));
      const beat = level * (1 + flicker.size * Math.sin((2 * Math.PI * flicker.hertz * atMs) / 1_000));
      for (let pixel = 0, at = 0; pixel < pattern.length; pixel++) {
        const shows = pattern[pixel]! * beat;
        for (let channel = 0; channel < 3; channel++, at++) {
          const value = film.data[at]!;
          const step = value < 1 ? (value * GAMMA_STEPS) | 0 : GAMMA_STEPS;
          film.data[at] = TABLET.glass * onGlass[channel]! + shows * curve[step]!;
        }
      }
      renderLit(surface, placed, film, surface.texture, new Float32Array(placed.places.length).fill(1), out, depths);
    },
  };
}

/** A flat rectangle on which a film of `TABLET` size is shown at life size. */
function tabletSurface(eyesX: number, eyesY: number): Surface {
  const [columns, rows] = [5, 5];
  const vertices = new Float64Array(3 * columns * rows);
  const texture = new Float64Array(2 * columns * rows);
  for (let at = 0; at < columns * rows; at++) {
    const u = ((at % columns) / (columns - 1)) * (TABLET.width - 1);
    const v = (Math.floor(at / columns) / (rows - 1)) * (TABLET.height - 1);
    vertices.set([(u - eyesX) / TABLET.interEyePx, (v - eyesY) / TABLET.interEyePx, 0], 3 * at);
    texture.set([u, v], 2 * at);
  }
  return { columns, rows, vertices, texture };
}

function meanShade(shades: Float32Array): Float64Array {
  const out = new Float64Array(3);
  for (let at = 0; at < shades.length; at++) out[at % 3]! += (3 * shades[at]!) / shades.length;
  return out;
}

/** Eyelids: the skin above the eyes is drawn over them. */
function closedEyes({ vertices, texture }: Surface, { face }: PresentedSubject): Float64Array {
  const out = texture.slice();
  const { interEyePx, alongX, alongY } = facePlace(face);
  for (let at = 0; at < vertices.length / 3; at++) {
    const [x, y] = [vertices[3 * at]!, vertices[3 * at + 1]!];
    const lid = 0.2 * Math.exp(-(((Math.abs(x) - 0.5) / 0.26) ** 2) - ((y + 0.02) / 0.14) ** 2) * interEyePx;
    out[2 * at] = out[2 * at]! + lid * alongY;
    out[2 * at + 1] = out[2 * at + 1]! - lid * alongX;
  }
  return out;
}

function meanOverFace({ width, data }: LightImage, { face }: PresentedSubject): number {
  const { eyesX, eyesY, interEyePx } = facePlace(face);
  let [sum, count] = [0, 0];
  for (let dy = -0.3; dy < 1.3; dy += 0.1) {
    for (let dx = -0.7; dx < 0.7; dx += 0.1) {
      const at = 3 * (Math.round(eyesY + dy * interEyePx) * width + Math.round(eyesX + dx * interEyePx));
      for (let channel = 0; channel < 3; channel++) {
        sum += data[at + channel] ?? 0;
        count++;
      }
    }
  }
  return sum / count;
}

/** A blurred hall: slow changes of grey. */
function backdrop(
  { width, height }: { width: number; height: number },
  random: SeededRandom,
  { tint }: LaneLight,
): LightImage {
  const out = lightImage(width, height);
  const [base, slope, wave] = [random.between(0.08, 0.3), random.between(-0.08, 0.08), random.between(10, 30)];
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value =
        base +
        (slope * row) / height +
        0.02 * Math.sin((wave * column) / width) +
        0.01 * Math.sin((wave * (row + column)) / width);
      for (let channel = 0; channel < 3; channel++, at++) out.data[at] = Math.max(0.01, value) * tint[channel]!;
    }
  }
  return out;
}

function paintBackdrop(out: LightImage, from: LightImage, { contrast }: LaneLight, { left, right }: Halves): void {
  const lit = [0, 1, 2].map((channel) => 1 + ON_BACKGROUND * contrast * 0.5 * (left[channel]! + right[channel]!));
  const [red, green, blue] = [lit[0]!, lit[1]!, lit[2]!];
  for (let at = 0; at < out.data.length; at += 3) {
    out.data[at] = from.data[at]! * red;
    out.data[at + 1] = from.data[at + 1]! * green;
    out.data[at + 2] = from.data[at + 2]! * blue;
  }
}
