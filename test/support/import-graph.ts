/**
 * Which files import which, read from compiled code. All paths are relative to `root`, the folder that holds it: `server/main.js`.
 *
 * Limits: it does not see what a page loads, or a file whose name is put together at run time.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface ImportGraph {
  /** Files that import a file directly. A file that was read has an entry, an empty one where no file imports it. */
  readonly importers: ReadonlyMap<string, readonly string[]>;
  /** Imports that are no file below `root`: packages, parts of Node, missing files. */
  readonly outside: ReadonlyMap<string, readonly string[]>;
}

export interface Reach {
  /** Tests that reach a changed file, with the length of the shortest way of imports; a changed test has 0. The nearest first. */
  readonly tests: readonly { readonly test: string; readonly distance: number }[];
  /** Changed files that are not in the graph: which tests reach them is not known. */
  readonly unseen: readonly string[];
}

/** Imports, static and dynamic. */
const IMPORT = /^(?:import '|(?:import|export) [^';]* from ')([^']+)'|\bimport\('([^']+)'\)/gm;
/** Quoted paths of compiled files: the entries of threads and programs. */
const QUOTED_PATH = /(['"`])([\w./-]+\.js)\1/g;

/**
 * Reads `files` and all that they import, directly or indirectly.
 *
 * @param entries also count as imported the files that are named by a quoted path, from the file that names them or from `root`: threads
 * and programs that a file starts
 */
export function importGraph(
  root: string,
  files: readonly string[] = testsIn(root),
  { entries = false }: { readonly entries?: boolean } = {},
): ImportGraph {
  const importers = new Map<string, string[]>(files.map((file) => [file, []]));
  const outside = new Map<string, string[]>();
  const isFile = (path: string) => importers.has(path) || existsSync(join(root, path));
  const link = (path: string, file: string) => {
    const known = importers.get(path);
    if (known === undefined) importers.set(path, [file]);
    else if (!known.includes(file)) known.push(file);
  };
  // A map is walked to its end while it grows
  for (const file of importers.keys()) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, always, loaded] of text.matchAll(IMPORT)) {
      const name = always ?? loaded ?? '';
      const path = posix.join(posix.dirname(file), name);
      if (name.startsWith('.') && isFile(path)) link(path, file);
      else outside.set(file, [...(outside.get(file) ?? []), name]);
    }
    if (!entries) continue;
    for (const [, , name = ''] of text.matchAll(QUOTED_PATH)) {
      const paths = [posix.join(posix.dirname(file), name), posix.normalize(name.replace(/^\.build\//, ''))];
      const path = paths.find((one) => one !== file && !one.startsWith('.') && isFile(one));
      if (path !== undefined) link(path, file);
    }
  }
  return { importers, outside };
}

/** Compiled tests. */
export function testsIn(root: string): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.js'))
    .map((path) => posix.join('test', path));
}

/** The files that import one of `files`, directly or indirectly, and `files` themselves, with the length of the shortest way. */
export function distancesFrom({ importers }: ImportGraph, files: Iterable<string>): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  for (const file of files) distances.set(file, 0);
  for (const [file, distance] of distances) {
    for (const importer of importers.get(file) ?? []) {
      if (!distances.has(importer)) distances.set(importer, distance + 1);
    }
  }
  return distances;
}

/** @param changed source files or compiled ones: `server/main.ts` */
export function testsReaching(graph: ImportGraph, changed: readonly string[]): Reach {
  const compiled = changed.map((path) => [path, path.replace(/\.tsx?$/, '.js')] as const);
  const seen = compiled.map(([, path]) => path).filter((path) => graph.importers.has(path));
  return {
    tests: [...distancesFrom(graph, seen)]
      .filter(([file]) => file.endsWith('.test.js'))
      .map(([test, distance]) => ({ test, distance })),
    unseen: compiled.filter(([, path]) => !graph.importers.has(path)).map(([path]) => path),
  };
}
