/**
 * Which tests may share a process. Tests that compute: nothing that they import, directly or through others, reaches processes, threads,
 * sockets, native code or what exists once in a process. Tests of the server with a database of their own: each closes what it
 * opens, and none starts a program or sets what exists once in a process. A new process and its imports take 0.5 s of processor time, and
 * 2 s where the test imports the server; most of these tests take less.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distancesFrom, importGraph, testsIn } from './import-graph.ts';
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
    .filter((path) => /^test\/(?:kiosk\/ui|server\/console)\//.test(path) && !computing.has(path))
    .filter((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return !THE_PROCESS.test(text) && !PROGRAMS.test(text);
    })
    .sort();
}

/** Tests that compute: paths from `root`, which holds compiled code. Flows keep to themselves. */
export function processSharers(root: string): string[] {
  const tests = testsIn(root).filter((path) => !path.startsWith('test/flows/'));
  const graph = importGraph(root, tests);
  const reachesOut = (name: string) => !OWN_PARTS.test(name) && !OWN_PACKAGES.test(name);
  const reachingOut = [...graph.outside].filter(([, names]) => names.some(reachesOut)).map(([file]) => file);
  // Those that import one that reaches out reach out as well
  const excluded = distancesFrom(graph, reachingOut);
  return tests
    .filter((test) => !excluded.has(test) && !THE_PROCESS.test(readFileSync(join(root, test), 'utf8')))
    .sort();
}
