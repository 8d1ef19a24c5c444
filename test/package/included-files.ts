/** The compiled files that programs need, and the npm packages that these name. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface Included {
  /** Relative to the build folder, sorted. */
  readonly files: readonly string[];
  readonly packages: ReadonlySet<string>;
}

export interface IncludedOptions {
  readonly buildDir: string;
  readonly programs: readonly string[];
  /** Names of the packages that may be needed at run time. */
  readonly dependencies: readonly string[];
  /** The `files` of package.json, as a test: whether a file may be in a production build. */
  readonly isForProduction: (file: string) => boolean;
}

/** Imports, entries of threads and processes, and `require` of modules that are loaded at first use. */
const IMPORTED = /(?:\bfrom\s*|\bimport\s*|\bimport\(\s*|\bnew URL\(\s*|\brequire\(\s*)['"]([^'"\n]+)['"]/g;
/** Examples in comments name sources. */
const SOURCE = /\.tsx?$/;

/** Throws when a program or a file that it imports is missing. Files for development are left out, as their importers expect. */
export function includedFiles({ buildDir, programs, dependencies, isForProduction }: IncludedOptions): Included {
  const files = new Set<string>();
  const packages = new Set<string>();
  const waiting = [...programs];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    if (!isForProduction(file)) {
      if (programs.includes(file)) throw new Error(`${file} is not for production`);
      continue;
    }
    if (!existsSync(join(buildDir, file))) throw new Error(`${file} is imported and not built`);
    files.add(file);
    if (!file.endsWith('.js')) continue;
    const text = readFileSync(join(buildDir, file), 'utf8');
    for (const [, name = ''] of text.matchAll(IMPORTED)) {
      if (/^\..*\.\w+$/.test(name) && !SOURCE.test(name)) waiting.push(posix.join(posix.dirname(file), name));
    }
    for (const name of dependencies) if (isNamedIn(text, name)) packages.add(name);
  }
  return { files: [...files].sort(), packages };
}

/** Some packages are loaded by a name that stands in no import: a database driver, a library that is required at first use. */
function isNamedIn(text: string, name: string): boolean {
  return [`'${name}'`, `"${name}"`, `'${name}/`, `"${name}/`].some((quoted) => text.includes(quoted));
}

/** All files below a folder, relative to `root`, sorted. */
export function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      posix.join(folder, entry.parentPath.slice(join(root, folder).length).replace(/^\//, ''), entry.name),
    )
    .sort();
}
