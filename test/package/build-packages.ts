/** Builds the Debian packages from a built tree. The same tree gives the same bytes in any folder. */
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { PackageContents } from './contents.ts';
import type { Release } from './debian-control.ts';
import type { NodeRuntime } from './node-runtime.ts';
import { writeSoftwareArchive } from './software-archive.ts';
import { stagePackage } from './stage-package.ts';

export interface BuildOptions {
  readonly packages: readonly PackageContents[];
  readonly release: Release;
  readonly root: string;
  readonly runtime: NodeRuntime;
  readonly platform: string;
  /** Folder of the caller for files in between. */
  readonly scratch: string;
  readonly into: string;
  /** Level of xz, 0 to 9; `none` for a test that unpacks at once. */
  readonly compression?: number | 'none';
}

/** xz's default. Higher levels need much memory to unpack and gain little. */
const COMPRESSION = 6;
const run = promisify(execFile);

/** Returns the paths of the packages, each with its bill of materials beside it (`billOf`). Needs `dpkg-deb`. */
export async function buildPackages(options: BuildOptions): Promise<readonly string[]> {
  const { packages, release, scratch, into, compression = COMPRESSION } = options;
  mkdirSync(into, { recursive: true });
  const built: string[] = [];
  for (const contents of packages) {
    const stage = join(scratch, contents.name);
    rmSync(stage, { recursive: true, force: true });
    mkdirSync(stage, { recursive: true });
    chmodSync(stage, 0o755);
    await stagePackage({ ...options, contents, into: stage });
    const file = join(into, `${contents.name}_${release.version}_${release.architecture}.deb`);
    // dpkg-deb sorts the files and gives none a time after this one
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(release.epochS), TZ: 'UTC', LC_ALL: 'C.UTF-8' };
    const method = compression === 'none' ? ['-Znone'] : ['-Zxz', `-z${compression}`];
    await run('dpkg-deb', ['--root-owner-group', ...method, '--build', stage, file], { env });
    copyFileSync(join(stage, 'usr/share', contents.name, 'bill.cdx.json'), billOf(file));
    rmSync(stage, { recursive: true });
    built.push(file);
  }
  return built;
}

/** Path of the bill of materials of a package: the target of a release, with the bytes that the package carries. */
export function billOf(file: string): string {
  return file.replace(/\.deb$/, '.cdx.json');
}

/** The digest of the files that a package installs below `/usr/lib`, as its `release` file states it. */
export function releaseOf(file: string): string {
  const tar = execFileSync('dpkg-deb', ['--fsys-tarfile', file], { maxBuffer: PACKAGE_BYTES_MAX });
  const options = { input: tar, encoding: 'utf8' } as const;
  return execFileSync('tar', ['-xO', '--wildcards', './usr/share/doc/*/release'], options).trim();
}

/** Writes the files that a package installs below `/usr/lib` as a software release of the signed channel. Resolves to its path. */
export async function archiveOfPackage(file: string, scratch: string): Promise<string> {
  const unpacked = join(scratch, 'release');
  mkdirSync(scratch, { recursive: true });
  await run('dpkg-deb', ['-x', file, unpacked]);
  const [name = ''] = basename(file).split('_');
  const archive = file.replace(/\.deb$/, '.tar.gz');
  await writeSoftwareArchive(join(unpacked, 'usr/lib', name), archive);
  rmSync(unpacked, { recursive: true });
  return archive;
}

const PACKAGE_BYTES_MAX = 1_073_741_824;

interface Commit {
  readonly epochS: number;
  readonly id: string;
}

/** Debian's version: that of package.json, then time and commit, so that a later commit is a later version. */
export function debianVersion(root: string, { epochS, id }: Commit): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const time = new Date(epochS * 1_000).toISOString().replace(/\D/g, '').slice(0, 14);
  return `${version}+${time}.${id}`;
}
