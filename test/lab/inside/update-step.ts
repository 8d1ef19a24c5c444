/**
 * One start of a lane in the laboratory: selects the release as the unit does, runs it, then prepares another until the power is cut.
 * Arguments: the seed, the folder of the disk, the version, and the point of the cut, `none` or `full`.
 */
import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { releasedMetadata } from '../../../kiosk/fleet/releases/metadata-store.ts';
import { prepareRelease } from '../../../kiosk/fleet/software/prepare-release.ts';
import { pointTo, selectRelease } from '../../../kiosk/fleet/software/select-release.ts';
import { healthy, nextAct, switched } from '../../../kiosk/fleet/software/selection.ts';
import { readSelection, softwareFolder, writeSelection } from '../../../kiosk/fleet/software/software-folder.ts';
import { SoftwareRefused } from '../../../kiosk/fleet/software/software-refused.ts';
import { startOf } from '../../support/small-release.ts';

const FILL_BYTES = 65_536;
/** Files that are unpacked before the cut in the middle. */
const UNPACKED_FILES = 20;

const [seed = '', disk = '', wanted = '', until = ''] = process.argv.slice(2);
const dataDir = join(disk, 'lane');
const software = softwareFolder(dataDir);
const rootFile = join(seed, 'root.json');
const print = (line: string): void => void process.stdout.write(`lab: ${line}\n`);

if (!existsSync(dataDir)) cpSync(join(seed, 'lane'), dataDir, { recursive: true });
const link = join('/run', 'release');
rmSync(link, { force: true });
symlinkSync(join(seed, 'installed'), link);
const { place, home } = await selectRelease({
  ...{ dataDir, rootFile, installed: join(seed, 'installed'), nowMs: Date.now() },
  onProblem: (what) => print(`problem: ${what}`),
});
pointTo(home, link);
print(`runs ${startOf(readlinkSync(link))} from ${place}`);
const trial = readSelection(software).trial;
if (trial !== null && trial.slot === place) writeSelection(software, healthy(readSelection(software)));

const targets = z
  .array(z.strictObject({ name: z.string(), version: z.number(), digest: z.string() }))
  .parse(JSON.parse(readFileSync(join(seed, 'targets.json'), 'utf8')));
const release = targets.find(({ version }) => version === Number(wanted));
if (release === undefined) throw new Error('the seed does not have the release');

/** The power is cut while this waits. */
const cut = async (point: string): Promise<void> => {
  print(`at ${point}`);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
};

/**
 * A file that leaves so much space that the disk is full in the middle of the release. It is made when the folder of the release is cleared: what
 * was there gives space back.
 */
function fillDisk(): string {
  const filler = join(disk, 'filler');
  const file = openSync(filler, 'w');
  const piece = Buffer.alloc(FILL_BYTES, 1);
  let written = 0;
  try {
    for (;;) written += writeSync(file, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  ftruncateSync(file, Math.max(0, written - 4 * FILL_BYTES));
  fsyncSync(file);
  closeSync(file);
  return filler;
}

async function update(): Promise<string> {
  if (release === undefined) return 'none';
  const act = nextAct(readSelection(software), place, release);
  let unpacked = 0;
  let filler: string | undefined;
  try {
    if (act.kind === 'prepares') {
      await prepareRelease({
        ...{ software, slot: act.slot, release, metadata: releasedMetadata(dataDir) },
        archive: join(dataDir, 'releases', 'targets', release.digest),
        installedRoot: readFileSync(rootFile),
        freeBytes: async () => 2 ** 40,
        async onPoint(point) {
          if (point === 'unpacking') unpacked += 1;
          if (until === 'full' && point === 'cleared') filler = fillDisk();
          if (point === until && (point !== 'unpacking' || unpacked === UNPACKED_FILES)) await cut(point);
        },
      });
    }
    const next = nextAct(readSelection(software), place, release);
    if (next.kind === 'switches') writeSelection(software, switched(readSelection(software), next.slot, []));
    if (until === 'switched') await cut(until);
    writeSelection(software, healthy(readSelection(software)));
    return 'done';
  } catch (error) {
    if (error instanceof SoftwareRefused) return error.code;
    throw error;
  } finally {
    if (filler !== undefined) rmSync(filler);
  }
}

print(`update ${await update()}`);
