import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { UPDATE_POINTS, type UpdatePoint } from '../../../../kiosk/fleet/software/prepare-release.ts';
import { pointTo, selectRelease } from '../../../../kiosk/fleet/software/select-release.ts';
import { healthy, type Slot, type SoftwareRelease, switched } from '../../../../kiosk/fleet/software/selection.ts';
import { readReturnOrder, writeReturnOrder } from '../../../../kiosk/fleet/software/return-order.ts';
import { readSelection, slotPaths, writeSelection } from '../../../../kiosk/fleet/software/software-folder.ts';
import { draftOf, keysOf, person, publish, rootOf } from '../../../support/release-fixture.ts';
import { draftRoot } from '../../../../server/lanes/releases/draft-root.ts';
import { startOf, writeSmallRelease } from '../../../support/small-release.ts';
import {
  copiedLane,
  smallArchive,
  SOFTWARE_NOW,
  type SoftwareLane,
  softwareLane,
} from '../../../support/software-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** Lanes that several tests copy. */
const kept = mkdtempSync(join(tmpdir(), 'postern-lanes-'));
afterAll(() => rmSync(kept, { recursive: true }));

let lane: SoftwareLane;
let installed: string;

async function freshLane(): Promise<void> {
  lane = await softwareLane();
}

beforeEach(() => {
  installed = temporaryFolder();
  writeSmallRelease(installed, 0);
});

const select = async (problems: string[] = []) =>
  selectRelease({
    ...{ dataDir: lane.dataDir, rootFile: lane.rootFile, installed, nowMs: SOFTWARE_NOW },
    onProblem: (what) => problems.push(what),
  });
/** Starts the release as the unit does, and returns its output. */
const started = async (): Promise<string> => {
  const link = join(temporaryFolder(), 'release');
  pointTo((await select()).home, link);
  return startOf(link);
};
const change = (next: (selection: ReturnType<typeof readSelection>) => ReturnType<typeof readSelection>): void =>
  writeSelection(lane.software, next(readSelection(lane.software)));

async function use(version: number, slot: Slot): Promise<SoftwareRelease> {
  const release = await lane.publish(version);
  await lane.prepare(release, slot);
  change((selection) => healthy(switched(selection, slot, [])));
  return release;
}

describe('a release of the channel', () => {
  beforeEach(freshLane);

  test('runs after it was prepared and switched to', async () => {
    expect(await started()).toBe('release 0');
    const release = await lane.publish(1);
    await lane.prepare(release, 'a');
    expect(await started()).toBe('release 0');
    change((selection) => switched(selection, 'a', []));
    expect(await started()).toBe('release 1');
    change(healthy);
    expect(await started()).toBe('release 1');
  });
  test('is left after three starts that did not become healthy, and is named with the reason', async () => {
    await use(1, 'a');
    await lane.prepare(await lane.publish(2), 'b');
    change((selection) => switched(selection, 'b', []));
    for (let count = 0; count < 3; count += 1) expect(await started()).toBe('release 2');
    expect(await started()).toBe('release 1');
    expect(readSelection(lane.software).returned).toMatchObject({
      release: { version: 2 },
      why: 'did-not-start',
      to: 'a',
    });
  });
  test('has one copy of its archive on the disk', async () => {
    const release = await use(1, 'a');
    const { archive } = slotPaths(lane.software, 'a');
    expect(readFileSync(archive)).toEqual(readFileSync(lane.options(release, 'a').archive));
    // The channel removes the file when another release replaces it; the folder keeps its own name
    await lane.publish(2);
    expect(await started()).toBe('release 1');
  });
  test('runs after people have changed the keys of the channel', async () => {
    Object.assign(lane.releases, { carl: person(), server: person() });
    await publish(lane.releases, draftRoot(draftOf(lane.releases), keysOf(lane.releases), { nowMs: SOFTWARE_NOW }));
    await use(1, 'a');
    Object.assign(lane.releases, { carl: person() });
    await publish(lane.releases, draftRoot(draftOf(lane.releases), keysOf(lane.releases), { nowMs: SOFTWARE_NOW }));
    await use(2, 'b');
    expect(await started()).toBe('release 2');
    // A technician who installs a newer root changes nothing about what it lists
    writeFileSync(lane.rootFile, rootOf(lane.releases, 3));
    expect(await started()).toBe('release 2');
  });
  test('of an older version does not start as a newer one', async () => {
    const first = await use(1, 'a');
    await use(2, 'b');
    // A program of the lane's user claims that the old folder is the new version
    change((selection) => ({
      ...selection,
      good: 'a',
      slots: { ...selection.slots, a: { release: { ...first, version: 2 }, proven: true } },
    }));
    expect(await started()).toBe('release 2');
  });
});

