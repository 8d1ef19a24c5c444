import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../models/files/project-root.ts';
import { wholeNumber } from '../support/whole-number.ts';

export interface ScoreOptions {
  /** Folder with face/fairface-dev and face/lfw-dev. */
  readonly data: string;
  /** Pairs of files of FairFace that show one person but have different labels. */
  readonly samePerson: string;
  /** Whether to write centring and calibration into the project. */
  readonly write: boolean;
  readonly ablation: boolean;
  readonly threads: number;
  /** Folder of templates that are kept between runs. */
  readonly cache: string | undefined;
  readonly json: string | undefined;
}

export const USAGE = `options:
  --data DIR          folder with face/fairface-dev (images, labels.tsv) and face/lfw-dev (default: POSTERN_DATA, ../shared/data)
  --same-person FILE  pairs of FairFace that show one person (default: test/bench/face-groups/fairface-same-person.tsv)
  --write             writes models/face/centring.json, and its digest and the calibration into models/manifest.json
  --ablation          also measures other scores
  --threads N         worker threads that embed images (default 2)
  --cache DIR         keeps templates of the images there between runs; delete it afterwards
  --json FILE         record (default: test/bench/results/face-score.json)`;

/** The folder of both sets, if it exists. */
export function scoreDataFolder(): string | undefined {
  return [process.env['POSTERN_DATA'], join(projectRoot(), '../shared/data')].find(
    (root) =>
      root !== undefined &&
      ['face/fairface-dev/labels.tsv', 'face/lfw-dev/pairs.tsv'].every((file) => existsSync(join(root, file))),
  );
}

/** The list of pairs of FairFace that were found by visual inspection. */
export const samePersonFile = (): string => join(projectRoot(), 'test/bench/face-groups/fairface-same-person.tsv');

/** @throws Error that names the invalid argument */
export function parseScoreOptions(args: readonly string[]): ScoreOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      'same-person': { type: 'string' },
      write: { type: 'boolean', default: false },
      ablation: { type: 'boolean', default: false },
      threads: { type: 'string', default: '2' },
      cache: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const data = values.data ?? scoreDataFolder();
  if (data === undefined) throw new Error(`no data: name a folder, or set POSTERN_DATA\n${USAGE}`);
  const { cache, json, write, ablation } = values;
  if (cache !== undefined && !existsSync(cache)) throw new Error(`${cache} does not exist`);
  return {
    ...{ data, cache, json, write, ablation },
    samePerson: values['same-person'] ?? samePersonFile(),
    threads: wholeNumber('--threads', values.threads, 1),
  };
}
