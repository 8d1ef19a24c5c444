import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

export interface InstalledPostgres {
  /** The folder of its programs, the newest version's. */
  readonly programs: string;
  /** Whom it runs as: it refuses to be run by root. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/** PostgreSQL as Debian installs it; `undefined` where it is not. Throws under CI. */
export function installedPostgres(): InstalledPostgres | undefined {
  const newest = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
    .filter((version) => existsSync(join(DEBIAN, version, 'bin/postgres')))
    .sort((left, right) => Number(right) - Number(left))[0];
  if (newest === undefined) {
    if (process.env['CI'] === 'true') throw new Error('postgresql is not installed, and CI must run these tests');
    return undefined;
  }
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
  return { programs: join(DEBIAN, newest, 'bin'), owner };
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}
