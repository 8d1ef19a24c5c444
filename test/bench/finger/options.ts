import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../models/files/project-root.ts';
import { type Damage, DAMAGES } from './damage.ts';

export interface BenchOptions {
  /** Folders whose subfolders are databases of images named `101_1.tif`. */
  readonly folders: readonly string[];
  /** Whether the weights were fitted to these databases, which are then also cross-validated. */
  readonly fittedData: boolean;
  /** Resolution by database; default 500. */
  readonly ppi: ReadonlyMap<string, number>;
  readonly json: string | undefined;
  readonly svg: string | undefined;
  /** Scores of other matchers for the same images: name, and file of `database, image, image, score` lines. */
  readonly peers: ReadonlyMap<string, string>;
  /** Whether to write `models/finger/fitted.json`. */
  readonly fit: boolean;
  /** Kinds of damage to measure instead, and their severity, 0 to 1. */
  readonly damages: readonly Damage[];
  readonly severity: number;
}

const USAGE = `node .build/test/bench/finger.js [--fvc DIR]... [--dpi NAME=NUMBER]... [--peer-scores NAME=FILE.tsv]...
  [--json FILE] [--svg DIR] [--fit] [--damage ${DAMAGES.join('|')}]... [--severity 0..1]`;

/** @throws Error with the usage for an invalid argument */
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
      damage: { type: 'string', multiple: true, default: [] },
      severity: { type: 'string', default: '0.6' },
    },
  });
  const data = process.env['POSTERN_DATA'] ?? join(projectRoot(), '..', 'shared', 'data');
  const ppi = pairs(values.dpi).map(([name, number]) => [name, Number(number)] as const);
  if (ppi.some(([, number]) => !(number > 0))) throw new Error(USAGE);
  const damages = DAMAGES.filter((damage) => values.damage.includes(damage));
  const severity = Number(values.severity);
  if (damages.length !== new Set(values.damage).size || !(severity >= 0 && severity <= 1)) throw new Error(USAGE);
  return {
    folders: values.fvc ?? [join(data, 'finger', 'fvc2002')],
    fittedData: values.fvc === undefined,
    // FVC2002's second database was scanned at 569 ppi, the others at 500 (Maio et al., ICPR 2002).
    ppi: new Map(values.fvc === undefined ? [['DB2_B', 569], ...ppi] : ppi),
    json: values.json,
    svg: values.svg,
    peers: new Map(pairs(values['peer-scores'])),
    fit: values.fit,
    damages,
    severity,
  };
}

function pairs(values: readonly string[]): [string, string][] {
  return values.map((value) => {
    const at = value.indexOf('=');
    if (at < 1) throw new Error(USAGE);
    return [value.slice(0, at), value.slice(at + 1)];
  });
}
