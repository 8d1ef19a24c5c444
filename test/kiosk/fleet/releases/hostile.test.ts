/** Repositories and sources that no honest one makes: each is refused for a reason, nothing in use is lost, and the lane starts again. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import { patiently } from '../../../../kiosk/fleet/releases/patience.ts';
import type { ReleaseChannel } from '../../../../kiosk/fleet/releases/release-channel.ts';
import type { ReleaseSource } from '../../../../kiosk/fleet/releases/release-source.ts';
import { metadataFile, ROOT_CHAIN_LIMIT } from '../../../../server/contract/release-repository.ts';
import { repositoryIn } from '../../../../server/lanes/releases/repository.ts';
import {
  copyOf,
  DAY,
  forge,
  newReleases,
  release,
  type Released,
  renew,
  rootContent,
  rootOf,
  termsOf,
} from '../../../support/release-fixture.ts';
import { openLaneChannel, type SetClock, setClock } from '../../../support/release-lane.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 1);
let releases: Released;
let folder: string;
let dataDir: string;
let clock: SetClock;
let source: ReleaseSource;
let channel: ReleaseChannel;

const open = () => openLaneChannel({ dataDir, root: rootOf(releases), clock });

beforeEach(async () => {
  releases = await newReleases(temporaryFolder(), NOW);
  folder = releases.repository.folder;
  await release(releases, termsOf('notice', 1), 'first notice');
  await release(releases, termsOf('watchlist', 1), 'list');
  clock = setClock(NOW);
  dataDir = temporaryFolder();
  source = folderSource(folder);
  channel = await open();
  expect(await channel.update(source)).toBeUndefined();
});

/** Refused for this reason; what was in use stays, and a restart finds it. */
async function refuses(failure: string): Promise<void> {
  expect(await channel.update(source)).toBe(failure);
  for (const one of [channel, await open()]) {
    expect(one.targets.of('notice')).toMatchObject([{ version: 1 }]);
    expect(one.targets.of('watchlist')).toMatchObject([{ version: 1 }]);
  }
}

/** The server's metadata over what is in the folder, by a stolen server key. */
async function nameForged(meta: object): Promise<void> {
  await forge(folder, 'snapshot', { version: 99, meta }, [releases.server], NOW + DAY);
  const named = { version: 99, meta: { 'snapshot.json': { version: 99 } } };
  await forge(folder, 'timestamp', named, [releases.server], NOW + DAY);
}

describe('hostile metadata', () => {
  test.each([
    ['never expires', { expires: 'never' }],
    ['expires after the years that a lane records', { expires: '2999-01-01T00:00:00Z' }],
    ['has a version past the bounds of a record', { version: 2 ** 53 }],
    ['delegates further', { delegations: { keys: {}, roles: [] } }],
  ])('a watchlist that %s is refused, and the lane starts again', async (_what, changes) => {
    const entry = { length: 4, hashes: { sha256: 'a'.repeat(64) }, custom: termsOf('watchlist', 2) };
    const content = { version: 2, targets: { 'watchlist/main/2': entry }, ...changes };
    await forge(folder, 'watchlist', content, [releases.owner], NOW + DAY);
    if (content.version !== 2) {
      cpSync(join(folder, metadataFile('watchlist', content.version)), join(folder, metadataFile('watchlist', 2)));
    }
    const targets = releases.repository.newest('targets');
    await nameForged({ 'targets.json': { version: targets }, 'watchlist.json': { version: 2 } });
    await refuses('malformed');
  });
  test('a timestamp without an end is refused: it would hide a freeze', async () => {
    const content = { version: 99, expires: 'never', meta: { 'snapshot.json': { version: 3 } } };
    await forge(folder, 'timestamp', content, [releases.server], NOW + DAY);
    await refuses('malformed');
  });
  test('two repositories of one root are not mixed', async () => {
    const other = { ...releases, folder: temporaryFolder(), repository: repositoryIn(copyOf(releases)) };
    mkdirSync(join(other.folder, 'files'));
    await release(releases, termsOf('notice', 2), 'second notice');
    await release(other, termsOf('notice', 2), 'another notice');
    cpSync(join(other.repository.folder, 'metadata/timestamp.json'), join(folder, 'metadata/timestamp.json'));
    await refuses('mixed');
  });
  test('names that lead out of the folder, and names of other targets, are ignored', async () => {
    const names = ['../../../etc/passwd', '/etc/passwd', 'notice/main/2\0', 'notice/../notice/2', '__proto__', ''];
    const honest = JSON.parse(readFileSync(join(folder, metadataFile('targets', 2)), 'utf8')) as {
      signed: { targets: object };
    };
    const entry = { length: 9, hashes: { sha256: '../../../../../../etc/passwd' }, custom: termsOf('notice', 2) };
    const forged = Object.fromEntries(['notice/main/2', ...names].map((name) => [name, entry]));
    const content = { ...honest.signed, version: 4, targets: { ...honest.signed.targets, ...forged } };
    await forge(folder, 'targets', content, [releases.anna, releases.ben], NOW + DAY);
    await renew(releases);
    expect(await channel.update(source)).toBeUndefined();
    expect(channel.targets.of('notice')).toMatchObject([{ version: 1 }]);
  });
  test('a long chain of roots is followed in several updates, and a gap ends it', async () => {
    const people = [releases.anna, releases.ben];
    const last = ROOT_CHAIN_LIMIT + 3;
    for (let version = 2; version <= last; version += 1) {
      await forge(folder, 'root', { ...rootContent(releases), version }, people, NOW + DAY);
    }
    await channel.update(source);
    expect(channel.status().root).toBe(ROOT_CHAIN_LIMIT + 1);
    rmSync(join(folder, metadataFile('root', last - 1)));
    await channel.update(source);
    expect(channel.status().root).toBe(last - 2);
    // A file with another version than its name
    cpSync(join(folder, metadataFile('root', last)), join(folder, metadataFile('root', last - 1)));
    await refuses('rolled-back');
  });
});

