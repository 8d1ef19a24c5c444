import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { metadataFile, targetFile } from '../../../../server/contract/release-repository.ts';
import { exportRepository, importRepository } from '../../../../server/lanes/releases/carry.ts';
import { draftRoot } from '../../../../server/lanes/releases/draft-root.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { renewMetadata } from '../../../../server/lanes/releases/renew.ts';
import { type Repository, repositoryIn } from '../../../../server/lanes/releases/repository.ts';
import {
  copyOf,
  DAY,
  draftOf,
  forge,
  keysOf,
  newReleases,
  person,
  publish,
  release,
  type Released,
  rootOf,
  termsOf,
} from '../../../support/release-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 1);
let releases: Released;
let stick: Repository;
let other: Repository;

/** The other server starts from the same first state. */
beforeEach(async () => {
  releases = await newReleases(temporaryFolder(), NOW);
  other = repositoryIn(copyOf(releases));
  await release(releases, termsOf('notice', 1), 'first notice');
  await release(releases, termsOf('watchlist', 1), 'list');
  stick = repositoryIn(join(temporaryFolder(), 'stick'));
});

const carried = () => exportRepository(releases.repository, stick.folder, NOW);
const taken = (nowMs = NOW) => importRepository(stick, other, nowMs);

describe('repository on a stick', () => {
  test('brings another server to the same state, which then renews it', async () => {
    await publish(releases, draftRoot(draftOf(releases), keysOf(releases), { nowMs: NOW }));
    await carried();
    await taken();
    expect(entriesIn(other, 'targets')).toEqual(entriesIn(releases.repository, 'targets'));
    expect(other.newest('root')).toBe(2);
    const before = other.timestamp()?.signed.version ?? 0;
    expect(await renewMetadata(other, releases.server.key, NOW + DAY / 2)).toBe('renewed');
    expect(other.timestamp()?.signed.version).toBe(before + 1);
  });
  test('is carried again over an earlier state of itself, and over a damaged file', async () => {
    await carried();
    const [entry] = entriesIn(stick, 'targets');
    appendFileSync(stick.path(targetFile(termsOf('notice', 1), entry?.digest ?? '')), 'x');
    await release(releases, termsOf('notice', 2), 'second notice');
    await carried();
    await taken();
    expect(entriesIn(other, 'targets')).toHaveLength(2);
  });
  test('is refused with a file that differs or is missing', async () => {
    await carried();
    const [entry] = entriesIn(stick, 'targets');
    const file = stick.path(targetFile(termsOf('notice', 1), entry?.digest ?? ''));
    writeFileSync(file, 'forged');
    await expect(taken()).rejects.toMatchObject({ code: 'wrong-file' });
    rmSync(file);
    await expect(taken()).rejects.toMatchObject({ code: 'wrong-file' });
    expect(other.newest('targets')).toBe(1);
  });
  test('is refused when it is older, or has another version of the same number', async () => {
    await carried();
    await taken();
    await release(releases, termsOf('notice', 2), 'second notice');
    const newer = repositoryIn(join(temporaryFolder(), 'stick'));
    await exportRepository(releases.repository, newer.folder, NOW);
    await importRepository(newer, other, NOW);
    await expect(taken()).rejects.toMatchObject({ code: 'not-next' });
    const { anna, ben, server } = releases;
    await forge(newer.folder, 'targets', { version: 4, targets: {} }, [anna, ben], NOW + DAY);
    await forge(
      newer.folder,
      'snapshot',
      { version: 99, meta: { 'targets.json': { version: 4 } } },
      [server],
      NOW + DAY,
    );
    const meta = { 'snapshot.json': { version: 99 } };
    await forge(newer.folder, 'timestamp', { version: 99, meta }, [server], NOW + DAY);
    await expect(importRepository(newer, other, NOW)).rejects.toMatchObject({ code: 'not-next' });
  });
  test('is refused when a signature on it has expired', async () => {
    await carried();
    await expect(taken(NOW + 2 * DAY)).rejects.toMatchObject({ code: 'expired' });
    await expect(exportRepository(releases.repository, stick.folder, NOW + 2 * DAY)).rejects.toMatchObject({
      code: 'expired',
    });
  });
  test('is refused with metadata of strangers, of one person, or mixed', async () => {
    await carried();
    const root = metadataFile('root', 2);
    const content = { ...(JSON.parse(Buffer.from(rootOf(releases)).toString('utf8')) as { signed: object }).signed };
    await forge(stick.folder, 'root', { ...content, version: 2 }, [person(), person()], NOW + DAY);
    await expect(taken()).rejects.toMatchObject({ code: 'unsigned' });
    rmSync(stick.path(root));
    await forge(
      stick.folder,
      'timestamp',
      { version: 50, meta: { 'snapshot.json': { version: 2 } } },
      [person()],
      NOW + DAY,
    );
    await expect(taken()).rejects.toMatchObject({ code: 'unsigned' });
    writeFileSync(
      stick.path(metadataFile('timestamp', 0)),
      readFileSync(releases.repository.path('metadata/timestamp.json')),
    );
    writeFileSync(stick.path(metadataFile('targets', 2)), readFileSync(stick.path(metadataFile('root', 1))));
    await expect(taken()).rejects.toMatchObject({ code: 'malformed' });
    expect(existsSync(other.path(root))).toBe(false);
  });
});

