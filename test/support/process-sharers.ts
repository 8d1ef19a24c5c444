/**
 * Which tests may share a process. Tests that compute: nothing that they import, directly or through others, reaches processes, threads,
 * sockets, native code or what exists once in a process. Tests of the server with a database of their own: each closes what it
 * opens, and none starts a program or sets what exists once in a process. A new process and its imports take 0.5 s of processor time, and
 * 2 s where the test imports the server; most of these tests take less.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { testsWithDatabase } from './postgres/with-database.ts';

/** Parts of Node without effects outside the caller. */
const OWN_PARTS = /^node:(assert|buffer|crypto|events|fs|fs\/promises|os|path|timers|timers\/promises|url|util|zlib)$/;
/** Packages that only compute and keep no state between tests. */
const OWN_PACKAGES =
  /^(vitest|fast-check|zod|qr|@noble\/.+|@scure\/.+|@peculiar\/.+|reflect-metadata|iso-3166|preact.*|@preact\/.+)$/;
/** Process-wide state, which a test would have to restore. A module that a test replaces is replaced for all. */
const THE_PROCESS =
  /\b(process\.(env|on|once|chdir|umask|exitCode|memoryUsage)|globalThis|useFakeTimers|stubGlobal|vi\.mock)\b/;

/** Programs that a test starts inherit what exists once in its process. */
const PROGRAMS = /\bchild_process\b|\bexecFile\b/;

/** Tests of the server that may share a process with each other: paths from `root`, which holds compiled code. */
export function serverSharers(root: string): string[] {
  return testsWithDatabase(root, '.js')
    .map((test) => `${test}.js`)
    .filter((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return !THE_PROCESS.test(text) && !PROGRAMS.test(text);
    });
}

/** Tests that compute: paths from `root`, which holds compiled code. Flows keep to themselves. */
export function processSharers(root: string): string[] {
  const imports = new Map<string, readonly string[]>();
  const importsOf = (file: string): readonly string[] => {
    const known = imports.get(file) ?? importsIn(file);
    imports.set(file, known);
    return known;
  };
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.js') && !path.startsWith('flows/'))
    .map((path) => `test/${path}`)
    .filter((path) => !THE_PROCESS.test(readFileSync(join(root, path), 'utf8')))
    .filter((path) =>
      reaches(join(root, path), importsOf).every((name) => OWN_PARTS.test(name) || OWN_PACKAGES.test(name)),
    )
    .sort();
}

/** Every module outside the tree that a file imports, directly or indirectly. */
function reaches(file: string, importsOf: (file: string) => readonly string[]): string[] {
  const files = new Set([file]);
  const outside = new Set<string>();
  for (const each of files) {
    for (const name of importsOf(each)) {
      const path = resolve(dirname(each), name);
      if (!name.startsWith('.')) outside.add(name);
      else if (existsSync(path)) files.add(path);
      else outside.add(path);
    }
  }
  return [...outside];
}

function importsIn(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /^(?:import '|(?:import|export) [^';]* from ')([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map(([, name, loaded]) => name ?? (loaded as string));
}
