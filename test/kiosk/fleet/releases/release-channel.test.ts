import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { followFolder } from '../../../../kiosk/fleet/releases/follow-sources.ts';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import type { ReleaseChannel } from '../../../../kiosk/fleet/releases/release-channel.ts';
import type { ReleaseSource } from '../../../../kiosk/fleet/releases/release-source.ts';
import { exportRepository } from '../../../../server/lanes/releases/carry.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { targetsJson } from '../../../../server/lanes/releases/entries.ts';
import {
  changeReleases,
  DAY,
  draftOf,
  forge,
  keysOf,
  newReleases,
  person,
  publish,
  release,
  type Released,
  renew,
  rootOf,
  termsOf,
} from '../../../support/release-fixture.ts';
import { draftRoot } from '../../../../server/lanes/releases/draft-root.ts';
import { openLaneChannel, type SetClock, setClock } from '../../../support/release-lane.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 1);
let releases: Released;
let clock: SetClock;
let dataDir: string;
let source: ReleaseSource;

beforeEach(async () => {
  releases = await newReleases(temporaryFolder(), NOW);
  clock = setClock(NOW);
  dataDir = temporaryFolder();
  source = folderSource(releases.repository.folder);
});

const open = (changes: Partial<Parameters<typeof openLaneChannel>[0]> = {}): Promise<ReleaseChannel> =>
  openLaneChannel({ dataDir, root: rootOf(releases), clock, ...changes });
const texts = (channel: ReleaseChannel): string[] =>
  channel.targets.of('notice').map(({ file }) => readFileSync(file, 'utf8'));

