/**
 * Packages that a few commands of developers need. They stand in a package file of their own, in a folder of the tests, so that `npm ci`
 * does not bring them. The command that needs them installs them in that folder.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';

export type PackageFolder = 'test/bench' | 'test/fuzz';

/** The lock file's digest, written after an installation that succeeded. */
const INSTALLED = 'node_modules/.installed-lock';

/** Installs the packages of a folder unless its lock file has not changed since the last time. Returns npm's exit code. */
export function installPackages(within: PackageFolder): number {
  const folder = join(projectRoot(), within);
  if (areInstalled(folder)) return 0;
  process.stderr.write(`installing the packages of ${within}\n`);
  const { status } = spawnSync('npm', ['ci', '--prefix', folder], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (status === 0) writeFileSync(join(folder, INSTALLED), lockDigest(folder));
  return status ?? 1;
}

/** @param folder with a package file and its lock file */
export function areInstalled(folder: string): boolean {
  const stamp = join(folder, INSTALLED);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockDigest(folder);
}

function lockDigest(folder: string): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
}

/** Loads packages of a folder. Compiled code runs from `.build`, where Node does not search that folder. */
export function requireFrom(within: PackageFolder): NodeJS.Require {
  return createRequire(join(projectRoot(), within, 'package.json'));
}