describe('hostile stick', () => {
  const namesIn = (folder: string): readonly string[] => {
    const names = readdirSync(folder, { recursive: true }).map(String);
    return names.filter((name) => /\.(json|\d+)$/.test(name)).sort();
  };
  /** Refused, and the other server offers what it offered. */
  const refuses = async (code: string): Promise<void> => {
    const before = namesIn(other.folder);
    await expect(taken()).rejects.toMatchObject({ code });
    expect(namesIn(other.folder)).toEqual(before);
  };

  test('with a pipe, a link, a device or a folder in place of a file is not read', async () => {
    await carried();
    const [entry] = entriesIn(stick, 'targets');
    const files = [
      ['malformed', stick.path(metadataFile('timestamp', 0))],
      ['wrong-file', stick.path(targetFile(termsOf('notice', 1), entry?.digest ?? ''))],
    ] as const;
    for (const [code, file] of files) {
      const before = readFileSync(file);
      const places = [
        () => execFileSync('/usr/bin/mkfifo', [file]),
        () => symlinkSync('/dev/zero', file),
        () => mkdirSync(file),
      ];
      for (const make of places) {
        rmSync(file, { recursive: true });
        make();
        await refuses(code);
      }
      rmSync(file, { recursive: true });
      writeFileSync(file, before);
    }
    await taken();
  });
  test('that gives other bytes when it is read again changes nothing', async () => {
    await carried();
    const honest = stick;
    const forged = join(temporaryFolder(), 'forged');
    writeFileSync(forged, 'forged notice');
    let reads = 0;
    stick = {
      ...honest,
      path(file) {
        if (!file.startsWith('targets/notice')) return honest.path(file);
        reads += 1;
        return reads > 1 ? forged : honest.path(file);
      },
    };
    await refuses('wrong-file');
    expect(reads).toBe(2);
  });
  test('with other bytes of a version is refused, although two people signed them', async () => {
    await carried();
    await taken();
    const { anna, ben, server } = releases;
    const entry = { length: 3, hashes: { sha256: 'a'.repeat(64) }, custom: termsOf('notice', 1) };
    const honest = JSON.parse(readFileSync(stick.path(metadataFile('targets', 2)), 'utf8')) as { signed: object };
    const content = { ...honest.signed, version: 3, targets: { 'notice/main/1': entry } };
    await forge(stick.folder, 'targets', content, [anna, ben], NOW + DAY);
    const meta = { 'targets.json': { version: 3 }, 'watchlist.json': { version: 1 } };
    await forge(stick.folder, 'snapshot', { version: 99, meta }, [server], NOW + DAY);
    const named = { version: 99, meta: { 'snapshot.json': { version: 99 } } };
    await forge(stick.folder, 'timestamp', named, [server], NOW + DAY);
    writeFileSync(stick.path(targetFile(termsOf('notice', 1), 'a'.repeat(64))), 'abc');
    // The file itself is judged first, and three letters do not have that digest
    await refuses('wrong-file');
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const real = { 'notice/main/1': { ...entry, hashes: { sha256: digest } } };
    await forge(stick.folder, 'targets', { ...content, targets: real }, [anna, ben], NOW + DAY);
    writeFileSync(stick.path(targetFile(termsOf('notice', 1), digest)), 'abc');
    await refuses('not-allowed');
  });
  test('with a digest that is a path is refused', async () => {
    await carried();
    const { anna, ben, server } = releases;
    const entry = { length: 3, hashes: { sha256: '../../../../etc/passwd' }, custom: termsOf('notice', 2) };
    await forge(stick.folder, 'targets', { version: 3, targets: { 'notice/main/2': entry } }, [anna, ben], NOW + DAY);
    const meta = { 'targets.json': { version: 3 } };
    await forge(stick.folder, 'snapshot', { version: 99, meta }, [server], NOW + DAY);
    const named = { version: 99, meta: { 'snapshot.json': { version: 99 } } };
    await forge(stick.folder, 'timestamp', named, [server], NOW + DAY);
    await refuses('not-allowed');
  });
  test('whose folders are links gets no files, and one with other metadata gets the right ones', async () => {
    const elsewhere = temporaryFolder();
    mkdirSync(stick.folder);
    symlinkSync(elsewhere, stick.path('targets'));
    await expect(carried()).rejects.toMatchObject({ code: 'malformed' });
    expect(namesIn(elsewhere)).toEqual([]);
    rmSync(stick.path('targets'));
    mkdirSync(stick.path('metadata'));
    writeFileSync(stick.path(metadataFile('root', 1)), 'other');
    await carried();
    expect(readFileSync(stick.path(metadataFile('root', 1)))).toEqual(Buffer.from(rootOf(releases)));
  });
});

describe("server's metadata", () => {
  test('are renewed hourly, and at once after a publication', async () => {
    const key = releases.server.key;
    expect(await renewMetadata(releases.repository, key, NOW + 60_000)).toBe('current');
    expect(await renewMetadata(releases.repository, key, NOW + 3_700_000)).toBe('renewed');
    const before = releases.repository.newest('snapshot');
    await release(releases, termsOf('notice', 2), 'second notice');
    expect(releases.repository.newest('snapshot')).toBe(before + 1);
  });
  test('are not signed with a key that the root does not name', async () => {
    const renewing = renewMetadata(releases.repository, person().key, NOW + 3_700_000);
    await expect(renewing).rejects.toMatchObject({ code: 'unsigned' });
    expect(releases.repository.timestamp()?.signed.expires).toBe(new Date(NOW + DAY).toISOString().replace('.000', ''));
  });
  test('name the snapshot before its half life ends', async () => {
    const before = releases.repository.newest('snapshot');
    await renewMetadata(releases.repository, releases.server.key, NOW + 4 * DAY);
    expect(releases.repository.newest('snapshot')).toBe(before + 1);
  });
});
