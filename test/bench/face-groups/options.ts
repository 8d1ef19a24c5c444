import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../support/whole-number.ts';

export interface GroupBenchOptions {
  readonly images: string;
  readonly labels: string;
  /** List of pairs; only the mated ones count. Default: all images of one person with each other. */
  readonly pairs: string | undefined;
  /** Pairs of files that show one person but have different labels. */
  readonly samePerson: string | undefined;
  /** Number of images for the other packages; 0 for none. */
  readonly peerImages: number;
  /** Uses every nth image of the list. */
  readonly every: number;
  /** Whether frames with advice are compared too. */
  readonly everyFrame: boolean;
  readonly threads: number;
  readonly json: string | undefined;
}

export const USAGE = `options:
  --images DIR         folder of the images (required)
  --labels FILE.tsv    header "file sex [ethnicity] [age] [person]" separated by tabs, one image per line (required)
  --pairs FILE.tsv     fold, same, a, b: its mated pairs are compared (default: all images of one person with each other)
  --same-person FILE   pairs of files that show one person but have different labels
  --peer-images N      images for face-api and human (default 400; 0: none)
  --every N            uses every Nth image (default 1)
  --every-frame        also compares frames with advice
  --threads N          worker threads that embed images (default 2)
  --json FILE          record (default: test/bench/results/face-groups.json)`;

/** @throws Error that names the invalid argument */
export function parseGroupOptions(args: readonly string[]): GroupBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      images: { type: 'string' },
      labels: { type: 'string' },
      pairs: { type: 'string' },
      'same-person': { type: 'string' },
      'peer-images': { type: 'string', default: '400' },
      every: { type: 'string', default: '1' },
      'every-frame': { type: 'boolean', default: false },
      threads: { type: 'string', default: '2' },
      json: { type: 'string' },
    },
  });
  const { images, labels, pairs, json } = values;
  if (images === undefined || labels === undefined) throw new Error(`--images and --labels are required\n${USAGE}`);
  for (const path of [images, labels]) if (!existsSync(path)) throw new Error(`${path} does not exist`);
  return {
    ...{ images, labels, pairs, json },
    samePerson: values['same-person'],
    peerImages: wholeNumber('--peer-images', values['peer-images'], 0),
    every: wholeNumber('--every', values.every, 1),
    everyFrame: values['every-frame'],
    threads: wholeNumber('--threads', values.threads, 1),
  };
}
