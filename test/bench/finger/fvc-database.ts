import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import type { Image } from '../../../hardware/device/image.ts';

/** One file of a database: `101_3.tif` is the third impression of finger 101. */
export interface FvcImage {
  readonly database: string;
  readonly name: string;
  readonly finger: string;
  readonly impression: number;
  readonly file: string;
  readonly resolutionPpi: number;
}

const DEFAULT_PPI = 500;
const NAME = /^(\d+)_(\d+)\.(tif|png|bmp)$/;

/**
 * The databases in the given folders, or the folders themselves, each with its images in order of finger and
 * impression.
 */
export function findDatabases(folders: readonly string[], ppi: ReadonlyMap<string, number>): Map<string, FvcImage[]> {
  const databases = new Map<string, FvcImage[]>();
  for (const folder of folders) {
    const within = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const path of [folder, ...within.map(({ name }) => join(folder, name)).sort()]) {
      const images = imagesIn(path, ppi.get(basename(path)) ?? DEFAULT_PPI);
      if (images.length > 0) databases.set(basename(path), images);
    }
  }
  return databases;
}

function imagesIn(path: string, resolutionPpi: number): FvcImage[] {
  const database = basename(path);
  const images = readdirSync(path).flatMap((entry): FvcImage[] => {
    const [, finger, impression] = NAME.exec(entry) ?? [];
    if (finger === undefined || impression === undefined) return [];
    const name = `${finger}_${impression}`;
    return [{ database, name, finger, impression: Number(impression), file: join(path, entry), resolutionPpi }];
  });
  return images.sort((one, other) => one.finger.localeCompare(other.finger) || one.impression - other.impression);
}

export async function readFvcImage({ file }: FvcImage): Promise<Image> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) throw new Error(`${file} could not be converted to grey`);
  return {
    width: info.width,
    height: info.height,
    channelOrder: 'grey',
    data: new Uint8Array(data),
    ownership: 'owned',
  };
}
