/**
 * Switches an installed lane to software releases of the signed channel, under the systemd of a Debian 13 that boots in a container: from a stick
 * to a release that works, to one whose program ends at its start, and back by a technician. Runs with `POSTERN_INSTALLATION=1`. One test uses
 * what the test before it has left.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newReleases, release, type Released, rootOf, termsOf } from '../support/release-fixture.ts';
import { until } from './container.ts';
import {
  addSimulators,
  bootInstalled,
  type InstalledMachine,
  LANE_HOME,
  LIMIT_MS,
  missingForInstallation,
  PREPARATION_MS,
} from './installed-machine.ts';
import { writeSoftwareArchive } from './software-archive.ts';

const missing = missingForInstallation();
const STICK = 'srv/stick';
const ROOT_FILE = 'etc/postern/lane/releases-root.json';
/** Unpacking, verifying and a trial of a minute, on a busy computer. */
const SWITCH_MS = 600_000;

let folder: string;
let machine: InstalledMachine;
let releases: Released;

/** The folder from which systemd runs the lane. */
async function home(): Promise<string> {
  const pid = await machine.unit('postern-lane', 'MainPID');
  const program = (await machine.must(`readlink /proc/${pid}/exe`)).trim();
  expect((await machine.must('readlink /run/postern-lane/release')).trim()).toBe(program.replace('/bin/node', ''));
  return program.replace('/bin/node', '');
}

const events = async (state: string, version: number): Promise<number> =>
  (await machine.log('postern-lane')).split(`"event":"software","state":"${state}","version":${version}`).length - 1;
const slot = (name: string): string => `/var/lib/postern-lane/software/${name}/files`;
const status = (): Promise<string> => machine.must('postern-lane software status');
const isIdle = async (): Promise<boolean> => (await machine.ask('/healthz')).stdout.includes('"idle"');

/** Publishes a version whose files differ from the installed ones, and brings the repository as a stick does. */
async function bring(version: number, change: (files: string) => void): Promise<void> {
  const files = join(folder, `release-${version}`);
  cpSync(join(machine.root, LANE_HOME), files, { recursive: true });
  change(files);
  const archive = join(folder, `${version}.tar.gz`);
  await writeSoftwareArchive(files, archive);
  releases.nowMs = Date.now();
  await release(releases, termsOf('software', version, { name: 'lane' }), readFileSync(archive));
  rmSync(files, { recursive: true });
  cpSync(releases.repository.folder, join(machine.root, STICK), { recursive: true });
  await machine.must(`chmod -R a+rX /${STICK}`);
}

describe.skipIf(missing !== undefined)('an installed lane that follows software releases', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-releases-'));
    machine = await bootInstalled(folder, ['procps']);
    releases = await newReleases(join(folder, 'releases'), Date.now());
    writeFileSync(join(machine.root, ROOT_FILE), rootOf(releases), { mode: 0o644 });
    mkdirSync(join(machine.root, STICK), { recursive: true });
    addSimulators(join(machine.root, LANE_HOME));
    machine.settings('server', { POSTERN_MODE: 'development', POSTERN_SERVER_TLS_NAMES: 'localhost' });
    await machine.must('postern-server fleet init');
    await machine.must('systemctl start postern-server');
    await machine.enrol({
      POSTERN_KIOSK_RELEASES_ROOT_FILE: `/${ROOT_FILE}`,
      POSTERN_KIOSK_RELEASES_FOLDER: `/${STICK}`,
      POSTERN_KIOSK_SOFTWARE: 'released:lane',
    });
    await machine.must('systemctl start postern-lane');
    await until(isIdle, LIMIT_MS);
  }, PREPARATION_MS);
  afterAll(async () => {
    await machine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, LIMIT_MS);

  it('runs the installed package before the first release', async () => {
    expect(await home()).toBe(`/${LANE_HOME}`);
    expect(await status()).toMatch(/^started last {3}the installed package\nin use {9}the installed package\n$/);
    expect((await machine.run('postern-lane software return')).code).toBe(1);
  });

  it(
    'takes a release from a stick, is restarted with it, and finds it healthy',
    async () => {
      await bring(1, (files) => writeFileSync(join(files, 'code/release.txt'), '1\n'));
      await until(async () => (await events('healthy', 1)) > 0, SWITCH_MS);
      expect(await home()).toBe(slot('a'));
      expect(await events('restarts', 1)).toBe(1);
      expect(await machine.must(`cat ${slot('a')}/code/release.txt`)).toBe('1\n');
      expect(await machine.unit('postern-lane', 'ActiveState')).toBe('active');
      // The next restart is as quick as this one
      expect(await machine.unit('postern-lane', 'NRestarts')).toBe('0');
      expect(await status()).toContain('in use         lane 1 in folder a');
      await until(isIdle, LIMIT_MS);
    },
    SWITCH_MS + LIMIT_MS,
  );

  it(
    'leaves a release whose program ends at its start for the one before, and reports it',
    async () => {
      await bring(2, (files) => writeFileSync(join(files, 'code/kiosk/main.js'), 'process.exit(9);\n'));
      await until(async () => (await events('returned', 2)) > 0, SWITCH_MS);
      await until(isIdle, LIMIT_MS);
      expect(await home()).toBe(slot('a'));
      const journal = await machine.must('journalctl -o cat --no-pager -t systemd -u postern-lane');
      expect(journal.match(/status=9/g)).toHaveLength(3);
      expect(await machine.log('postern-lane')).toContain('"state":"returned","version":2,"why":"did-not-start"');
      expect(await status()).toContain('left last      lane 2, for lane 1 in folder a: it did not start');
      await until(
        async () => (await machine.log('postern-server')).includes('"kind":"lane-software-returned"'),
        LIMIT_MS,
      );
    },
    SWITCH_MS + LIMIT_MS,
  );

  it(
    'returns to the installed package by order of a technician, and still takes the next release',
    async () => {
      const printed = await machine.must('postern-lane software return');
      expect(printed).toBe(
        'ordered: leave lane 1 for the installed package\nleft: the lane starts the installed package\n',
      );
      await until(isIdle, LIMIT_MS);
      expect(await home()).toBe(`/${LANE_HOME}`);
      expect(await status()).toContain('not tried again lane 1, lane 2');
      await until(
        async () => (await machine.log('postern-lane')).includes('"state":"returned","version":1,"why":"technician"'),
        LIMIT_MS,
      );
      await bring(3, (files) => writeFileSync(join(files, 'code/release.txt'), '3\n'));
      await until(async () => (await events('healthy', 3)) > 0, SWITCH_MS);
      expect(await machine.must(`cat ${await home()}/code/release.txt`)).toBe('3\n');
    },
    SWITCH_MS + LIMIT_MS,
  );
});
