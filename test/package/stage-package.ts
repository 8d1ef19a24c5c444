/** Lays out the files of one package in a folder, with fixed modes, as they will be on the machine. */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folderSums } from '../../hardware/host/folder-digest.ts';
import { billText } from '../../server/lanes/components/bill.ts';
import { partInputs } from '../../server/lanes/components/installed.ts';
import { controlFile } from './debian-control.ts';
import { homeOf, type PackageFile, packageFiles, type PackageOptions } from './package-files.ts';

export interface StageOptions extends PackageOptions {
  /** Empty folder that gets the files and `DEBIAN/`. */
  readonly into: string;
}

/** Users of a unit may read code; settings may name what they protect. */
const MODES = { program: 0o755, file: 0o644, settings: 0o640 } as const;

/** @throws Error for models or names that the package must not have */
export async function stagePackage(options: StageOptions): Promise<void> {
  const { contents, release, root, runtime, into } = options;
  const stage = new Stage(into);
  const { name } = contents;
  const { files, modules, hasModels } = packageFiles(options);
  for (const file of files) stage.place(file);
  // A lane measures the same files when it starts, and states the digest of this list
  const sums = await folderSums(join(into, homeOf(contents)));
  const digest = createHash('sha256').update(sums).digest('hex');
  const program = { name, version: release.version, license: 'Apache-2.0', digest };
  const paths = new Set(modules.map(({ path }) => path));
  const parts = await partInputs(root, { program, paths, hasModels, node: runtime.version });
  const bill = billText({ ...parts, epochS: release.epochS });
  stage.place({ to: `usr/share/doc/${name}/release`, content: `${digest}\n` });
  stage.place({ to: `usr/share/${name}/files.sha256`, content: sums });
  stage.place({ to: `usr/share/${name}/bill.cdx.json`, content: bill });
  stageControl(options, stage);
}

function stageControl({ contents, release, root }: StageOptions, stage: Stage): void {
  const { folder, settings } = contents;
  const sums = stage.sums();
  stage.place({ to: 'DEBIAN/control', content: controlFile(contents, release, stage.installedKiB()) });
  stage.place({ to: 'DEBIAN/md5sums', content: sums });
  const kept = settings.map(({ name }) => `/etc/postern/${name}.conf\n`).join('');
  stage.place({ to: 'DEBIAN/conffiles', content: kept });
  for (const script of ['postinst', 'prerm', 'postrm']) {
    stage.place({ to: `DEBIAN/${script}`, from: join(root, folder, 'maintainer', script), kind: 'program' });
  }
  stage.place({ to: 'DEBIAN/templates', from: join(root, folder, 'maintainer/templates') });
}

class Stage {
  readonly #root: string;
  readonly #files = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  place(file: PackageFile): void {
    const { to, kind = 'file' } = file;
    const path = join(this.#root, to);
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    if ('from' in file) copyFileSync(file.from, path);
    else writeFileSync(path, file.content);
    chmodSync(path, MODES[kind]);
    this.#files.set(to, statSync(path).size);
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
}
