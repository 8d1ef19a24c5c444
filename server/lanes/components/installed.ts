/** Reads the components of a release from its folder: for its bill, and for the comparison of the running program with the bill. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { folderDigest } from '../../../hardware/host/folder-digest.ts';
import type { BillInputs, LockedPackage } from './bill.ts';
import type { InstalledPackage, RunningProgram } from './differences.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      link: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });
const manifestSchema = z.object({
  models: z.array(z.object({ name: z.string(), onnx: z.object({ sha256: z.string() }) })),
});
const versionsSchema = z.record(z.string(), z.string());

/** The folders of the program's own code in a release. */
const CODE_FOLDERS = ['hardware', 'kiosk', 'models', 'server'] as const;

/** @param folder of a release, with its packages installed. Rejects when a file is missing or not as expected. */
export async function inputsOf(folder: string, node: string): Promise<BillInputs> {
  const { name, version, license = 'Apache-2.0' } = packageSchema.parse(await json(join(folder, 'package.json')));
  const locked = await lockedPackages(folder);
  return {
    program: { name, version, license, digest: await programDigest(folder) },
    packages: once(locked),
    models: await modelsIn(folder),
    libraries: await librariesIn(folder, locked),
    node,
  };
}

/** A part of a release that is delivered on its own, such as a Debian package. */
export interface Part {
  readonly program: BillInputs['program'];
  /** The packages in it by their paths in the release, such as `node_modules/a/node_modules/b`. */
  readonly paths: ReadonlySet<string>;
  readonly hasModels: boolean;
  readonly node: string;
}

/** @param folder of the release, as for `inputsOf` */
export async function partInputs(folder: string, { program, paths, hasModels, node }: Part): Promise<BillInputs> {
  const locked = (await lockedPackages(folder)).filter(({ path }) => paths.has(path));
  return {
    program,
    packages: once(locked),
    models: hasModels ? await modelsIn(folder) : [],
    libraries: await librariesIn(folder, locked),
    node,
  };
}

/** The paths of all packages that run. */
export async function pathsIn(folder: string): Promise<ReadonlySet<string>> {
  return new Set((await lockedPackages(folder)).map(({ path }) => path));
}

interface PlacedPackage extends LockedPackage {
  readonly path: string;
}

/** Packages that run, without those for development. */
async function lockedPackages(folder: string): Promise<readonly PlacedPackage[]> {
  const { packages } = lockSchema.parse(await json(join(folder, 'package-lock.json')));
  return Object.entries(packages).flatMap(([path, one]): PlacedPackage[] => {
    if (path === '' || one.dev === true || one.link === true || one.version === undefined) return [];
    return [
      {
        path,
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version: one.version,
        integrity: one.integrity,
        license: one.license,
        needs: Object.keys({ ...one.dependencies, ...one.optionalDependencies }),
        isOptional: one.optional === true,
      },
    ];
  });
}

/** A version may stand at several places. */
function once(locked: readonly PlacedPackage[]): readonly LockedPackage[] {
  return [...new Map(locked.map((one) => [`${one.name}@${one.version}`, one])).values()];
}

async function modelsIn(folder: string): Promise<BillInputs['models']> {
  const { models } = manifestSchema.parse(await json(join(folder, 'models', 'manifest.json')));
  return models.map(({ name, onnx: { sha256 } }) => ({ name, sha256 }));
}

/** One digest of the program's own code. */
async function programDigest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of CODE_FOLDERS) {
    const code = join(folder, '.build', name);
    if (existsSync(code)) hash.update(`${name} ${await folderDigest(code)}\n`);
  }
  return hash.digest('hex');
}

/** The native libraries that sharp and sqlite3 state; others are known by the version of their package. */
async function librariesIn(folder: string, locked: readonly LockedPackage[]): Promise<BillInputs['libraries']> {
  const libraries: BillInputs['libraries'][number][] = [];
  const brought = locked.filter(({ name }) => name.startsWith('@img/sharp-libvips-'));
  for (const { name: within } of brought) {
    const file = join(folder, 'node_modules', within, 'versions.json');
    if (!existsSync(file)) continue;
    const versions = versionsSchema.parse(await json(file));
    libraries.push(...Object.entries(versions).map(([name, version]) => ({ name, version, within })));
  }
  const sqlite = join(folder, 'node_modules', 'sqlite3', 'deps', 'common-sqlite.gypi');
  const stated = existsSync(sqlite)
    ? /'sqlite_version%':\s*'(\d)(\d\d)(\d\d)\d\d'/.exec(readFileSync(sqlite, 'utf8'))
    : null;
  if (stated !== null) {
    const version = stated.slice(1).map(Number).join('.');
    libraries.push({ name: 'sqlite', version, within: 'sqlite3' });
  }
  return libraries;
}

const MAX_PACKAGES = 10_000;

/** The program in a folder, with the runtime of this process. */
export async function runningIn(folder: string): Promise<RunningProgram> {
  return {
    digest: await programDigest(folder),
    node: process.versions.node,
    packages: await installedPackages(folder),
  };
}

/** Every package below `node_modules`, at any depth, by its own file. */
async function installedPackages(folder: string): Promise<readonly InstalledPackage[]> {
  const found: InstalledPackage[] = [];
  const look = async (modules: string): Promise<void> => {
    for (const name of await packageNames(modules)) {
      const at = join(modules, name);
      const read = packageSchema.safeParse(await json(join(at, 'package.json')).catch(() => undefined));
      if (read.success) found.push({ name: read.data.name, version: read.data.version });
      if (found.length > MAX_PACKAGES) throw new RangeError('too many packages');
      await look(join(at, 'node_modules'));
    }
  };
  await look(join(folder, 'node_modules'));
  return found;
}

async function packageNames(modules: string): Promise<readonly string[]> {
  if (!existsSync(modules)) return [];
  const names: string[] = [];
  for (const entry of await readdir(modules, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    if (!entry.name.startsWith('@')) names.push(entry.name);
    else for (const name of await readdir(join(modules, entry.name))) names.push(`${entry.name}/${name}`);
  }
  return names;
}

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}