describe("a technician's order, carried out by the launcher", () => {
  beforeEach(freshLane);

  test('leads to the release before, then to the installed package', async () => {
    const first = await use(1, 'a');
    const second = await use(2, 'b');
    writeReturnOrder(lane.software, { version: 1, leaves: second, to: 'before' });
    expect(await started()).toBe('release 1');
    expect(readReturnOrder(lane.software)).toBeUndefined();
    expect(await started()).toBe('release 1');
    writeReturnOrder(lane.software, { version: 1, leaves: first, to: 'before' });
    expect(await started()).toBe('release 0');
  });
  test('changes nothing again after a power cut before it was removed', async () => {
    const first = await use(1, 'a');
    const order = { version: 1, leaves: await use(2, 'b'), to: 'before' } as const;
    writeReturnOrder(lane.software, order);
    await started();
    writeReturnOrder(lane.software, order);
    expect(await started()).toBe('release 1');
    expect(readSelection(lane.software)).toMatchObject({ good: 'a', slots: { a: { release: first, proven: true } } });
  });
  test('does not start a release before that two people did not sign so', async () => {
    await use(1, 'a');
    writeReturnOrder(lane.software, { version: 1, leaves: await use(2, 'b'), to: 'before' });
    writeFileSync(join(slotPaths(lane.software, 'a').files, 'code/kiosk/main.js'), '// 3\n');
    expect(await started()).toBe('release 0');
  });
});

describe('a folder that differs from what two people signed', () => {
  const damages: readonly (readonly [string, (paths: ReturnType<typeof slotPaths>) => void])[] = [
    ['a changed byte', ({ files }) => writeFileSync(join(files, 'code/kiosk/main.js'), '// 3\n')],
    ['a longer file', ({ files }) => appendFileSync(join(files, 'package.json'), ' ')],
    ['a shorter file', ({ files }) => truncateSync(join(files, 'package.json'), 3)],
    ['a missing file', ({ files }) => rmSync(join(files, 'package.json'))],
    ['another file', ({ files }) => writeFileSync(join(files, 'code/kiosk/more.js'), '')],
    ['another folder', ({ files }) => renameSync(join(files, 'models'), join(files, 'other'))],
    [
      'a link in place of a file',
      ({ files }) => {
        renameSync(join(files, 'bin/node'), join(files, '../node'));
        symlinkSync(join(files, '../node'), join(files, 'bin/node'));
      },
    ],
    ['a file that may be executed', ({ files }) => chmodSync(join(files, 'package.json'), 0o700)],
    ['a program that may not be executed', ({ files }) => chmodSync(join(files, 'bin/node'), 0o600)],
    ['a changed archive', ({ archive }) => appendFileSync(archive, 'x')],
    ['no archive', ({ archive }) => rmSync(archive)],
    ['no signatures', ({ proof }) => rmSync(join(proof, 'targets.json'))],
    ['signatures of one person', ({ proof }) => oneSignature(join(proof, 'targets.json'))],
    ['no files', ({ files }) => rmSync(files, { recursive: true })],
  ];
  /** Made by the first test, and copied by each. */
  let whole: SoftwareLane | undefined;
  test.each(damages)('is not started: %s', async (_name, damage) => {
    if (whole === undefined) {
      await freshLane();
      await use(1, 'a');
      await use(2, 'b');
      whole = copiedLane(lane, join(kept, 'whole'));
    }
    lane = copiedLane(whole, temporaryFolder());
    damage(slotPaths(lane.software, 'b'));
    const problems: string[] = [];
    expect((await select(problems)).place).toBe('a');
    expect(problems).toHaveLength(1);
    expect(readSelection(lane.software).returned).toMatchObject({ why: 'damaged', release: { version: 2 } });
  });
  test('is not started when both are damaged, or the selection is', async () => {
    await freshLane();
    await use(1, 'a');
    await use(2, 'b');
    for (const slot of ['a', 'b'] as const) rmSync(slotPaths(lane.software, slot).proof, { recursive: true });
    expect(await started()).toBe('release 0');
    await use(3, 'a');
    expect(await started()).toBe('release 3');
    writeFileSync(join(lane.software, 'selection.json'), '{"version":1,"good":"b"}');
    expect(await started()).toBe('release 0');
  });
  test('is not started with another root than the installed one, or without one', async () => {
    await freshLane();
    await use(1, 'a');
    const { releases } = await softwareLane();
    writeFileSync(lane.rootFile, rootOf(releases));
    expect(await started()).toBe('release 0');
    rmSync(lane.rootFile);
    expect(await started()).toBe('release 0');
  });
});

function oneSignature(file: string): void {
  const json = JSON.parse(readFileSync(file, 'utf8')) as { signatures: unknown[] };
  writeFileSync(file, JSON.stringify({ ...json, signatures: json.signatures.slice(0, 1) }));
}