describe('hostile sources', () => {
  test('a pipe, a link, a folder or a device in place of a file is not read', async () => {
    const file = join(folder, metadataFile('timestamp', 0));
    const places = [
      () => execFileSync('/usr/bin/mkfifo', [file]),
      () => symlinkSync('/dev/zero', file),
      () => mkdirSync(file),
      () => symlinkSync(join(folder, metadataFile('root', 1)), file),
    ];
    for (const make of places) {
      rmSync(file, { recursive: true, force: true });
      make();
      await refuses('unreachable');
    }
  });
  test('a server that gives a byte at a time is left after the first', async () => {
    await release(releases, termsOf('notice', 2), 'second notice');
    let asked = 0;
    const slow: ReleaseSource = {
      ...source,
      name: 'server',
      piece: async (file, offset, signal) => {
        asked += 1;
        const answer = await source.piece(file, offset, signal);
        return answer.kind === 'bytes' ? { kind: 'bytes', bytes: answer.bytes.subarray(0, 1) } : answer;
      },
    };
    expect(await channel.update(slow)).toBe('mixed');
    expect(asked).toBe(1);
    expect(channel.targets.of('notice')).toMatchObject([{ version: 1 }]);
  });
  test('a server that does not end an answer does not hold up a stick', async () => {
    await release(releases, termsOf('notice', 2), 'second notice');
    const endless: ReleaseSource = {
      ...source,
      name: 'server',
      piece: (_file, _offset, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ kind: 'unreachable' }));
        }),
    };
    const [fromServer, fromStick] = await Promise.all([channel.update(endless), channel.update(source)]);
    expect([fromServer, fromStick]).toEqual(['unreachable', undefined]);
    expect(channel.targets.of('notice')).toMatchObject([{ version: 2 }]);
  });
  test('files that change while they are read are refused', async () => {
    await release(releases, termsOf('rules', 1), 'x'.repeat(300_000));
    const honest = source;
    source = {
      ...honest,
      piece: async (file, offset, signal) => {
        if (offset > 0) writeFileSync(join(folder, file), 'y'.repeat(300_000));
        return honest.piece(file, offset, signal);
      },
    };
    await refuses('mixed');
  });
  test('a medium that does not answer is left, and not asked again before it does', async () => {
    const ask = patiently(clock, 'none');
    let asked = 0;
    let answer: (text: string) => void = () => undefined;
    const never = (): Promise<string> => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    expect(await ask(never)).toBe('none');
    expect(await ask(never)).toBe('none');
    expect(asked).toBe(1);
    answer('late');
    await new Promise((resolve) => setImmediate(resolve));
    void ask(never);
    expect(asked).toBe(2);
  });
});
