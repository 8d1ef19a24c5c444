/**
 * Which tests may share a process: those that, by all that they import, know nothing of processes, threads, sockets, native code or
 * what a process has one of. A process and its imports cost each of the others more than most of these tests do.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The parts of Node that reach no further than the caller. */
const OWN_PARTS = /^node:(assert|buffer|crypto|events|fs|fs\/promises|os|path|timers|timers\/promises|url|util|zlib)$/;
/** Packages that compute, and keep nothing of one test for the next. */
const OWN_PACKAGES =
  /^(vitest|fast-check|zod|qr|@noble\/.+|@scure\/.+|@peculiar\/.+|reflect-metadata|iso-3166|preact.*|@preact\/.+)$/;
/**
 * State that exists once per process and that a test would have to restore; modules replaced by a test are replaced for
 * all.
 */
const THE_PROCESS =
  /\b(process\.(env|on|once|chdir|umask|exitCode|memoryUsage)|globalThis|useFakeTimers|stubGlobal|vi\.mock)\b/;

/** Paths from `root`, which holds compiled code. Flows keep to themselves. */
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

/** Every module outside the tree that a file imports, directly or through others. */
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
