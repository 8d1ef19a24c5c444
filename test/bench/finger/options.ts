import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../models/project-root.ts';

export interface BenchOptions {
  /** Folders whose subfolders are databases of images named `101_1.tif`. */
  readonly folders: readonly string[];
  /** Whether these are the databases the weights were fitted to: then they are also cross-validated. */
  readonly fittedData: boolean;
  /** Resolution by database; 500 where none is given. */
  readonly ppi: ReadonlyMap<string, number>;
  readonly json: string | undefined;
  readonly svg: string | undefined;
  /** Scores of other matchers over the same images: name and file of `database, image, image, score` lines. */
  readonly peers: ReadonlyMap<string, string>;
  /** Writes `models/finger/fitted.json` anew. */
  readonly fit: boolean;
}

const USAGE = `node .build/test/bench/finger.js [--fvc DIR]... [--dpi NAME=NUMBER]... [--peer-scores NAME=FILE.tsv]...
  [--json FILE] [--svg DIR] [--fit]`;

/** @throws Error with the usage for anything not understood */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fvc: { type: 'string', multiple: true },
      dpi: { type: 'string', multiple: true, default: [] },
      'peer-scores': { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      svg: { type: 'string' },
      fit: { type: 'boolean', default: false },
    },
  });
  const data = process.env['POSTERN_DATA'] ?? join(projectRoot(), '..', 'shared', 'data');
  const ppi = pairs(values.dpi).map(([name, number]) => [name, Number(number)] as const);
  if (ppi.some(([, number]) => !(number > 0))) throw new Error(USAGE);
  return {
    folders: values.fvc ?? [join(data, 'finger', 'fvc2002')],
    fittedData: values.fvc === undefined,
    // FVC2002's second database was scanned at 569 ppi, the others at 500 (Maio et al., ICPR 2002).
    ppi: new Map(values.fvc === undefined ? [['DB2_B', 569], ...ppi] : ppi),
    json: values.json,
    svg: values.svg,
    peers: new Map(pairs(values['peer-scores'])),
    fit: values.fit,
  };
}

function pairs(values: readonly string[]): [string, string][] {
  return values.map((value) => {
    const at = value.indexOf('=');
    if (at < 1) throw new Error(USAGE);
    return [value.slice(0, at), value.slice(at + 1)];
  });
}
