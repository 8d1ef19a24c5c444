/** The Debian packages that tests use, from `.ci/packages`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';

export interface DebianPackage {
  readonly name: string;
  /** A file of it; one part of the path can be `*`. */
  readonly file: string;
  /** The tests that skip without it. */
  readonly tests: string;
}

export function debianPackages(): readonly DebianPackage[] {
  return readFileSync(join(projectRoot(), '.ci/packages'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', file = '', ...tests] = line.split(/ +/);
      return { name, file, tests: tests.join(' ') };
    });
}

/** Tests that skip, with the packages that they miss. */
export function missingPackages(): ReadonlyMap<string, readonly string[]> {
  const missing = new Map<string, string[]>();
  for (const { name, file, tests } of debianPackages()) {
    if (isThere(file)) continue;
    missing.set(tests, [...(missing.get(tests) ?? []), name]);
  }
  return missing;
}

function isThere(path: string): boolean {
  const [folder, rest] = path.split('/*', 2);
  if (folder === undefined || rest === undefined) return existsSync(path);
  return existsSync(folder) && readdirSync(folder).some((name) => existsSync(join(folder, name, rest)));
}
