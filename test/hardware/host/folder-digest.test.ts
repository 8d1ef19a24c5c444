import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderDigest, FolderDigestError } from '../../../hardware/host/folder-digest.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** By the tools that anyone has. */
function byCoreutils(folder: string): string {
  const list = "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";
  return execFileSync('sh', ['-c', list], { cwd: folder, encoding: 'utf8' }).slice(0, 64);
}

function sample(): string {
  const folder = temporaryFolder();
  for (const inner of ['a', 'a-b', 'é']) mkdirSync(join(folder, inner));
  const files = ['a/x.js', 'a/X.js', 'a-b/y', 'é/ü mlaut', 'z', '.hidden', 'empty'];
  for (const file of files) writeFileSync(join(folder, file), file === 'empty' ? '' : file.repeat(1_000));
  return folder;
}

describe('the digest of a folder', () => {
  test('is the digest of the list that sha256sum makes of its files', async () => {
    const folder = sample();
    expect(await folderDigest(folder)).toBe(byCoreutils(folder));
  });

  test('changes with the content, name and number of files', async () => {
    const folder = sample();
    const digests = [await folderDigest(folder)];
    writeFileSync(join(folder, 'z'), 'other');
    digests.push(await folderDigest(folder));
    writeFileSync(join(folder, 'a/new'), '');
    digests.push(await folderDigest(folder));
    expect(new Set(digests).size).toBe(3);
  });

  test('is refused where a link or a name would hide something', async () => {
    const linked = sample();
    symlinkSync('/etc', join(linked, 'a', 'link'));
    await expect(folderDigest(linked)).rejects.toThrow(FolderDigestError);
    const named = sample();
    writeFileSync(join(named, 'a\nb'), '');
    await expect(folderDigest(named)).rejects.toThrow(FolderDigestError);
    await expect(folderDigest(join(named, 'missing'))).rejects.toThrow(/ENOENT/);
  });

  test('ends when it is cancelled', async () => {
    await expect(folderDigest(sample(), AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});
