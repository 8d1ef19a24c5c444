/**
 * The suite `software-update`: a lane's disk with a file system, in a machine whose power is cut during updates. After each cut the next start
 * must select a release that is whole and verified. The last starts have a full disk, and a byte that changed on the disk.
 */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { folderSource } from '../../kiosk/fleet/releases/folder-source.ts';
import { openReleaseChannel } from '../../kiosk/fleet/releases/release-channel.ts';
import type { UpdatePoint } from '../../kiosk/fleet/software/prepare-release.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { kioskIdSchema } from '../../server/contract/field.ts';
import { writeSoftwareArchive } from '../package/software-archive.ts';
import { newReleases, release, rootOf, termsOf } from '../support/release-fixture.ts';
import { writeSmallRelease } from '../support/small-release.ts';
import { runMachine } from './machine.ts';

export const SOFTWARE_UPDATE = 'software-update';

const DISK_BYTES = 67_108_864;
const START_LIMIT_MS = 30 * 60_000;
/** Files of a release beside the small ones, so that the cut comes in the middle. */
const MANY_FILES = 60;

interface Start {
  /** The release that must start, after what happened before. */
  readonly expects: number;
  /** The release that is prepared then. */
  readonly version: number;
  /** Where the power is cut; `none`: the update succeeds and becomes healthy; `full`: the disk is full. */
  readonly until: UpdatePoint | 'none' | 'full';
  /** A byte of the release in use changes on the disk before this start. */
  readonly damages?: number;
}

const STARTS: readonly Start[] = [
  { expects: 0, version: 1, until: 'none' },
  { expects: 1, version: 2, until: 'emptied' },
  { expects: 1, version: 2, until: 'proven' },
  { expects: 1, version: 2, until: 'unpacking' },
  { expects: 1, version: 2, until: 'unpacked' },
  { expects: 1, version: 2, until: 'filled' },
  { expects: 1, version: 2, until: 'switched' },
  { expects: 2, version: 2, until: 'none' },
  // The release before was removed to make room, so the release in use stays alone
  { expects: 2, version: 3, until: 'full' },
  { expects: 2, version: 3, until: 'none' },
  { expects: 2, version: 3, until: 'none', damages: 3 },
];

export interface TryOptions {
  readonly folder: string;
  readonly onLine: (line: string) => void;
}

/** Rejects when a start selects another release than it must. */
export async function tryUpdates(options: TryOptions): Promise<void> {
  // The machine reads the project, and not every temporary folder
  const seed = mkdtempSync(join(projectRoot(), '.build', 'lab-seed-'));
  try {
    await tryWith(await makeSeed(seed), options);
  } finally {
    rmSync(seed, { recursive: true });
  }
}

async function tryWith(seed: string, { folder, onLine }: TryOptions): Promise<void> {
  const disk = join(folder, 'disk.img');
  const file = openSync(disk, 'w');
  ftruncateSync(file, DISK_BYTES);
  closeSync(file);
  execFileSync('/usr/sbin/mkfs.ext4', ['-q', '-F', disk]);
  for (const [number, { expects, version, until, damages }] of STARTS.entries()) {
    if (damages !== undefined) await changeByte(disk, markOf(damages));
    const own = join(folder, `start-${number}`);
    mkdirSync(own);
    let started: string | undefined;
    let outcome: string | undefined;
    const ended = await runMachine({
      ...{ folder: own, disk, modules: ['virtio_blk', 'crc32c_generic', 'ext4'], limitMs: START_LIMIT_MS },
      job: jobOf(seed, version, until),
      cutsAt: (line) => line.includes(`lab: at ${until}`),
      onLine(line) {
        started ??= /lab: runs (release \d+)/.exec(line)?.[1];
        outcome ??= /lab: update (\S+)/.exec(line)?.[1];
        onLine(line);
      },
    });
    const isCut = until !== 'none' && until !== 'full';
    const wanted = [`release ${expects}`, isCut ? 'cut' : 0, isCut ? undefined : until === 'full' ? 'disk' : 'done'];
    if (JSON.stringify([started, ended, outcome]) !== JSON.stringify(wanted)) {
      throw new Error(`start ${number}: ${started}, ${ended}, ${outcome}; it must be ${wanted.join(', ')}`);
    }
    onLine(
      `lab: ✓ ${SOFTWARE_UPDATE}: start ${number} ran ${started}, then ${isCut ? `the power was cut at ${until}` : outcome}`,
    );
  }
}

function jobOf(seed: string, version: number, until: Start['until']): string {
  const program = join(projectRoot(), '.build/test/lab/inside/update-step.js');
  return `
export PATH=${process.execPath.replace(/\/node$/, '')}:/usr/sbin:/usr/bin HOME=/run/tmp TMPDIR=/run/tmp LC_ALL=C.UTF-8
mkdir -p /run/disk
mount -t ext4 /dev/vda /run/disk || exit 3
cd ${projectRoot()}
node ${program} ${seed} /run/disk ${version} ${until}
code=$?
umount /run/disk
exit $code
`;
}

/** The lane's data as the channel leaves them: verified metadata, and the archives of three releases. Resolves to its folder. */
async function makeSeed(folder: string): Promise<string> {
  const releases = await newReleases(join(folder, 'releases'), Date.now());
  const dataDir = join(folder, 'lane');
  mkdirSync(dataDir);
  const rootFile = join(folder, 'root.json');
  writeFileSync(rootFile, rootOf(releases));
  writeSmallRelease(join(folder, 'installed'), 0);
  const channel = await openReleaseChannel({
    ...{ lane: kioskIdSchema.parse('lane-1'), folders: { dataDir }, rootFile, clock: systemClock },
    ...{ wants: () => true, accepts: () => true, log: () => undefined },
  });
  const targets: unknown[] = [];
  for (const version of [1, 2, 3]) {
    const files = join(folder, `files-${version}`);
    const many = Array.from(
      { length: MANY_FILES },
      (_, at) => [`many/${at}.txt`, `${version} `.repeat(9_000)] as const,
    );
    writeSmallRelease(files, version, { ...Object.fromEntries(many), 'mark.txt': markOf(version) });
    const archive = join(folder, `${version}.tar.gz`);
    await writeSoftwareArchive(files, archive);
    await release(releases, termsOf('software', version, { name: `lane-${version}` }), readFileSync(archive));
  }
  const failure = await channel.update(folderSource(releases.repository.folder));
  if (failure !== undefined) throw new Error(`the lane did not take the releases: ${failure}`);
  for (const { name, version, digest } of channel.targets.of('software')) targets.push({ name, version, digest });
  await channel.close();
  writeFileSync(join(folder, 'targets.json'), JSON.stringify(targets));
  return folder;
}

/** Content of one file, which the image of the disk has once. */
function markOf(version: number): string {
  return `mark of release ${version}: ${String(version).repeat(80)}`;
}

/** Changes one byte of the disk, below its file system. */
async function changeByte(disk: string, mark: string): Promise<void> {
  const at = readFileSync(disk).indexOf(mark);
  if (at < 0) throw new Error('the disk does not have the release');
  const file = await open(disk, 'r+');
  try {
    await file.write(Buffer.from('M'), 0, 1, at);
    await file.sync();
  } finally {
    await file.close();
  }
}
