/**
 * Deliberately altered photographs: covered, blurred, smeared, overexposed. Covers are drawn on the mesh of the
 * uncovered face.
 */
import sharp from 'sharp';
import type { Image } from '../../../hardware/device/image.ts';
import type { Landmarks } from '../../../models/face/landmarks.ts';

export const SPOILT = [
  'as it is',
  'clear glasses',
  'dark glasses',
  'tinted glasses (60 %)',
  'blue mask',
  'white mask',
  'black mask',
  'skin-coloured mask',
  'red scarf',
  'hand before the mouth',
  'cap down to the brows',
  'out of focus, 1 px of the template',
  'out of focus, 1.5 px',
  'out of focus, 2 px',
  'moved sideways by 4 px',
  'moved sideways by 8 px',
  'moved upwards by 8 px',
  'a third of the light',
  'four times the light',
] as const;
export type Spoilt = (typeof SPOILT)[number];

/** Image px per template px in LFW: inter-eye distances of 42.5 and 35.2 px. */
const LFW_SCALE = 1.2;
const JAW = [
  234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454,
] as const;
const BROWS = [70, 105, 107, 9, 336, 334, 300] as const;
const COVERS = {
  'blue mask': '#9fc4d8',
  'white mask': '#e4e6e6',
  'black mask': '#23242a',
  'skin-coloured mask': '#c9a98c',
  'red scarf': '#8a2430',
} as const;
const GLASSES = { 'clear glasses': 0, 'dark glasses': 0.96, 'tinted glasses (60 %)': 0.6 } as const;

export async function spoil(image: Image, landmarks: Landmarks, how: Spoilt): Promise<Image> {
  switch (how) {
    case 'as it is':
      return image;
    case 'out of focus, 1 px of the template':
      return defocused(image, LFW_SCALE);
    case 'out of focus, 1.5 px':
      return defocused(image, 1.5 * LFW_SCALE);
    case 'out of focus, 2 px':
      return defocused(image, 2 * LFW_SCALE);
    case 'moved sideways by 4 px':
      return moved(image, 4 * LFW_SCALE, 0);
    case 'moved sideways by 8 px':
      return moved(image, 8 * LFW_SCALE, 0);
    case 'moved upwards by 8 px':
      return moved(image, 0, 8 * LFW_SCALE);
    case 'a third of the light':
      return lit(image, 1 / 3);
    case 'four times the light':
      return lit(image, 4);
    default:
      return covered(image, drawing(landmarks, image, how));
  }
}

async function defocused(image: Image, deviationPx: number): Promise<Image> {
  const { width, height } = image;
  const blurred = await sharp(image.data, { raw: { width, height, channels: 3 } })
    .blur(deviationPx)
    .raw()
    .toBuffer();
  return withPixels(image, blurred);
}

/** The mean of copies along a straight line, like a face that moves evenly during the exposure. */
function moved(image: Image, acrossPx: number, downPx: number): Image {
  const { width, height, data } = image;
  const steps = Math.ceil(2 * Math.hypot(acrossPx, downPx));
  const sums = new Float32Array(data.length);
  for (let step = 0; step < steps; step++) {
    const share = step / (steps - 1) - 0.5;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const fromX = Math.min(width - 1, Math.max(0, Math.round(x + share * acrossPx)));
        const fromY = Math.min(height - 1, Math.max(0, Math.round(y + share * downPx)));
        const at = (y * width + x) * 3;
        const from = (fromY * width + fromX) * 3;
        for (let c = 0; c < 3; c++) sums[at + c] = sums[at + c]! + data[from + c]! / steps;
      }
    }
  }
  return withPixels(image, sums);
}

/** Linear light times `gain`, clipped at white. */
function lit(image: Image, gain: number): Image {
  const curve = Array.from({ length: 256 }, (_, value) =>
    Math.min(255, 255 * ((value / 255) ** 2.2 * gain) ** (1 / 2.2)),
  );
  return withPixels(
    image,
    image.data.map((value) => Math.round(curve[value]!)),
  );
}

