/** Generates frames of a moving face from one photograph: turned, nearer, out of focus, noisy, compressed. */
import sharp from 'sharp';
import type { Image } from '../../../hardware/device/image.ts';
import type { SeededRandom } from '../../models/face/rendering/seeded-random.ts';

export async function generatedFrame({ width, height, data }: Image, random: SeededRandom): Promise<Image> {
  const scale = random.between(0.94, 1.06);
  const turned = sharp(data, { raw: { width, height, channels: 3 } })
    .rotate(random.between(-5, 5), { background: '#808080' })
    .resize({ width: Math.round(width * scale) })
    .modulate({ brightness: random.between(0.75, 1.25) })
    .blur(random.between(0.5, 1.3));
  const compressed = await turned.jpeg({ quality: Math.round(random.between(55, 85)) }).toBuffer();
  const { data: pixels, info } = await sharp(compressed).raw().toBuffer({ resolveWithObject: true });
  const noisy = new Uint8Array(new ArrayBuffer(pixels.length));
  for (let at = 0; at < noisy.length; at++) noisy[at] = Math.max(0, Math.min(255, pixels[at]! + 6 * random.normal()));
  return { width: info.width, height: info.height, channelOrder: 'rgb', data: noisy, ownership: 'owned' };
}
