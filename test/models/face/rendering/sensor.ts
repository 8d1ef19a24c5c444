import sharp from 'sharp';
import { allocateImage, type Image } from '../../../../hardware/device/image.ts';
import type { LightImage } from './lit-render.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Properties of a simulated camera, shares of full scale. */
export interface SensorOptions {
  readonly gain: number;
  /** Weight of each neighbour in a 3-tap blur: 0.1 is a deviation of about 0.5 px. */
  readonly blur: number;
  readonly readNoise: number;
  readonly shotNoise: number;
  /** JPEG quality, like a webcam's stream; 0: no JPEG. */
  readonly jpeg: number;
}

const STEPS = 4_095;
const ENCODED = Float32Array.from({ length: STEPS + 1 }, (_, step) => {
  const linear = step / STEPS;
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
});
const BANK = 1 << 16;
let bank: Float32Array | undefined;

/** Exposes light: blur, gain, shot and read noise, sRGB in 8 bits, JPEG and back. */
export async function expose(light: LightImage, options: SensorOptions, random: SeededRandom): Promise<Image> {
  bank ??= Float32Array.from({ length: BANK }, () => random.normal());
  const { width, height } = light;
  const blurred = options.blur > 0 ? blur3(light, options.blur) : light.data;
  const image = allocateImage(width, height, 'rgb');
  const { gain, readNoise, shotNoise, jpeg } = options;
  const deviation = Float32Array.from({ length: 257 }, (_, at) =>
    Math.sqrt(readNoise * readNoise + (shotNoise * at) / 256),
  );
  let noise = Math.floor(random.between(0, BANK));
  for (let at = 0; at < blurred.length; at++) {
    const value = blurred[at]! * gain;
    noise = (noise + 1) & (BANK - 1);
    const level = value < 1 ? (value * 256) | 0 : 256;
    const seen = (value + bank[noise]! * deviation[level]!) * STEPS + 0.5;
    image.data[at] = ENCODED[seen < 0 ? 0 : seen > STEPS ? STEPS : seen | 0]! + 0.5;
  }
  if (jpeg === 0) return image;
  const raw = { raw: { width, height, channels: 3 as const } };
  const stream = await sharp(image.data, raw).jpeg({ quality: jpeg }).toBuffer();
  image.data.set(await sharp(stream).raw().toBuffer());
  return image;
}

function blur3({ width, data }: LightImage, side: number): Float32Array {
  const across = new Float32Array(data.length);
  const out = new Float32Array(data.length);
  const middle = 1 - 2 * side;
  const line = 3 * width;
  for (let at = 3; at < data.length - 3; at++) across[at] = middle * data[at]! + side * (data[at - 3]! + data[at + 3]!);
  for (let at = line; at < data.length - line; at++) {
    out[at] = middle * across[at]! + side * (across[at - line]! + across[at + line]!);
  }
  return out;
}
