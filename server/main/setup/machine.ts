/** The machine on which a server is set up. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, run } from '../../../hardware/host/setup/run-command.ts';

export interface Machine {
  /** Holds `server.conf`, `witness.conf` and the folders `server`, `server-secrets` and `witness`. */
  readonly folder: string;
  /** The value of a setting for the file NAME in `server-secrets`. */
  secret(name: string): string;
  /** Runs a program of `postern-server` with the settings and the rights of the server. */
  program(words: readonly string[]): Promise<Ran>;
  /** Starts a unit, or starts it again with new settings, and waits until it works. */
  start(unit: Unit): Promise<Ran>;
  /** The newest lines of a unit's log. */
  log(unit: Unit): Promise<readonly string[]>;
  /** Runs SQL as the superuser of this machine's PostgreSQL. */
  psql(sql: string): Promise<Ran>;
  /** The server's notice for the first administrators; `undefined` if there is none. */
  firstAdministrators(): string | undefined;
}

export type Unit = 'postern-server' | 'postern-witness';

const NEWEST_LINES = 40;
const FIRST_ADMINISTRATORS = '/run/postern-server/first-administrators';

/** A Debian machine with the package. Needs root. */
export const INSTALLED_MACHINE: Machine = {
  folder: '/etc/postern',
  secret: (name) => `credential:secret_${name}`,
  program: (words) => run('/usr/bin/postern-server', words),
  async start(unit) {
    const enabled = await run('systemctl', ['enable', '--quiet', unit]);
    return enabled.code === 0 ? run('systemctl', ['restart', unit]) : enabled;
  },
  async log(unit) {
    const { out } = await run('journalctl', ['--quiet', '--output=cat', `--lines=${NEWEST_LINES}`, `--unit=${unit}`]);
    return out.split('\n').filter((line) => line !== '');
  },
  psql: (sql) =>
    run('runuser', ['-u', 'postgres', '--', 'psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', 'postgres'], sql),
  firstAdministrators: () =>
    existsSync(FIRST_ADMINISTRATORS) ? readFileSync(FIRST_ADMINISTRATORS, 'utf8').trim() : undefined,
};

/** Why setup cannot run here; `undefined`: it can. */
export function setupObstacle(): string | undefined {
  if (!existsSync(join(INSTALLED_MACHINE.folder, 'server.conf'))) {
    return 'postern-server setup needs the Debian package: without it, write the settings as server/main/guide/operate.md says.';
  }
  if (process.getuid?.() !== 0) return 'postern-server setup writes settings and starts the server: run it as root.';
  return spawnSync('systemctl', ['--version']).status === 0 ? undefined : 'postern-server setup needs systemd.';
}
