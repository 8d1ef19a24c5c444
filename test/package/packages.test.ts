/** Packages are built from the built tree, without the runtime's program, whose place another file takes. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureRelease } from '../../kiosk/attestation/measure-release.ts';
import { readArchive } from '../../kiosk/software/archive.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { billSchema } from '../../server/components/bill.ts';
import { cycloneDxSchema } from '../support/cyclonedx-schema.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { archiveOfPackage, billOf, buildPackages, debianVersion, releaseOf } from './build-packages.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { runtimeVersion } from './node-runtime.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const missing = missingSystemParts('packages', ['dpkg-deb']);
const PACKAGES = [LANE_PACKAGE, SERVER_PACKAGE];
const EPOCH_S = 1_795_000_000;
const root = projectRoot();
let folder: string;
let first: readonly string[];

function build(tree: string, name: string): Promise<readonly string[]> {
  return buildPackages({
    packages: PACKAGES,
    release: { version: '0.1.0+1', epochS: EPOCH_S, architecture: 'amd64' },
    root: tree,
    runtime: { version: runtimeVersion(), program: join(folder, 'node'), licence: join(folder, 'licence') },
    platform: 'linux/x64',
    scratch: join(folder, name, 'scratch'),
    into: join(folder, name, 'packages'),
    compression: 'none',
  });
}

/** The files of a package, as `tar` lists them: mode, owner, path. */
function listed(file: string): string[] {
  return execFileSync('dpkg-deb', ['--contents', file], { encoding: 'utf8' }).trim().split('\n');
}

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe.skipIf(missing !== undefined)('Debian packages', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-packages-'));
    writeFileSync(join(folder, 'node'), 'program');
    writeFileSync(join(folder, 'licence'), 'licence');
    first = await build(root, 'first');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('have the same bytes when another copy of the tree, with other times, gives them', async () => {
    const copy = join(folder, 'another place', 'tree');
    mkdirSync(copy, { recursive: true });
    for (const part of [
      'package.json',
      'package-lock.json',
      'kiosk/install',
      'server/install',
      'server/alerts/postern.rules.yml',
      'hardware/modbus',
      'models',
    ]) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    cpSync(join(root, '.build'), join(copy, '.build'), {
      recursive: true,
      filter: (from) => !/\/\.build\/(test|ci|compile-cache)(\/|$)/.test(from),
    });
    cpSync(join(root, '.models/onnx'), join(copy, '.models/onnx'), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    utimesSync(join(copy, 'package.json'), 1, 1);
    const second = await build(copy, 'second');
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
    await expect.poll(() => release.digest(), { timeout: 120_000 }).toBe(releaseOf(lane));
    expect(logged).toEqual([{ event: 'release', digest: releaseOf(lane) }]);
    const list = "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";
    expect(execFileSync('sh', ['-c', list], { cwd: home, encoding: 'utf8' }).slice(0, 64)).toBe(releaseOf(lane));
    writeFileSync(join(home, 'code/kiosk/main.js'), 'changed');
    const changed = measureRelease(() => undefined, home);
    await expect.poll(() => changed.digest(), { timeout: 120_000 }).toMatch(/^[0-9a-f]{64}$/);
    expect(changed.digest()).not.toBe(releaseOf(lane));
    expect(measureRelease(() => undefined, root).digest()).toBeUndefined();
  }, 300_000);

  test('have the lane as a software release, with the files that the package installs', async () => {
    const [lane = ''] = first;
    const archive = await archiveOfPackage(lane, join(folder, 'archive'));
    const { files } = await readArchive(archive, async (_file, content) => {
      for await (const _piece of content);
    });
    const installed = listed(lane).filter((line) => line.includes(' ./usr/lib/postern-lane/') && !line.endsWith('/'));
    expect(files).toHaveLength(installed.length);
    expect(files.filter(({ isProgram }) => isProgram).map(({ path }) => path)).toEqual(['bin/node']);
  }, 300_000);

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
      const models = components.filter(({ type }) => type === 'machine-learning-model').length;
      expect(models > 3).toBe(name === 'postern-lane');
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

  test('contain no simulator, development page, test, source, and no package for development', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Readonly<Record<string, { dev?: boolean }>>;
    };
    const paths = first.flatMap(listed).map((line) => line.slice(line.indexOf('./')));
    const WRONG =
      /\/(simulation|dock|test|tests)\/|\/code\/models\/build\/|prepared\.js|\.(ts|map)$|\/(dock\.html|assets\/dock-)/;
    expect(paths.filter((path) => WRONG.test(path))).toEqual([]);
    const modules = new Set(
      paths.flatMap((path) => /\/postern-[a-z]+\/(node_modules\/.*)\/package\.json$/.exec(path)?.[1] ?? []),
    );
    expect(modules.size).toBeGreaterThan(50);
    expect([...modules].filter((path) => packages[path]?.dev === true)).toEqual([]);
  });

  test('contain the models of the lane, and the server none', () => {
    const [lane = '', server = ''] = first;
    expect(listed(lane).filter((line) => line.endsWith('.onnx')).length).toBeGreaterThan(3);
    expect(listed(server).join('\n')).not.toMatch(/\.onnx|onnxruntime|\/kiosk\//);
  });

  test('run the program of a partner agency from the files of the server alone', () => {
    const unpacked = mkdtempSync(join(folder, 'partner-'));
    const [, server = ''] = first;
    execFileSync('dpkg-deb', ['-x', server, unpacked]);
    const program = join(unpacked, 'usr/lib/postern-server/code/server/commands/partner.js');
    const run = (...words: readonly string[]) =>
      JSON.parse(execFileSync(process.execPath, [program, ...words], { encoding: 'utf8' })) as object;
    const key = join(unpacked, 'seen.key');
    expect(run('pseudonym-key', key)).toMatchObject({
      kind: 'made',
      keyCheck: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(run('keys', 'statistics', join(unpacked, 'keys'))).toMatchObject({ kind: 'made' });
    const draft = join(unpacked, 'draft.json');
    expect(run('terms', '1', draft)).toMatchObject({ kind: 'written', agreements: [] });
    expect(JSON.parse(readFileSync(draft, 'utf8'))).toMatchObject({ number: 1, agreements: [] });
  });

  test('contain the rules for Prometheus in the server, unchanged', () => {
    const content = mkdtempSync(join(folder, 'rules-'));
    const [, server = ''] = first;
    execFileSync('dpkg-deb', ['-x', server, content]);
    const carried = readFileSync(join(content, 'usr/share/postern-server/prometheus/postern.rules.yml'), 'utf8');
    expect(carried).toBe(readFileSync(join(projectRoot(), 'server/alerts/postern.rules.yml'), 'utf8'));
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
});

test('version of a package: grows with each commit', () => {
  const early = debianVersion(root, { epochS: EPOCH_S, id: 'ffffffff' });
  const late = debianVersion(root, { epochS: EPOCH_S + 1, id: '00000000' });
  expect(early < late).toBe(true);
});

test('runtime of the packages: is the newest release that CI tests', () => {
  const newest = /^newest_node=(.*)$/m.exec(readFileSync(join(root, '.ci/run'), 'utf8'))?.[1];
  expect(runtimeVersion()).toBe(newest);
});
