import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readArchive } from '../../../../kiosk/fleet/software/archive.ts';
import { readContents } from '../../../../kiosk/fleet/software/contents.ts';
import { filesBelow } from '../../../package/included-files.ts';
import { entryHeader, writeSoftwareArchive } from '../../../package/software-archive.ts';
import fc from '../../../support/seeded-properties.ts';
import { writeSmallRelease } from '../../../support/small-release.ts';
import { smallArchive } from '../../../support/software-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const PLAIN: Readonly<Record<string, string>> = { 'bin/node': 'node', 'code/kiosk/main.js': 'main' };
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Entry {
  readonly path: string;
  readonly content: string;
  readonly type?: string;
  readonly target?: string;
  readonly isProgram?: boolean;
}

const listOf = (files: Readonly<Record<string, string>>): object => ({
  version: 1,
  files: Object.entries(files).map(([path, content]) => ({
    path,
    bytes: Buffer.byteLength(content),
    sha256: sha256(content),
    isProgram: path === 'bin/node',
  })),
});

const entriesOf = (files: Readonly<Record<string, string>>): Entry[] =>
  Object.entries(files).map(([path, content]) => ({ path, content, isProgram: path === 'bin/node' }));

/** An archive with any list and any entries. */
function archiveOf(list: object | string, entries: readonly Entry[], end = Buffer.alloc(1_024)): Buffer {
  const text = typeof list === 'string' ? list : JSON.stringify(list);
  const all = [{ path: 'contents.json', content: text }, ...entries];
  const parts = all.flatMap(({ path, content, type = '0', target = '', isProgram = false }) => {
    const bytes = Buffer.from(content);
    return [
      entryHeader({ path, bytes: bytes.length, isProgram }, { type, target }),
      bytes,
      Buffer.alloc(-bytes.length & 511),
    ];
  });
  return gzipSync(Buffer.concat([...parts, end]));
}

async function read(bytes: Uint8Array): Promise<Map<string, string>> {
  const file = join(temporaryFolder(), 'archive');
  writeFileSync(file, bytes);
  const found = new Map<string, string>();
  await readArchive(file, async ({ path }, content) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(Uint8Array.from(piece));
    found.set(path, Buffer.concat(pieces).toString('utf8'));
  });
  return found;
}

