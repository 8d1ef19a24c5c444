/** The machine on which a lane is set up. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, run } from '../../../hardware/host/setup/run-command.ts';
import { type FoundDevices, findDevices } from './found-devices.ts';

export interface Machine {
  /** Holds `lane.conf` and the folders `lane` and `lane-secrets`. */
  readonly folder: string;
  /** The data folder of the lane. */
  readonly dataDir: string;
  /** The value of a setting for the file NAME in `lane-secrets`. */
  secret(name: string): string;
  /** Runs a program of `postern-lane` with the settings and the rights of the lane. */
  program(words: readonly string[]): Promise<Ran>;
  /** Starts a unit, or starts it again with new settings, and waits until it works. */
  start(unit: Unit): Promise<Ran>;
  stop(unit: Unit): Promise<Ran>;
  /** The newest lines of a unit's log. */
  log(unit: Unit): Promise<readonly string[]>;
  found(): Promise<FoundDevices>;
  /** Whether the lane has a server. */
  isEnrolled(): boolean;
}

export type Unit = 'postern-lane' | 'postern-screen';

const NEWEST_LINES = 60;
const DATA_DIR = '/var/lib/postern-lane';

/** A Debian machine with the package. Needs root. */
export const INSTALLED_MACHINE: Machine = {
  folder: '/etc/postern',
  dataDir: DATA_DIR,
  secret: (name) => `credential:secret_${name}`,
  program: (words) => run('/usr/bin/postern-lane', words),
  async start(unit) {
    const enabled = await run('systemctl', ['enable', '--quiet', unit]);
    return enabled.code === 0 ? run('systemctl', ['restart', unit]) : enabled;
  },
  stop: (unit) => run('systemctl', ['stop', unit]),
  async log(unit) {
    const { out } = await run('journalctl', ['--quiet', '--output=cat', `--lines=${NEWEST_LINES}`, `--unit=${unit}`]);
    return out.split('\n').filter((line) => line !== '');
  },
  found: () => findDevices(),
  isEnrolled: () => existsSync(join(DATA_DIR, 'enrolment.json')),
};

/** Why setup cannot run here; `undefined`: it can. */
export function setupObstacle(): string | undefined {
  if (!existsSync(join(INSTALLED_MACHINE.folder, 'lane.conf'))) {
    return 'postern-lane setup needs the Debian package: without it, write the settings as kiosk/main/guide/technician.md says.';
  }
  if (process.getuid?.() !== 0) return 'postern-lane setup writes settings and starts the lane: run it as root.';
  return spawnSync('systemctl', ['--version']).status === 0 ? undefined : 'postern-lane setup needs systemd.';
}
