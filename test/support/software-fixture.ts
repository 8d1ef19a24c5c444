/** Releases of software for tests: small folders, their archives, and a lane's folder with verified metadata. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderSource } from '../../kiosk/fleet/releases/folder-source.ts';
import { prepareRelease, type PrepareOptions } from '../../kiosk/fleet/software/prepare-release.ts';
import type { Slot, SoftwareRelease } from '../../kiosk/fleet/software/selection.ts';
import { softwareFolder } from '../../kiosk/fleet/software/software-folder.ts';
import { writeSoftwareArchive } from '../package/software-archive.ts';
import { newReleases, release, type Released, rootOf, termsOf } from './release-fixture.ts';
import { openLaneChannel, setClock } from './release-lane.ts';
import { writeSmallRelease } from './small-release.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const SOFTWARE_NOW = Date.UTC(2026, 10, 1);

export interface SoftwareLane {
  readonly releases: Released;
  readonly dataDir: string;
  readonly software: string;
  readonly installedRoot: Uint8Array;
  readonly rootFile: string;
  /** Publishes these bytes, or a small release, as `software/lane/VERSION`, and lets the lane fetch it. */
  publish(version: number, archive?: Uint8Array): Promise<SoftwareRelease>;
  /** The options of `prepareRelease` for a published release. */
  options(release: SoftwareRelease, slot: Slot): PrepareOptions;
  prepare(release: SoftwareRelease, slot: Slot, changes?: Partial<PrepareOptions>): Promise<void>;
}

export async function softwareLane(): Promise<SoftwareLane> {
  const releases = await newReleases(temporaryFolder(), SOFTWARE_NOW);
  const dataDir = temporaryFolder();
  const installedRoot = rootOf(releases);
  const channel = await openLaneChannel({ dataDir, root: installedRoot, clock: setClock(SOFTWARE_NOW) });
  return laneIn(dataDir, releases, installedRoot, async (version, archive) => {
    const bytes = archive ?? (await smallArchive(version));
    await release(releases, termsOf('software', version, { name: 'lane' }), bytes);
    const failure = await channel.update(folderSource(releases.repository.folder));
    const target = channel.targets.of('software').find(({ name }) => name === 'lane');
    if (failure !== undefined || target === undefined) throw new Error(`the lane did not take it: ${failure}`);
    return { name: target.name, version: target.version, digest: target.digest };
  });
}

/** The same lane in another folder. It follows no channel. */
export function copiedLane({ dataDir, releases, installedRoot }: SoftwareLane, folder: string): SoftwareLane {
  cpSync(dataDir, folder, { recursive: true });
  return laneIn(folder, releases, installedRoot, () => Promise.reject(new Error('a copied lane follows no channel')));
}

function laneIn(
  dataDir: string,
  releases: Released,
  installedRoot: Uint8Array,
  publish: SoftwareLane['publish'],
): SoftwareLane {
  const options = (one: SoftwareRelease, slot: Slot): PrepareOptions => ({
    software: softwareFolder(dataDir),
    slot,
    release: one,
    archive: join(dataDir, 'releases', 'targets', one.digest),
    metadata: join(dataDir, 'releases', 'metadata'),
    installedRoot,
    freeBytes: async () => 2 ** 40,
  });
  return {
    releases,
    dataDir,
    software: softwareFolder(dataDir),
    installedRoot,
    rootFile: join(dataDir, 'installed-root.json'),
    publish,
    options,
    prepare: (one, slot, changes = {}) => prepareRelease({ ...options(one, slot), ...changes }),
  };
}

/** The bytes of the archive of a small release. */
export function smallArchive(version: number, more?: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const name = JSON.stringify([version, more]);
  const made = archives.get(name) ?? makeArchive(version, more);
  archives.set(name, made);
  return made;
}

const archives = new Map<string, Promise<Uint8Array>>();

async function makeArchive(version: number, more?: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const folder = temporaryFolder();
  writeSmallRelease(join(folder, 'files'), version, more);
  await writeSoftwareArchive(join(folder, 'files'), join(folder, 'archive'));
  return readFileSync(join(folder, 'archive'));
}