const codeOf = (bytes: Uint8Array): Promise<unknown> =>
  read(bytes).then(
    () => 'read',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('archive of software', () => {
  test('gives the files of its list', async () => {
    expect(Object.fromEntries(await read(archiveOf(listOf(PLAIN), entriesOf(PLAIN))))).toEqual(PLAIN);
  });
  test('is a tar that GNU tar unpacks to the same files', async () => {
    const folder = temporaryFolder();
    writeSmallRelease(join(folder, 'files'), 1);
    await writeSoftwareArchive(join(folder, 'files'), join(folder, 'archive'));
    execFileSync('mkdir', [join(folder, 'out')]);
    execFileSync('tar', ['-xzf', join(folder, 'archive'), '-C', join(folder, 'out'), '--exclude=contents.json']);
    const found = await read(readFileSync(join(folder, 'archive')));
    expect([...found.keys()].sort()).toEqual(filesBelow(join(folder, 'out'), '.'));
    for (const [path, content] of found) expect(readFileSync(join(folder, 'out', path), 'utf8')).toBe(content);
  });
  test('has the same bytes for the same files', async () => {
    expect(Buffer.compare(await smallArchive(1), await smallArchive(1))).toBe(0);
  });
  test.each([
    ['a symbolic link', { type: '2', target: '/etc/passwd' }],
    ['a hard link', { type: '1', target: 'bin/node' }],
    ['a character device', { type: '3' }],
    ['a block device', { type: '4' }],
    ['a folder', { type: '5' }],
    ['a pipe', { type: '6' }],
    ['an extended header', { type: 'x' }],
    ['a long name of GNU tar', { type: 'L' }],
    ['a file that names a target', { target: 'bin/node' }],
  ])('refuses %s', async (_name, change) => {
    const [first, second] = entriesOf(PLAIN);
    expect(await codeOf(archiveOf(listOf(PLAIN), [first as Entry, { ...(second as Entry), ...change }]))).toBe(
      'forbidden-entry',
    );
  });
  test.each(['../outside', '/etc/passwd', 'a/../../b', 'a//b', './a', 'a/.', 'a\\b', 'a\u0000b', '', 'a/'])(
    'refuses the path %j in its list',
    async (path) => {
      const files = { [path]: 'x', ...PLAIN };
      expect(['forbidden-entry', 'malformed']).toContain(await codeOf(archiveOf(listOf(files), entriesOf(files))));
      expect(() => readContents(Buffer.from(JSON.stringify(listOf({ [path]: 'x' }))))).toThrow('forbidden-entry');
    },
  );
  test('refuses an entry with another path than its list', async () => {
    const [first, second] = entriesOf(PLAIN);
    const other = { ...(second as Entry), path: '../main.js' };
    expect(await codeOf(archiveOf(listOf(PLAIN), [first as Entry, other]))).toBe('forbidden-entry');
  });
  test('refuses an entry that its list does not have', async () => {
    const more = [...entriesOf(PLAIN), { path: 'extra', content: 'x' }];
    expect(await codeOf(archiveOf(listOf(PLAIN), more))).toBe('forbidden-entry');
  });
  test.each([
    ['a changed byte', { content: 'mbin' }],
    ['another size', { content: 'longer' }],
    ['a file that may be executed', { isProgram: true }],
  ])('refuses %s', async (_name, change) => {
    const [first, second] = entriesOf(PLAIN);
    expect(await codeOf(archiveOf(listOf(PLAIN), [first as Entry, { ...(second as Entry), ...change }]))).toBe(
      'differs',
    );
  });
  test.each([
    ['without the program of the lane', { 'bin/node': 'node' }],
    [
      'with a file that is also a folder',
      { 'bin/node': 'node', 'code/kiosk/main.js': 'main', 'code/kiosk/main.js/x': '' },
    ],
    ['in another order', { 'code/kiosk/main.js': 'main', 'bin/node': 'node' }],
  ])('refuses a list %s', async (_name, files: Record<string, string>) => {
    expect(await codeOf(archiveOf(listOf(files), entriesOf(files)))).toBe('malformed');
  });
  test('refuses a list of too many bytes, before it unpacks', async () => {
    const one = { path: 'a', bytes: 1_073_741_824, sha256: '0'.repeat(64), isProgram: false };
    const list = { version: 1, files: [one, ...(listOf(PLAIN) as { files: object[] }).files] };
    expect(await codeOf(archiveOf(list, []))).toBe('malformed');
  });
  test('refuses an archive that expands beyond its list, without unpacking the rest', async () => {
    const bomb = archiveOf(listOf(PLAIN), entriesOf(PLAIN), Buffer.alloc(60_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await codeOf(bomb)).toBe('too-large');
  });
  test('refuses a list that is too large', async () => {
    const header = entryHeader({ path: 'contents.json', bytes: 9_000_000, isProgram: false });
    expect(await codeOf(gzipSync(header))).toBe('too-large');
  });
  test('refuses what is not gzip', async () => {
    expect(await codeOf(Buffer.from('no archive'))).toBe('malformed');
  });
  test('refuses an archive that is cut off anywhere', async () => {
    const whole = archiveOf(listOf(PLAIN), entriesOf(PLAIN));
    for (let length = 0; length < whole.length; length += 7) {
      expect(await codeOf(whole.subarray(0, length))).toBe('malformed');
    }
  });
  test('refuses a tar that is cut off at a block', async () => {
    const tar = gunzipSync(archiveOf(listOf(PLAIN), entriesOf(PLAIN)));
    for (let length = 0; length < tar.length; length += 512) {
      expect(await codeOf(gzipSync(tar.subarray(0, length)))).toBe('malformed');
    }
  });
  test('refuses, or reads as it was, an archive with any changed byte', async () => {
    const tar = gunzipSync(archiveOf(listOf(PLAIN), entriesOf(PLAIN)));
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Buffer.from(tar);
        changed[at] = (changed[at] ?? 0) ^ change;
        const found = await read(gzipSync(changed)).catch(() => undefined);
        if (found !== undefined) expect(Object.fromEntries(found)).toEqual(PLAIN);
      }),
      { numRuns: 300 },
    );
  });
});
