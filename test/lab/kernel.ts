/** Debian's kernel and the modules that the laboratory loads, fetched once for each version. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

export interface Kernel {
  readonly image: string;
  /** Files of the modules, in the order in which they can be loaded. */
  readonly modules: readonly string[];
}

const run = promisify(execFile);

/** Needs the network on the first call, and Debian's `apt-get`, `dpkg-deb` and `depmod`. */
export async function fetchKernel(wanted: readonly string[]): Promise<Kernel> {
  const { stdout } = await run('apt-cache', ['depends', 'linux-image-amd64']);
  const name = /Depends: (linux-image-\S+)/.exec(stdout)?.[1];
  if (name === undefined) throw new Error('apt knows no linux-image-amd64; run apt-get update');
  const folder = join(tmpdir(), `postern-lab-${name}`);
  if (!existsSync(folder)) await unpack(name, folder);
  const release = name.replace('linux-image-', '');
  const tree = join(folder, 'lib/modules', release);
  return {
    image: join(folder, 'boot', `vmlinuz-${release}`),
    modules: inOrder(readFileSync(join(tree, 'modules.dep'), 'utf8'), wanted).map((file) => join(tree, file)),
  };
}

async function unpack(name: string, folder: string): Promise<void> {
  const draft = mkdtempSync(`${folder}.`);
  await run('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', name], { cwd: draft });
  const archive = readdirSync(draft).find((file) => file.endsWith('.deb'));
  if (archive === undefined) throw new Error(`apt did not fetch ${name}`);
  await run('dpkg-deb', ['-x', archive, '.'], { cwd: draft });
  rmSync(join(draft, archive));
  mkdirSync(join(draft, 'usr/lib'), { recursive: true });
  symlinkSync('usr/lib', join(draft, 'lib'));
  await run('depmod', ['-b', draft, name.replace('linux-image-', '')]);
  renameSync(draft, folder);
}

/** Parses `modules.dep`: each line names a module and the modules that it needs, the deepest last. */
export function inOrder(dependencies: string, wanted: readonly string[]): readonly string[] {
  const needs = new Map(
    dependencies
      .trim()
      .split('\n')
      .map((line) => {
        const [file = '', rest = ''] = line.split(':');
        return [nameOf(file), [...rest.trim().split(' ').filter(Boolean).reverse(), file]] as const;
      }),
  );
  const files = wanted.flatMap((name) => {
    const found = needs.get(name);
    if (found === undefined) throw new Error(`the kernel has no module ${name}`);
    return found;
  });
  return [...new Set(files)];
}

/** `usb_f_acm` of `kernel/drivers/usb/gadget/function/usb_f_acm.ko.xz`; the kernel reads `-` as `_`. */
export function nameOf(file: string): string {
  return basename(file)
    .replace(/\.ko.*$/, '')
    .replaceAll('-', '_');
}