describe('release channel', () => {
  test('has its targets after a restart without any source', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    await (await open()).update(source);
    clock.nowMs += 60_000;
    const [target] = (await open()).targets.of('notice');
    expect(target).toMatchObject({ version: 1, fetchedAtMs: NOW, expiresAtMs: NOW + 30 * DAY, lengthBytes: 12 });
  });
  test('fetches wanted targets only, and removes the files of those that are replaced', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    await release(releases, termsOf('software', 1), 'program');
    const channel = await open({ wants: (kind) => kind === 'notice' });
    await channel.update(source);
    await release(releases, termsOf('notice', 2), 'second notice');
    await channel.update(source);
    expect(channel.targets.of('software')).toEqual([]);
    expect(texts(channel)).toEqual(['second notice']);
    expect(readdirSync(join(dataDir, 'releases', 'targets'))).toHaveLength(1);
  });
  test('takes a file with more than one piece, and an empty one', async () => {
    const long = 'x'.repeat(600_000);
    await release(releases, termsOf('rules', 1), long);
    await release(releases, termsOf('notice', 1), '');
    const channel = await open();
    expect(await channel.update(source)).toBeUndefined();
    expect(readFileSync(channel.targets.of('rules')[0]?.file ?? '', 'utf8')).toBe(long);
    expect(texts(channel)).toEqual(['']);
  });
  test('continues an interrupted transfer where it ended, after a restart too', async () => {
    await release(releases, termsOf('rules', 1), 'x'.repeat(600_000));
    const asked: number[] = [];
    const cut: ReleaseSource = {
      ...source,
      piece: async (file, offset, signal) => {
        asked.push(offset);
        return asked.length === 3 ? { kind: 'unreachable' } : source.piece(file, offset, signal);
      },
    };
    expect(await (await open()).update(cut)).toBe('unreachable');
    const channel = await open();
    expect(await channel.update(cut)).toBeUndefined();
    expect(asked).toEqual([0, 262_144, 524_288, 524_288]);
    expect(channel.targets.of('rules')).toHaveLength(1);
  });
  test('begins again at once when the interrupted transfer was damaged', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    const [entry] = entriesIn(releases.repository, 'targets');
    const channel = await open();
    writeFileSync(join(dataDir, 'releases', 'targets', `${entry?.digest ?? ''}.part`), 'fxrst');
    expect(await channel.update(source)).toBeUndefined();
    expect(texts(channel)).toEqual(['first notice']);
  });
  test('goes back in one act when a version is withdrawn', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    await release(releases, termsOf('notice', 2), 'second notice');
    const channel = await open();
    await channel.update(source);
    await changeReleases(releases, (terms) => (terms.version === 2 ? { ...terms, state: 'withdrawn' } : terms));
    expect(await channel.update(source)).toBeUndefined();
    expect(texts(channel)).toEqual(['first notice']);
  });
  test('takes a version when its time comes, without a change in the repository', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    await release(releases, termsOf('notice', 2, { notBefore: NOW + 3_600_000 }), 'second notice');
    const channel = await open();
    await channel.update(source);
    expect(texts(channel)).toEqual(['first notice']);
    clock.nowMs += 3_600_000;
    await channel.update(source);
    expect(texts(channel)).toEqual(['second notice']);
  });
  test('keeps a watchlist whose own signature has expired, and takes all else', async () => {
    await release(releases, termsOf('watchlist', 1), 'list');
    const channel = await open();
    await channel.update(source);
    clock.nowMs = releases.nowMs = NOW + 2 * DAY;
    await release(releases, termsOf('notice', 1), 'first notice');
    expect(await channel.update(source)).toBe('expired');
    expect(texts(channel)).toEqual(['first notice']);
    expect(channel.targets.of('watchlist')).toMatchObject([{ expiresAtMs: NOW + DAY }]);
    // The limits of the watchlist are in the policy
    expect(channel.tooOld()).toEqual([]);
  });
  test('ignores kinds and terms of a later version of this program', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    const channel = await open();
    const later = { ...termsOf('notice', 2), audience: 'everyone' };
    const entry = { length: 1, hashes: { sha256: 'a'.repeat(64) }, custom: later };
    const targets = targetsJson(entriesIn(releases.repository, 'targets'));
    const content = { version: 3, targets: { ...targets, 'notice/main/2': entry } };
    await forge(releases.repository.folder, 'targets', content, [releases.anna, releases.ben], NOW + DAY);
    await renew(releases);
    expect(await channel.update(source)).toBeUndefined();
    expect(texts(channel)).toEqual(['first notice']);
  });
  test('fetches a damaged file again, and uses it no longer until then', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    const before = await open();
    await before.update(source);
    appendFileSync(before.targets.of('notice')[0]?.file ?? '', 'x');
    const events: object[] = [];
    const channel = await open({ onEvent: (event) => events.push(event) });
    expect(channel.targets.of('notice')).toEqual([]);
    expect(events).toContainEqual({ event: 'release-damaged', target: 'notice/main/1' });
    await channel.update(source);
    expect(texts(channel)).toEqual(['first notice']);
  });
  test('refuses to start when its record was lost', async () => {
    await (await open()).update(source);
    rmSync(join(dataDir, 'releases.json'));
    await expect(open()).rejects.toMatchObject({ code: 'memory-missing' });
  });
  test('refuses an installed root that is not one of two people', async () => {
    const channel = await open({ root: Buffer.from('{"signed":{"_type":"root"}}') });
    expect(await channel.update(source)).toBe('root-refused');
  });
  test('follows a chain of roots that it has missed', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    for (let count = 0; count < 5; count += 1) {
      Object.assign(releases, { carl: person(), server: person() });
      await publish(releases, draftRoot(draftOf(releases), keysOf(releases), { nowMs: NOW }));
    }
    const channel = await open();
    expect(await channel.update(source)).toBeUndefined();
    expect(channel.status()).toMatchObject({ root: 6, inUseCount: 1 });
  });
});

