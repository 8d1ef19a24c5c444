import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { metadataFile, targetFile } from '../../../server/contract/release-repository.ts';
import { exportRepository, importRepository } from '../../../server/releases/carry.ts';
import { draftRoot } from '../../../server/releases/draft-root.ts';
import { entriesIn } from '../../../server/releases/draft.ts';
import { renewMetadata } from '../../../server/releases/renew.ts';
import { type Repository, repositoryIn } from '../../../server/releases/repository.ts';
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
} from '../../support/release-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

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
