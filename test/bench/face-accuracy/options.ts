import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../support/whole-number.ts';
import { lfwFolder } from '../../models/face/rendering/photographs.ts';

export interface BenchOptions {
  readonly pairs: string;
  readonly images: string;
  /** File for the record. Default: the project's results. */
  readonly json: string | undefined;
  /** Folder for the plots. */
  readonly svg: string | undefined;
  /** Number of pairs for the other packages; 0 for none. */
  readonly peerPairs: number;
  /** Whether simpler and more expensive comparators are measured too. */
  readonly ablation: boolean;
  /** Worker threads that embed images. */
  readonly threads: number;
}

export const USAGE = `options:
  --pairs FILE.tsv   list of pairs: fold, same, a, b (default: face/lfw-dev/pairs.tsv below POSTERN_DATA)
  --images DIR       folder of the images (default: the folder of the list)
  --json FILE        record (default: test/bench/results/face-accuracy.json)
  --svg DIR          ROC and DET as SVG files
  --peer-pairs N     pairs for face-api and human (default 200; 0: none)
  --ablation         also measures simpler and more expensive comparators
  --threads N        worker threads that embed images (default 2)`;

/** @throws Error that names the invalid argument */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pairs: { type: 'string' },
      images: { type: 'string' },
      json: { type: 'string' },
      svg: { type: 'string' },
      'peer-pairs': { type: 'string', default: '200' },
      ablation: { type: 'boolean', default: false },
      threads: { type: 'string', default: '2' },
    },
  });
  const folder = lfwFolder();
  const pairs = values.pairs ?? (folder === undefined ? undefined : join(folder, 'pairs.tsv'));
  if (pairs === undefined) throw new Error('no list of pairs: name one, or set POSTERN_DATA');
  const peerPairs = wholeNumber('--peer-pairs', values['peer-pairs'], 0);
  const threads = wholeNumber('--threads', values.threads, 1);
  const images = values.images ?? join(pairs, '..');
  const { json, svg, ablation } = values;
  return { pairs, images, json, svg, peerPairs, ablation, threads };
}
