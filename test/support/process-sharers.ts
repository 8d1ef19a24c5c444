/**
 * Which tests may share a process. Tests that compute: nothing that they import, directly or through others, reaches processes, threads,
 * sockets, native code or what exists once in a process. Tests of the server with a database of their own: each closes what it
 * opens, and none starts a program or sets what exists once in a process. A new process and its imports take 0.5 s of processor time, and
 * 2 s where the test imports the server; most of these tests take less.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
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

const REPLACES = /^vi\.mock\(/m;

/** Tests that replace modules: paths from `root`, which holds compiled code. */
export function modulesReplaced(root: string): string[] {
  return testsIn(root).filter((path) => REPLACES.test(readFileSync(join(root, path), 'utf8')));
}

/** Tests of the server that may share a process with each other: paths from `root`, which holds compiled code. */
export function serverSharers(root: string): string[] {
  return testsWithDatabase(root, '.js')
    .map((test) => `${test}.js`)
    .filter((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return !THE_PROCESS.test(text) && !PROGRAMS.test(text);
    });
}

/** Tests of pages that may share a process with each other: paths from `root`, which holds compiled code. */
export function pageSharers(root: string): string[] {
  const computing = new Set(processSharers(root));
  return testsIn(root)
    .filter((path) => /^test\/(?:kiosk|server)\/ui\//.test(path) && !computing.has(path))
    .filter((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return !THE_PROCESS.test(text) && !PROGRAMS.test(text);
    })
    .sort();
}

/** Tests that compute: paths from `root`, which holds compiled code. Flows keep to themselves. */
export function processSharers(root: string): string[] {
  const tests = testsIn(root)
    .filter((path) => !path.startsWith('test/flows/'))
    .map((path) => join(root, path));
  const { importers, reachingOut } = graphOf(tests);
  // Those that import one that reaches out reach out as well: a set is walked to its end while it grows
  for (const file of reachingOut) for (const importer of importers.get(file) ?? []) reachingOut.add(importer);
  return tests
    .filter((test) => !reachingOut.has(test) && !THE_PROCESS.test(readFileSync(test, 'utf8')))
    .map((test) => relative(root, test))
    .sort();
}

function testsIn(root: string): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.js'))
    .map((path) => join('test', path));
}

/** The files that `tests` import, directly or indirectly: which files import each, and those that themselves reach what is outside. */
function graphOf(tests: readonly string[]) {
  const importers = new Map<string, string[]>();
  const reachingOut = new Set<string>();
  const files = new Set(tests);
  for (const file of files) {
    for (const name of importsIn(file)) {
      const path = resolve(dirname(file), name);
      const isFile = name.startsWith('.') && (files.has(path) || existsSync(path));
      if (isFile) {
        files.add(path);
        importers.set(path, [...(importers.get(path) ?? []), file]);
      } else if (!OWN_PARTS.test(name) && !OWN_PACKAGES.test(name)) reachingOut.add(file);
    }
  }
  return { importers, reachingOut };
}

function importsIn(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(
    /^(?:import '|(?:import|export) [^';]* from ')([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map(([, name, loaded]) => name ?? (loaded as string));
}
