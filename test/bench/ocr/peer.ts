/** Tesseract as a reader of zones: the installed program, restricted to the zone's characters in one block of text. */
import { spawnSync } from 'node:child_process';
import { dirname, basename } from 'node:path';
import sharp from 'sharp';
import type { Image } from '../../../hardware/device/image.ts';

export interface Peer {
  readonly name: string;
  /** The lines with the length of a zone line, in order; empty when there are none. */
  read(image: Image): Promise<string>;
}

const PAGE_SEGMENTATION = '6';
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<';
/** The lower part of the pages, which contains the zone. */
const LOWER_SHARE = 0.45;

/** `undefined` when the program is not installed. `trainedData`: a file `<language>.traineddata`, otherwise English. */
export function tesseract(trainedData?: string): Peer | undefined {
  const version = spawnSync('tesseract', ['--version'], { encoding: 'utf8' });
  if (version.error !== undefined) return undefined;
  const [, number = ''] = /tesseract (\S+)/.exec(version.stdout) ?? [];
  const language = trainedData === undefined ? 'eng' : basename(trainedData, '.traineddata');
  const where = trainedData === undefined ? [] : ['--tessdata-dir', dirname(trainedData)];
  return {
    name: `tesseract ${number} ${language}`,
    async read({ width, height, data }) {
      const top = Math.floor(height * (1 - LOWER_SHARE));
      const png = await sharp(data, { raw: { width, height, channels: 1 } })
        .extract({ left: 0, top, width, height: height - top })
        .png()
        .toBuffer();
      const wanted = ['--psm', PAGE_SEGMENTATION, '-l', language, '-c', `tessedit_char_whitelist=${CHARACTERS}`];
      const { stdout } = spawnSync('tesseract', ['-', '-', ...where, ...wanted], {
        input: png,
        encoding: 'utf8',
        env: { OMP_THREAD_LIMIT: '1' },
      });
      const lines = stdout.split('\n').map((line) => line.replaceAll(/[^A-Z0-9<]/g, ''));
      return lines.filter(({ length }) => length === 30 || length === 36 || length === 44).join('\n');
    },
  };
}