describe('a release that cannot be prepared', () => {
  beforeEach(freshLane);

  const codeOf = (attempt: Promise<void>): Promise<unknown> =>
    attempt.then(
      () => 'prepared',
      (error: unknown) => (error as { code?: unknown }).code,
    );
  test.each([
    ['is cut off', async () => (await smallArchive(2)).subarray(0, 400), 'malformed'],
    ['is no archive', async () => Buffer.from('{}'), 'malformed'],
  ] as const)('leaves the lane as it was: it %s', async (_name, bytes, code) => {
    await use(1, 'a');
    const release = await lane.publish(2, await bytes());
    expect(await codeOf(lane.prepare(release, 'b'))).toBe(code);
    expect(existsSync(slotPaths(lane.software, 'b').folder)).toBe(false);
    expect(await started()).toBe('release 1');
  });
  test('is refused when the disk has too little space beside what the lane needs', async () => {
    await use(1, 'a');
    const release = await lane.publish(2);
    expect(await codeOf(lane.prepare(release, 'b', { freeBytes: async () => 268_435_456 }))).toBe('disk');
    expect(readdirSync(lane.software).sort()).toEqual(['a', 'selection.json']);
    expect(await started()).toBe('release 1');
    await lane.prepare(release, 'b');
  });
  test.each([
    ['has too little space', { freeBytes: async () => 268_435_456 }, 'disk'],
    ['has an archive that was changed', { archive: '/dev/null' }, 'differs'],
    ['is not signed', { metadata: '/nowhere' }, 'unproven'],
  ] as const)('does not cost the lane the release before: it %s', async (_name, changes, code) => {
    await use(1, 'a');
    const second = await use(2, 'b');
    expect(await codeOf(lane.prepare(await lane.publish(3), 'a', changes))).toBe(code);
    writeReturnOrder(lane.software, { version: 1, leaves: second, to: 'before' });
    expect(await started()).toBe('release 1');
  });
  test('is refused when a disk fills up in the meantime, and leaves nothing on it', async () => {
    await use(1, 'a');
    const release = await lane.publish(2);
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const onPoint = (point: UpdatePoint): void => {
      if (point === 'unpacking') throw full;
    };
    expect(await codeOf(lane.prepare(release, 'b', { onPoint }))).toBe('disk');
    expect(readdirSync(lane.software).sort()).toEqual(['a', 'selection.json']);
  });
  test('is refused when the signed list does not have its digest', async () => {
    const release = await lane.publish(1);
    const other = await lane.publish(2);
    expect(await codeOf(lane.prepare({ ...release, digest: other.digest }, 'a'))).toBe('unproven');
  });
  test('is refused when its file has other bytes than its digest', async () => {
    const release = await lane.publish(1);
    const { archive } = lane.options(release, 'a');
    writeFileSync(archive, await smallArchive(7));
    expect(await codeOf(lane.prepare(release, 'a'))).toBe('differs');
    expect(readSelection(lane.software).slots.a).toBeNull();
  });
  test('is refused while it is prepared already, here and by another program', async () => {
    const release = await lane.publish(1);
    const both = [codeOf(lane.prepare(release, 'a')), codeOf(lane.prepare(release, 'b'))];
    expect((await Promise.all(both)).sort()).toEqual(['busy', 'prepared']);
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const lock = join(lane.software, 'lock');
    writeFileSync(lock, await identityOfParent(boot));
    expect(await codeOf(lane.prepare(release, 'b'))).toBe('busy');
    // The same process id, in an earlier life of the machine
    writeFileSync(lock, (await identityOfParent(boot)).replace(boot, '00000000-0000-0000-0000-000000000000'));
    expect(await codeOf(lane.prepare(release, 'b'))).toBe('prepared');
  });
});

/** The identity of a process that runs and is not this one. */
async function identityOfParent(boot: string): Promise<string> {
  const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
  return `${boot} ${process.ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
}

describe('a program that is killed during an update', () => {
  const program = fileURLToPath(new URL('./update-program.js', import.meta.url));
  const run = (release: SoftwareRelease, point: string, passes = 0): Promise<string | undefined> => {
    const { installedRoot: _root, freeBytes: _free, ...given } = lane.options(release, 'b');
    const json = JSON.stringify({ ...given, rootFile: lane.rootFile });
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [program, json, point, String(passes)], (error, _stdout, stderr) => {
        if (error !== null && error.signal !== 'SIGKILL') reject(new Error(stderr));
        else resolve(error?.signal);
      });
    });
  };
  /** Made by the first test, and copied by each. */
  let before: { readonly lane: SoftwareLane; readonly release: SoftwareRelease } | undefined;
  test.each(UPDATE_POINTS)('leaves a release that starts: %s', async (point) => {
    if (before === undefined) {
      await freshLane();
      await use(1, 'a');
      await use(5, 'b');
      await use(6, 'a');
      const release = await lane.publish(7);
      before = { release, lane: copiedLane(lane, join(kept, 'before')) };
    }
    const { release } = before;
    lane = copiedLane(before.lane, temporaryFolder());
    expect(await run(release, point, point === 'unpacking' ? 2 : 0)).toBe('SIGKILL');
    expect(await started()).toBe(point === 'switched' ? 'release 7' : 'release 6');
    if (point === 'switched') return;
    // The next attempt finishes, whatever the first has left
    expect(await run(release, 'none')).toBeUndefined();
    expect(await started()).toBe('release 7');
  });
});

test('another user can read no file of a folder', async () => {
  await freshLane();
  await use(1, 'a');
  const { folder } = slotPaths(lane.software, 'a');
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(found.length).toBeGreaterThan(8);
  for (const path of found.filter((one) => one.startsWith('files/'))) {
    expect(statSync(join(folder, path)).mode & 0o077).toBe(0);
  }
});