describe('release channel that stops in the middle of an update', () => {
  /** Answers this many times, then never again, as a power cut would. */
  const endingAfter = (answers: number): ReleaseSource => {
    let left = answers;
    const orEnd = async <T>(answer: () => Promise<T>): Promise<T> => {
      left -= 1;
      if (left < 0) throw new Error('cut');
      return answer();
    };
    return {
      name: 'folder',
      metadata: (file, limit, signal) => orEnd(() => source.metadata(file, limit, signal)),
      piece: (file, offset, signal) => orEnd(() => source.piece(file, offset, signal)),
    };
  };
  test.each([0, 1, 2, 3, 4, 5, 6, 7])('has its last targets after %i answers, and finishes later', async (answers) => {
    await release(releases, termsOf('notice', 1), 'first notice');
    await (await open()).update(source);
    await publish(releases, draftRoot(draftOf(releases), keysOf(releases), { nowMs: NOW }));
    await release(releases, termsOf('notice', 2), 'second notice');
    await release(releases, termsOf('rules', 1), 'x'.repeat(300_000));
    await (await open()).update(endingAfter(answers));
    const after = await open();
    expect([['first notice'], ['second notice']]).toContainEqual(texts(after));
    expect(await after.update(source)).toBeUndefined();
    expect(texts(after)).toEqual(['second notice']);
    expect(after.targets.of('rules')).toHaveLength(1);
  });
  test.each(['root', 'timestamp', 'snapshot', 'targets'])('recovers from a %s file that was cut', async (role) => {
    await release(releases, termsOf('notice', 1), 'first notice');
    await publish(releases, draftRoot(draftOf(releases), keysOf(releases), { nowMs: NOW }));
    await (await open({ root: rootOf(releases, 1) })).update(source);
    const file = join(dataDir, 'releases', 'metadata', `${role}.json`);
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    const channel = await open();
    expect(texts(channel)).toEqual(['first notice']);
    await release(releases, termsOf('notice', 2), 'second notice');
    expect(await channel.update(source)).toBeUndefined();
    expect(texts(channel)).toEqual(['second notice']);
  });
});

describe('a lane that was off for 40 days', () => {
  test('names exactly what is too old without a network, and is current with a stick', async () => {
    const wants = (kind: string): boolean => kind !== 'rules';
    for (const kind of ['notice', 'decision-policy', 'rules'] as const) {
      await release(releases, termsOf(kind, 1), `${kind} 1`);
    }
    await release(releases, termsOf('watchlist', 1, { name: 'base' }), 'list');
    await (await open({ wants })).update(source);
    clock.nowMs = releases.nowMs = NOW + 40 * DAY;
    const channel = await open({ wants });
    expect(channel.tooOld().map(({ kind, name, version }) => `${kind}/${name}/${version}`)).toEqual([
      'notice/main/1',
      'decision-policy/main/1',
    ]);
    expect(await channel.update(folderSource('/nonexistent'))).toBe('absent');
    expect(channel.status().tooOld).toHaveLength(2);

    await release(releases, termsOf('decision-policy', 2), 'decision-policy 2');
    await release(releases, termsOf('watchlist', 2, { name: 'base' }), 'list 2');
    const stick = join(temporaryFolder(), 'stick');
    await exportRepository(releases.repository, stick, releases.nowMs);
    const stop = await followFolder(channel, stick, clock);
    stop();
    expect(channel.tooOld()).toEqual([]);
    expect(channel.status()).toMatchObject({ inUseCount: 3, tooOld: [] });
    expect(channel.targets.of('decision-policy')[0]?.version).toBe(2);
  });
  test('refuses a stick that is 40 days old itself', async () => {
    await release(releases, termsOf('notice', 1), 'first notice');
    const stick = join(temporaryFolder(), 'stick');
    await exportRepository(releases.repository, stick, releases.nowMs);
    clock.nowMs += 40 * DAY;
    const channel = await open();
    expect(await channel.update(folderSource(stick))).toBe('expired');
    expect(channel.targets.of('notice')).toEqual([]);
    expect(existsSync(stick)).toBe(true);
  });
});
