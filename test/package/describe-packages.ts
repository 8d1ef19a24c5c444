/** Guarantees of built packages, whatever they contain. The runtime's program is left out: another file takes its place. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureRelease } from '../../kiosk/fleet/attestation/measure-release.ts';
import { readArchive } from '../../kiosk/fleet/software/archive.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { billSchema } from '../../server/lanes/components/bill.ts';
import { cycloneDxSchema } from '../support/cyclonedx-schema.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { archiveOfPackage, billOf, buildPackages, releaseOf } from './build-packages.ts';
import type { PackageContents } from './contents.ts';
import { runtimeVersion } from './node-runtime.ts';

const missing = missingSystemParts('packages', ['dpkg-deb']);
const EPOCH_S = 1_795_000_000;

export interface BuiltTree {
  /** The lane's package first. */
  readonly packages: readonly PackageContents[];
  /** Makes the tree in an empty folder, or finds it elsewhere. Returns its folder. */
  readonly make: (into: string) => string;
  /** The same tree with other times, in another place. */
  readonly copy: (into: string) => string;
}

/** @param more tests of the packages, in a folder that is removed after them */
export function describePackages(
  name: string,
  { packages, make, copy }: BuiltTree,
  more: (built: () => { readonly files: readonly string[]; readonly folder: string }) => void = () => undefined,
): void {
  describe.skipIf(missing !== undefined)(name, () => {
    let folder: string;
    let root: string;
    let first: readonly string[];

    const build = (tree: string, place: string): Promise<readonly string[]> =>
      buildPackages({
        packages,
        release: { version: '0.1.0+1', epochS: EPOCH_S, architecture: 'amd64' },
        root: tree,
        runtime: { version: runtimeVersion(), program: join(folder, 'node'), licence: join(folder, 'licence') },
        platform: 'linux/x64',
        scratch: join(folder, place, 'scratch'),
        into: join(folder, place, 'packages'),
        compression: 'none',
      });

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'postern-packages-'));
      writeFileSync(join(folder, 'node'), 'program');
      writeFileSync(join(folder, 'licence'), 'licence');
      root = make(join(folder, 'tree'));
      first = await build(root, 'first');
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('have the same bytes when another copy of the tree, with other times, gives them', async () => {
      const other = copy(join(folder, 'another place', 'tree'));
      utimesSync(join(other, 'package.json'), 1, 1);
      const second = await build(other, 'second');
      expect(second.map(digest)).toEqual(first.map(digest));
      expect(second.map(billOf).map(digest)).toEqual(first.map(billOf).map(digest));
      // The path of a build is in no file
      for (const file of first) expect(readFileSync(file).includes(root)).toBe(false);
    });

    test('state the digest of their installed files, as a lane measures it and as anyone computes it', async () => {
      const [lane = ''] = first;
      const unpacked = join(folder, 'unpacked');
      execFileSync('dpkg-deb', ['-x', lane, unpacked]);
      const home = join(unpacked, 'usr/lib/postern-lane');
      const logged: unknown[] = [];
      const release = measureRelease((event) => void logged.push(event), home);
      await expect.poll(() => release.digest()).toBe(releaseOf(lane));
      expect(logged).toEqual([{ event: 'release', digest: releaseOf(lane) }]);
      const list = "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";
      expect(execFileSync('sh', ['-c', list], { cwd: home, encoding: 'utf8' }).slice(0, 64)).toBe(releaseOf(lane));
      writeFileSync(join(home, 'code/kiosk/main.js'), 'changed');
      const changed = measureRelease(() => undefined, home);
      await expect.poll(() => changed.digest()).toMatch(/^[0-9a-f]{64}$/);
      expect(changed.digest()).not.toBe(releaseOf(lane));
      expect(measureRelease(() => undefined, projectRoot()).digest()).toBeUndefined();
    });

    test('have the lane as a software release, with the files that the package installs', async () => {
      const [lane = ''] = first;
      const archive = await archiveOfPackage(lane, join(folder, 'archive'));
      const { files } = await readArchive(archive, async (_file, content) => {
        for await (const _piece of content);
      });
      const installed = listed(lane).filter((line) => line.includes(' ./usr/lib/postern-lane/') && !line.endsWith('/'));
      expect(files).toHaveLength(installed.length);
      expect(files.filter(({ isProgram }) => isProgram).map(({ path }) => path)).toEqual(['bin/node']);
    });

    test('carry the list of their files and their bill of materials, which names their release', () => {
      const validate = cycloneDxSchema();
      for (const file of first) {
        const unpacked = mkdtempSync(join(folder, 'bill-'));
        execFileSync('dpkg-deb', ['-x', file, unpacked]);
        const [name = ''] = basename(file).split('_');
        const shared = join(unpacked, 'usr/share', name);
        const home = join(unpacked, 'usr/lib', name);
        execFileSync('sha256sum', ['--check', '--strict', '--quiet', join(shared, 'files.sha256')], { cwd: home });
        expect(digest(join(shared, 'files.sha256'))).toBe(releaseOf(file));
        const text = readFileSync(join(shared, 'bill.cdx.json'), 'utf8');
        expect(readFileSync(billOf(file), 'utf8')).toBe(text);
        validate(JSON.parse(text));
        expect(validate.errors ?? []).toEqual([]);
        const { metadata, components } = billSchema.parse(JSON.parse(text));
        expect(metadata.component).toMatchObject({
          name,
          version: '0.1.0+1',
          hashes: [{ alg: 'SHA-256', content: releaseOf(file) }],
        });
        const modules = listed(file).flatMap((line) => /\/postern-[a-z]+\/(node_modules\/.*)\/$/.exec(line)?.[1] ?? []);
        const carried = modules
          .map((path) => join(home, path, 'package.json'))
          .filter((path) => existsSync(path) && /node_modules\/(@[^/]+\/)?[^/@]+\/package\.json$/.test(path))
          .map((path) => JSON.parse(readFileSync(path, 'utf8')) as { readonly name: string; readonly version: string })
          .map((one) => `${one.name}@${one.version}`);
        const listedInBill = components.filter(({ purl = '' }) => purl.startsWith('pkg:npm/'));
        expect(listedInBill.map((one) => `${one.name}@${one.version}`).sort()).toEqual([...new Set(carried)].sort());
      }
    });

    test('belong to root, and only programs may be run', () => {
      for (const line of first.flatMap(listed)) {
        const [mode = '', owner = '', , , , path = ''] = line.split(/\s+/);
        expect([path, owner]).toEqual([path, 'root/root']);
        const isProgram = /^\.\/usr\/(bin\/postern-[a-z]+|lib\/postern-[a-z]+\/bin\/node)$/.test(path);
        const expected = path.endsWith('/')
          ? 'drwxr-xr-x'
          : path.endsWith('.conf') && path.startsWith('./etc/')
            ? '-rw-r-----'
            : isProgram
              ? '-rwxr-xr-x'
              : '-rw-r--r--';
        expect([path, mode]).toEqual([path, expected]);
      }
    });

    test('declare settings as files that dpkg keeps, and check the digest of each other file', () => {
      for (const file of first) {
        const into = mkdtempSync(join(folder, 'control-'));
        execFileSync('dpkg-deb', ['--control', file, into]);
        const files = listed(file).filter((line) => line.startsWith('-'));
        const settings = readFileSync(join(into, 'conffiles'), 'utf8').trim().split('\n');
        const sums = readFileSync(join(into, 'md5sums'), 'utf8').trim().split('\n');
        expect(sums.length + settings.length).toBe(files.length);
        const content = mkdtempSync(join(folder, 'content-'));
        execFileSync('dpkg-deb', ['-x', file, content]);
        execFileSync('md5sum', ['-c', '--quiet', join(into, 'md5sums')], { cwd: content });
      }
    });

    more(() => ({ files: first, folder }));
  });
}

/** The files of a package, as `tar` lists them: mode, owner, path. */
export function listed(file: string): string[] {
  return execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8' }).trim().split('\n');
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
