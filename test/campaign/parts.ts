/** The parts of `npm run test:all` that `npm test` leaves out. */
import { relative } from 'node:path';
import { distancesFrom, type ImportGraph } from '../support/import-graph.ts';
import type { Engine } from '../support/suite.ts';
import type { TimesRecord } from '../support/times/recorded-times.ts';

/** A test file on an engine, with all of its cases. */
export interface FilePart {
  readonly kind: 'file';
  readonly name: string;
  /** From the root of compiled code: `test/flows/shift.long.test.js`. */
  readonly path: string;
  readonly engine: Engine;
  /** Time of a worker in the recorded run, s. */
  readonly seconds: number;
}

/** A program that ends with exit code 0 when all is well. */
export interface ProgramPart {
  readonly kind: 'program';
  readonly name: 'laboratory' | 'software update' | 'installation' | 'newest Node';
  /** Its entry in compiled code, from which its imports are followed. */
  readonly entry: string;
  /** Beginnings of the paths of source files that it depends on and no import shows. */
  readonly reads: readonly string[];
  /** On the clock, s. */
  readonly seconds: number;
}

export type Part = FilePart | ProgramPart;

export const PROGRAMS: readonly ProgramPart[] = [
  { kind: 'program', name: 'laboratory', entry: 'test/lab/main.js', reads: ['test/lab/', 'hardware/'], seconds: 240 },
  {
    ...{ kind: 'program', name: 'software update', entry: 'test/lab/software-update.js', seconds: 480 },
    reads: ['test/lab/software-update.ts', 'kiosk/fleet/software/'],
  },
  {
    ...{ kind: 'program', name: 'installation', entry: 'test/package/main.js', seconds: 750 },
    reads: ['test/package/', 'kiosk/main/install/', 'server/main/install/'],
  },
  {
    ...{ kind: 'program', name: 'newest Node', entry: 'test/campaign/newest-node.js', seconds: 150 },
    reads: ['package.json', 'package-lock.json'],
  },
];

/** Files with cases import it (`casesOf`). */
const EXTENT = 'test/support/extent.js';
/** A file that is not in the record, s. */
const UNKNOWN_SECONDS = 30;

/**
 * Files that end in `.long.test.js`, files with cases that `npm test` leaves out, and files that run on the second engine.
 *
 * @param tests all compiled tests
 * @param onPostgres those that run on PostgreSQL as well
 */
export function fileParts(
  graph: ImportGraph,
  tests: readonly string[],
  onPostgres: readonly string[],
  record: TimesRecord | undefined,
): readonly FilePart[] {
  const withCases = distancesFrom(graph, [EXTENT]);
  const isLong = (path: string) => path.endsWith('.long.test.js') || withCases.has(path);
  const seconds = (path: string, engine: Engine): number => {
    const name = relative('test', path).replace(/\.test\.js$/, '');
    const isOn = (project: string) => project.includes('PostgreSQL') === (engine === 'PostgreSQL');
    return record?.files.find((one) => one.name === name && isOn(one.project))?.wall ?? UNKNOWN_SECONDS;
  };
  const part = (engine: Engine) => (path: string) => ({
    ...({ kind: 'file', path, engine, seconds: seconds(path, engine) } as const),
    name: `${relative('test', path).replace(/\.test\.js$/, '')}${engine === 'PostgreSQL' ? ' on PostgreSQL' : ''}`,
  });
  return [...tests.filter(isLong).map(part('SQLite')), ...onPostgres.map(part('PostgreSQL'))];
}
