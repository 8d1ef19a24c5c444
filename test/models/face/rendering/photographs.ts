import { existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Image } from '../../../../hardware/device/image.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';

const FOLDER = join(projectRoot(), 'node_modules/@vladmandic/face-api/demo');

/** Decodes a picture file to RGB, optionally resized to fit `width` x `height` exactly. */
export async function readPicture(file: string, width?: number, height?: number): Promise<Image> {
  let picture = sharp(file).removeAlpha().toColourspace('srgb');
  if (width !== undefined && height !== undefined) picture = picture.resize(width, height, { fit: 'cover' });
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(new ArrayBuffer(data.byteLength));
  pixels.set(data);
  return { width: info.width, height: info.height, channelOrder: 'rgb', data: pixels, ownership: 'owned' };
}

/** One of the six group photographs in @vladmandic/face-api: 1 to 6, 1920 px wide. */
export function samplePhotograph(number: number): Promise<Image> {
  return readPicture(join(FOLDER, `sample${number}.jpg`));
}

/** The folder of Labeled Faces in the Wild (images and pairs.tsv), if it exists. It is not part of the project. */
export function lfwFolder(): string | undefined {
  const roots = [process.env['POSTERN_DATA'], join(projectRoot(), '../shared/data')];
  return roots
    .filter((root) => root !== undefined)
    .map((root) => join(root, 'face/lfw-dev'))
    .find((folder) => existsSync(join(folder, 'pairs.tsv')));
}

/** A copy of a part of an image. Pixels outside the image are black. */
export function cut(image: Image, left: number, top: number, width: number, height: number): Image {
  const data = new Uint8Array(new ArrayBuffer(width * height * 3));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [x, y] = [left + column, top + row];
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
      const from = (y * image.width + x) * 3;
      data.set(image.data.subarray(from, from + 3), (row * width + column) * 3);
    }
  }
  return { width, height, channelOrder: 'rgb', data, ownership: 'owned' };
}
