import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

export interface InstalledPostgres {
  /** The folder with the programs of the newest version. */
  readonly programs: string;
  /** The account that it runs as, because it refuses to run as root. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/** PostgreSQL as Debian installs it; `undefined` when it is missing. Throws under CI. */
export function installedPostgres(): InstalledPostgres | undefined {
  const newest = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : [])
    .filter((version) => existsSync(join(DEBIAN, version, 'bin/postgres')))
    .sort((left, right) => Number(right) - Number(left))[0];
  if (newest === undefined) {
    if (process.env['CI'] === 'true') throw new Error('postgresql is not installed, and CI requires these tests');
    return undefined;
  }
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
  return { programs: join(DEBIAN, newest, 'bin'), owner };
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}
