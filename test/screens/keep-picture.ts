/** Stores a picture, unless the stored one looks the same. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';

/** A channel that differs by less is noise of the compression. */
const NOISE = 40;
/** A letter has more pixels than this. */
const FEW_PIXELS = 24;

/** @param picture encoded as the file is. Returns whether the file was written. */
export async function keepPicture(file: string, picture: Buffer): Promise<boolean> {
  if (existsSync(file) && (await looksSame(readFileSync(file), picture))) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, picture);
  return true;
}

/** Whether at most a few pixels of two pictures differ visibly. */
export async function looksSame(one: Buffer, other: Buffer): Promise<boolean> {
  const [first, second] = await Promise.all([pixelsOf(one), pixelsOf(other)]);
  const { width, height } = first.info;
  if (width !== second.info.width || height !== second.info.height) return false;
  let differing = 0;
  for (let at = 0; at < first.data.length; at += 3) {
    const differs = [0, 1, 2].some(
      (channel) => Math.abs((first.data[at + channel] ?? 0) - (second.data[at + channel] ?? 0)) > NOISE,
    );
    if (differs && ++differing > FEW_PIXELS) return false;
  }
  return true;
}

async function pixelsOf(picture: Buffer) {
  return await sharp(picture).flatten().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
}