async function covered(image: Image, svg: string): Promise<Image> {
  const { width, height } = image;
  const drawn = await sharp(image.data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return withPixels(image, drawn);
}

function withPixels(image: Image, pixels: ArrayLike<number>): Image {
  const data = new Uint8Array(new ArrayBuffer(pixels.length));
  for (let at = 0; at < data.length; at++) data[at] = Math.round(pixels[at]!);
  return { ...image, data };
}

type Cover = keyof typeof COVERS | keyof typeof GLASSES | 'hand before the mouth' | 'cap down to the brows';

function drawing(landmarks: Landmarks, image: Image, how: Cover): string {
  const at = (point: number): readonly [number, number] => [landmarks[3 * point]!, landmarks[3 * point + 1]!];
  const [rightX, rightY] = at(33);
  const [leftX, leftY] = at(263);
  const unit = 0.7 * Math.hypot(rightX - leftX, rightY - leftY);
  const [chinX, chinY] = at(152);
  const [topX, topY] = at(10);
  const length = Math.hypot(topX - chinX, topY - chinY);
  const raised = (point: number, by: number): readonly [number, number] => {
    const [x, y] = at(point);
    return [x + ((topX - chinX) / length) * by * unit, y + ((topY - chinY) / length) * by * unit];
  };
  const polygon = (points: readonly (readonly [number, number])[], fill: string): string =>
    `<polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${fill}"/>`;
  const line = (
    from: readonly [number, number],
    to: readonly [number, number],
    stroke: string,
    width: number,
  ): string =>
    `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`;
  let shapes = '';
  if (how in COVERS) {
    const colour = COVERS[how as keyof typeof COVERS];
    shapes += polygon([...JAW, 346, 195, 117].map(at), colour);
    for (const fold of [0, -0.15, -0.3]) {
      shapes += line(raised(132, fold), raised(361, fold), 'rgba(0,0,0,.18)', 0.04 * unit);
    }
  } else if (how in GLASSES) {
    for (const [outer, inner] of [
      [33, 133],
      [362, 263],
    ] as const) {
      const [x, y] = [(at(outer)[0] + at(inner)[0]) / 2, (at(outer)[1] + at(inner)[1]) / 2 + 0.06 * unit];
      shapes += `<ellipse cx="${x}" cy="${y}" rx="${0.4 * unit}" ry="${0.28 * unit}" fill="#15151a" fill-opacity="${GLASSES[how as keyof typeof GLASSES]}" stroke="#111" stroke-width="${0.04 * unit}"/>`;
    }
    shapes += line(at(133), at(362), '#111', 0.05 * unit);
  } else if (how === 'hand before the mouth') {
    const [x, y] = at(117).map(Math.round) as [number, number];
    const pixel =
      (Math.max(0, Math.min(image.height - 1, y)) * image.width + Math.max(0, Math.min(image.width - 1, x))) * 3;
    const skin = `rgb(${image.data.subarray(pixel, pixel + 3).join(',')})`;
    for (const finger of [0.25, -0.03, -0.31, -0.59]) {
      const [from, to] = [raised(61, finger), raised(291, finger)];
      shapes += line([from[0] - 0.4 * unit, from[1]], [to[0] + 0.5 * unit, to[1]], skin, 0.27 * unit);
      const edge = 0.14 * unit;
      shapes += line(
        [from[0] - 0.3 * unit, from[1] + edge],
        [to[0] + 0.4 * unit, to[1] + edge],
        'rgba(0,0,0,.35)',
        0.03 * unit,
      );
    }
  } else {
    const brim = BROWS.map((point) => raised(point, 0.12));
    shapes += polygon([...brim, raised(300, 1.6), raised(70, 1.6)], '#1f2b4a');
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${image.width}" height="${image.height}">${shapes}</svg>`;
}
