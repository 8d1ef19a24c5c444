/** Lays out the files of one package in a folder, with fixed modes, as they will be on the machine. */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { folderSums } from '../../hardware/host/folder-digest.ts';
import { loadManifest } from '../../models/files/manifest.ts';
import { billText } from '../../server/components/bill.ts';
import { partInputs } from '../../server/components/installed.ts';
import type { PackageContents } from './contents.ts';
import { changelog, controlFile, copyrightFile, type Release } from './debian-control.ts';
import { filesBelow, includedFiles } from './included-files.ts';
import type { NodeRuntime } from './node-runtime.ts';
import { filesOfModule, type Lock, productionModules } from './production-modules.ts';
import { settingsPage, settingsText } from './settings-page.ts';

export interface StageOptions {
  readonly contents: PackageContents;
  readonly release: Release;
  /** Folder of the project with its build and models. */
  readonly root: string;
  readonly runtime: NodeRuntime;
  /** Such as `linux/x64`. */
  readonly platform: string;
  /** Empty folder that gets the files and `DEBIAN/`. */
  readonly into: string;
}

interface Manifest {
  readonly files: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
}

const BUILD = '.build';
/** Users of a unit may read code; settings may name what they protect. */
const MODES = { program: 0o755, file: 0o644, settings: 0o640 } as const;

/** @throws Error for models or names that the package must not have */
export async function stagePackage(options: StageOptions): Promise<void> {
  const { contents, release, root, runtime, platform, into } = options;
  const stage = new Stage(into);
  const { name } = contents;
  const home = `usr/lib/${name}`;
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const isForProduction = productionRule(manifest);
  const { files, packages } = includedFiles({
    buildDir: join(root, BUILD),
    programs: contents.programs,
    dependencies: Object.keys(manifest.dependencies),
    isForProduction,
  });
  for (const file of files) stage.copy(join(root, BUILD, file), `${home}/code/${file}`);
  for (const folder of contents.pages) {
    for (const file of filesBelow(join(root, BUILD), folder)) {
      if (isForProduction(file)) stage.copy(join(root, BUILD, file), `${home}/code/${file}`);
    }
  }
  for (const file of contents.data) stage.copy(join(root, file), `${home}/${file}`);
  const hasModels = files.some((file) => file.startsWith('models/runtime/'));
  if (hasModels) stageModels(root, stage, home);
  // The code finds its data from the folder with this file
  stage.write(`${home}/package.json`, `${JSON.stringify({ name: 'postern', private: true, type: 'module' })}\n`);
  stage.copy(runtime.program, `${home}/bin/node`, 'program');

  const lock = (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;
  const modules = productionModules(lock, root, [...packages].sort());
  for (const module of modules) {
    for (const file of filesOfModule(root, module, platform)) stage.copy(join(root, file), `${home}/${file}`);
  }
  // A lane measures the same files when it starts, and states the digest of this list
  const sums = await folderSums(join(into, home));
  const digest = createHash('sha256').update(sums).digest('hex');
  stage.write(`usr/share/doc/${name}/release`, `${digest}\n`);
  stage.write(`usr/share/${name}/files.sha256`, sums);
  const program = { name, version: release.version, license: 'Apache-2.0', digest };
  const paths = new Set(modules.map(({ path }) => path));
  stage.write(
    `usr/share/${name}/bill.cdx.json`,
    billText(await partInputs(root, { program, paths, hasModels, node: runtime.version })),
  );
  for (const { from, to, isProgram } of contents.placed) {
    stage.copy(join(root, from), to.slice(1), isProgram === true ? 'program' : 'file');
  }
  for (const settings of contents.settings) {
    stage.write(`etc/postern/${settings.name}.conf`, settingsText(settings), 'settings');
    stage.writeGzip(
      `usr/share/man/man5/postern-${settings.name}.conf.5.gz`,
      settingsPage(settings, release.epochS * 1_000),
    );
  }
  stage.writeGzip(`usr/share/man/man8/${name}.8.gz`, readFileSync(join(root, contents.folder, `${name}.8`)));
  stage.write(`usr/share/doc/${name}/copyright`, copyrightFile(contents, modules, runtime.version));
  stage.writeGzip(`usr/share/doc/${name}/changelog.gz`, changelog(contents, release));
  stage.writeGzip(`usr/share/doc/${name}/node-license.gz`, readFileSync(runtime.licence));
  stage.copy(join(root, contents.folder, 'lintian-overrides'), `usr/share/lintian/overrides/${name}`);
  stageControl(options, stage);
}

function stageModels(root: string, stage: Stage, home: string): void {
  for (const { name, onnx } of loadManifest(join(root, 'models/manifest.json')).models) {
    const file = `.models/onnx/${name}.onnx`;
    const digest = createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex');
    if (digest !== onnx.sha256) throw new Error(`${file} does not have the digest of the manifest`);
    stage.copy(join(root, file), `${home}/${file}`);
  }
}

function stageControl({ contents, release, root }: StageOptions, stage: Stage): void {
  const { folder, settings } = contents;
  const sums = stage.sums();
  stage.write('DEBIAN/control', controlFile(contents, release, stage.installedKiB()));
  stage.write('DEBIAN/md5sums', sums);
  stage.write('DEBIAN/conffiles', settings.map(({ name }) => `/etc/postern/${name}.conf\n`).join(''));
  for (const script of ['postinst', 'prerm', 'postrm']) {
    stage.copy(join(root, folder, 'maintainer', script), `DEBIAN/${script}`, 'program');
  }
  stage.copy(join(root, folder, 'maintainer/templates'), 'DEBIAN/templates');
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

class Stage {
  readonly #root: string;
  readonly #files = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  copy(from: string, to: string, kind: keyof typeof MODES = 'file'): void {
    copyFileSync(from, this.#place(to));
    this.#finish(to, kind);
  }

  write(to: string, content: string | Uint8Array, kind: keyof typeof MODES = 'file'): void {
    writeFileSync(this.#place(to), content);
    this.#finish(to, kind);
  }

  writeGzip(to: string, content: string | Uint8Array): void {
    this.write(to, gzipSync(content, { level: 9 }));
  }

  /** md5sum(1) of each file, without settings and control files, sorted. */
  sums(): string {
    return [...this.#files.keys()]
      .filter((file) => !file.startsWith('etc/'))
      .sort()
      .map(
        (file) =>
          `${createHash('md5')
            .update(readFileSync(join(this.#root, file)))
            .digest('hex')}  ${file}\n`,
      )
      .join('');
  }

  installedKiB(): number {
    return [...this.#files.values()].reduce((sum, bytes) => sum + Math.ceil(bytes / 1_024), 0);
  }

  #place(to: string): string {
    const path = join(this.#root, to);
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    return path;
  }

  #finish(to: string, kind: keyof typeof MODES): void {
    const path = join(this.#root, to);
    chmodSync(path, MODES[kind]);
    this.#files.set(to, statSync(path).size);
  }
}
