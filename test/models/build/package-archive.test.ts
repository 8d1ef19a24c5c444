import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { create, Header } from 'tar';
import { describe, expect, it } from 'vitest';
import { ModelBuildError } from '../../../models/files/build-error.ts';
import { readPackage } from '../../../models/build/package-archive.ts';
import { modelPackage } from '../fixtures/model-package.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const WANTED = new Set(['a/model.bin']);
const CONTENT = new TextEncoder().encode('content');

/** A tarball with arbitrary entry names, like a malicious one. */
async function archive(entries: readonly { path: string; size?: number }[]): Promise<string> {
  const blocks = entries.flatMap(({ path, size = CONTENT.length }) => {
    const header = new Header({ path, mode: 0o644, size, type: 'File', mtime: new Date(0) });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    const body = Buffer.alloc(512);
    body.set(CONTENT);
    return [block, body];
  });
  const file = join(await temporaryFolder(), 'package.tgz');
  await writeFile(file, gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)])));
  return file;
}

describe('reading a package', () => {
  it('returns the requested files and no others', async () => {
    const { tarball } = await modelPackage(
      await temporaryFolder(),
      new Map([
        ['a/model.bin', CONTENT],
        ['b', CONTENT],
      ]),
    );
    expect([...(await readPackage(tarball, WANTED))]).toEqual([['a/model.bin', CONTENT]]);
  });

  it.each([
    'package/../a/model.bin',
    '../package/a/model.bin',
    '/package/a/model.bin',
    'package/./a/model.bin',
    'a/model.bin',
  ])('returns nothing for the path %s', async (path) => {
    expect((await readPackage(await archive([{ path }]), WANTED)).size).toBe(0);
  });

  it('ignores a link with a requested name', async () => {
    const folder = await temporaryFolder();
    await symlink('/etc/hostname', join(folder, 'package'));
    await create({ file: join(folder, 'package.tgz'), cwd: folder, gzip: true }, ['package']);
    expect((await readPackage(join(folder, 'package.tgz'), new Set(['']))).size).toBe(0);
  });

  it('refuses a requested file that occurs twice', async () => {
    const twice = await archive([{ path: 'package/a/model.bin' }, { path: 'package/a/model.bin' }]);
    await expect(readPackage(twice, WANTED)).rejects.toThrow(expect.objectContaining({ code: 'archive-invalid' }));
  });

  it('refuses a requested file that is larger than any model', async () => {
    const large = await archive([{ path: 'package/a/model.bin', size: 2 ** 30 + 1 }]);
    await expect(readPackage(large, WANTED)).rejects.toThrow(expect.objectContaining({ code: 'archive-invalid' }));
  });

  it('refuses a truncated tarball', async () => {
    const { tarball } = await modelPackage(
      await temporaryFolder(),
      new Map([['a/model.bin', new Uint8Array(5000).fill(7)]]),
    );
    await writeFile(tarball, (await readFile(tarball)).subarray(0, 60));
    await expect(readPackage(tarball, WANTED)).rejects.toThrow(expect.objectContaining({ code: 'archive-invalid' }));
  });

  it('refuses arbitrary bytes or finds nothing', async () => {
    const file = join(await temporaryFolder(), 'package.tgz');
    const gzipped = fc.uint8Array({ maxLength: 2000 }).map((bytes) => new Uint8Array(gzipSync(bytes)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 2000 }), gzipped), async (bytes) => {
        await writeFile(file, bytes);
        const size = await readPackage(file, WANTED).then(
          (found) => found.size,
          (error) => (error instanceof ModelBuildError ? 0 : String(error)),
        );
        expect(size).toBe(0);
      }),
    );
  });
});
