/** The files of one package, computed from a built tree without building the package. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadManifest } from '../../models/files/manifest.ts';
import type { PackageContents } from './contents.ts';
import { changelog, copyrightFile, type Release } from './debian-control.ts';
import { filesBelow, includedFiles } from './included-files.ts';
import type { NodeRuntime } from './node-runtime.ts';
import { filesOfModule, type Lock, type ProductionModule, productionModules } from './production-modules.ts';
import { settingsPage, settingsText } from './settings-page.ts';

export interface PackageOptions {
  readonly contents: PackageContents;
  readonly release: Release;
  /** Folder of the project with its build and models. */
  readonly root: string;
  readonly runtime: NodeRuntime;
  /** Such as `linux/x64`. */
  readonly platform: string;
}

export type PackageFile = {
  /** Path on the machine, without the first slash. */
  readonly to: string;
  /** `file` unless stated. */
  readonly kind?: 'program' | 'file' | 'settings';
} & ({ readonly from: string } | { readonly content: string | Uint8Array });

interface Manifest {
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
}

const BUILD = '.build';

/** Folder of the program's own files. */
export function homeOf({ name }: PackageContents): string {
  return `usr/lib/${name}`;
}

/**
 * Every file except those that state what is in the others: the digest, the bill and the control files.
 *
 * @throws Error for models or names that the package must not have
 */
export function packageFiles({ contents, release, root, runtime, platform }: PackageOptions) {
  const { name, folder } = contents;
  const home = homeOf(contents);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const isForProduction = productionRule(manifest);
  const code = includedFiles({
    buildDir: join(root, BUILD),
    programs: contents.programs,
    dependencies: Object.keys(manifest.dependencies),
    isForProduction,
  });
  const texts = contents.folders.flatMap((folder) =>
    filesBelow(join(root, BUILD), folder).filter((file) => isForProduction(file) && !file.endsWith('.map')),
  );
  const hasModels = code.files.some((file) => file.startsWith('models/runtime/'));
  const data = [...contents.data, ...(hasModels ? modelFiles(root) : [])];
  const lock = (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;
  const modules: readonly ProductionModule[] = productionModules(lock, root, [...code.packages].sort());
  const carried = modules.flatMap((module) => filesOfModule(root, module, platform));

  const files: PackageFile[] = [
    ...[...new Set([...code.files, ...texts])].map((file) => ({
      to: `${home}/code/${file}`,
      from: join(root, BUILD, file),
    })),
    ...[...data, ...carried].map((file) => ({ to: `${home}/${file}`, from: join(root, file) })),
    // The code finds its data from the folder with this file
    {
      to: `${home}/package.json`,
      content: `${JSON.stringify({ name: 'postern', private: true, type: 'module' })}\n`,
    },
    { to: `${home}/bin/node`, from: runtime.program, kind: 'program' },
    ...contents.placed.map(({ from, to, isProgram }) => ({
      to: to.slice(1),
      from: join(root, from),
      kind: isProgram === true ? ('program' as const) : ('file' as const),
    })),
    ...contents.settings.flatMap((settings): PackageFile[] => [
      { to: `etc/postern/${settings.name}.conf`, content: settingsText(settings), kind: 'settings' },
      {
        to: `usr/share/man/man5/postern-${settings.name}.conf.5.gz`,
        content: zipped(settingsPage(settings, release.epochS * 1_000)),
      },
    ]),
    { to: `usr/share/man/man8/${name}.8.gz`, content: zipped(readFileSync(join(root, folder, `${name}.8`))) },
    { to: `usr/share/doc/${name}/copyright`, content: copyrightFile(contents, modules, runtime.version) },
    { to: `usr/share/doc/${name}/changelog.gz`, content: zipped(changelog(contents, release)) },
    { to: `usr/share/doc/${name}/node-license.gz`, content: zipped(readFileSync(runtime.licence)) },
    { to: `usr/share/lintian/overrides/${name}`, from: join(root, folder, 'lintian-overrides') },
  ];
  return { files, modules, hasModels };
}

function zipped(content: string | Uint8Array): Uint8Array {
  return gzipSync(content, { level: 9 });
}

function modelFiles(root: string): string[] {
  return loadManifest(join(root, 'models/manifest.json')).models.map(({ name, onnx }) => {
    const file = `.models/onnx/${name}.onnx`;
    const digest = createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
    if (digest !== onnx.sha256) throw new Error(`${file} does not have the digest of the manifest`);
    return file;
  });
}

/** The exclusions of `files` in package.json. */
function productionRule({ files }: Manifest): (file: string) => boolean {
  const prefix = `!${BUILD}/`;
  const excluded = files.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
  return (file) =>
    !excluded.some((entry) =>
      entry.endsWith('*') ? file.startsWith(entry.slice(0, -1)) : file === entry || file.startsWith(`${entry}/`),
    );
}
