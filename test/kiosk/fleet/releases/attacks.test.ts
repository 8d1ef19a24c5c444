/** The attacks of the TUF specification, §1.5.2, each on the whole way from the repository to the targets in use. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ReleaseChannel } from '../../../../kiosk/fleet/releases/release-channel.ts';
import type { ReleaseSource } from '../../../../kiosk/fleet/releases/release-source.ts';
import { metadataFile, targetFile } from '../../../../server/contract/release-repository.ts';
import { draftRoot } from '../../../../server/lanes/releases/draft-root.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import {
  copyOf,
  DAY,
  draftOf,
  forge,
  keysOf,
  newReleases,
  person,
  publish,
  putBack,
  release,
  type Released,
  renew,
  rootContent,
  rootOf,
  termsOf,
} from '../../../support/release-fixture.ts';
import { openLaneChannel, type SetClock, setClock, WAYS } from '../../../support/release-lane.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 1);

describe.each(WAYS)('a lane that updates from %s', (way, sourceOf) => {
  let releases: Released;
  let clock: SetClock;
  let source: ReleaseSource;
  let channel: ReleaseChannel;
  let folder: string;

  beforeEach(async () => {
    releases = await newReleases(temporaryFolder(), NOW);
    folder = releases.repository.folder;
    await release(releases, termsOf('notice', 1), 'first notice');
    clock = setClock(NOW);
    source = await sourceOf(folder);
    channel = await openLaneChannel({ dataDir: temporaryFolder(), root: rootOf(releases), clock });
    expect(await channel.update(source)).toBeUndefined();
    expect(used()).toEqual(['first notice']);
  });

  const used = (): string[] => channel.targets.of('notice').map(({ file }) => readFileSync(file, 'utf8'));
  /** The lane refuses the repository for this reason, and continues with its notice. */
  const refuses = async (failure: string, still = 'first notice'): Promise<void> => {
    expect(await channel.update(source)).toBe(failure);
    expect(used()).toEqual([still]);
    expect(channel.status()).toMatchObject({ failure, inUseCount: 1 });
  };
  const takesSecond = async (): Promise<void> => {
    await release(releases, termsOf('notice', 2), 'second notice');
    expect(await channel.update(source)).toBeUndefined();
    expect(used()).toEqual(['second notice']);
  };

  test('takes the next version', takesSecond);

  test('arbitrary files: refuses a file with other bytes', async () => {
    await release(releases, termsOf('notice', 2), 'second notice');
    const entry = entriesIn(releases.repository, 'targets').find(({ terms }) => terms.version === 2);
    const file = join(folder, targetFile(termsOf('notice', 2), entry?.digest ?? ''));
    writeFileSync(file, 'forged notice');
    await refuses('mixed');
    writeFileSync(file, 'second notice');
    expect(await channel.update(source)).toBeUndefined();
    expect(used()).toEqual(['second notice']);
  });
  test('arbitrary files: refuses a file that is longer, shorter or missing', async () => {
    await release(releases, termsOf('notice', 2), 'second notice');
    const entry = entriesIn(releases.repository, 'targets').find(({ terms }) => terms.version === 2);
    const file = join(folder, targetFile(termsOf('notice', 2), entry?.digest ?? ''));
    appendFileSync(file, 'and more');
    await refuses('too-large');
    writeFileSync(file, 'second');
    await refuses('mixed');
    rmSync(file);
    await refuses('absent');
  });
  test('arbitrary files: refuses metadata that strangers have signed', async () => {
    const strangers = [person(), person()];
    await forge(folder, 'targets', { version: 3, targets: {} }, strangers, NOW + DAY);
    await renew(releases);
    await refuses('unsigned');
  });

  test('rollback: refuses an earlier state of the whole repository', async () => {
    const before = copyOf(releases);
    await takesSecond();
    putBack(before, folder);
    await refuses('rolled-back', 'second notice');
  });
  test('rollback: refuses earlier targets that a stolen server signs again', async () => {
    await takesSecond();
    const stolen = [releases.server];
    const meta = { 'targets.json': { version: 2 } };
    await forge(folder, 'snapshot', { version: 9, meta }, stolen, NOW + DAY);
    await forge(folder, 'timestamp', { version: 9, meta: { 'snapshot.json': { version: 9 } } }, stolen, NOW + DAY);
    await refuses('rolled-back', 'second notice');
  });
  test('rollback: refuses an earlier snapshot under a new timestamp', async () => {
    await takesSecond();
    const content = { version: 9, meta: { 'snapshot.json': { version: 2 } } };
    await forge(folder, 'timestamp', content, [releases.server], NOW + DAY);
    await refuses('rolled-back', 'second notice');
  });
  test('rollback: refuses earlier targets after the stored metadata were lost', async () => {
    const before = copyOf(releases);
    await takesSecond();
    const { dataDir, reopen } = reopenable();
    await reopen();
    rmSync(join(dataDir, 'releases', 'metadata'), { recursive: true });
    channel = await reopen();
    putBack(before, folder);
    await refuses('rolled-back', 'second notice');
  });

  test('freeze: reports a repository that is not renewed after a day, and keeps its notice', async () => {
    clock.nowMs += DAY + 60_000;
    await refuses('expired');
    expect(channel.tooOld()).toEqual([]);
  });
  test('freeze: finds out that a stolen server withholds releases within the lifetime of the signatures', async () => {
    for (let day = 0; day < 31; day += 1) {
      clock.nowMs = releases.nowMs += DAY;
      await renew(releases);
      await channel.update(source);
    }
    await refuses('expired');
    expect(channel.tooOld()).toMatchObject([{ kind: 'notice', name: 'main', version: 1 }]);
    expect(channel.status().tooOld).toEqual([{ kind: 'notice', name: 'main', version: 1 }]);
  });

  test('mix and match: refuses metadata of different states together', async () => {
    const before = readFileSync(join(folder, metadataFile('targets', 2)));
    await release(releases, termsOf('notice', 2), 'second notice');
    writeFileSync(join(folder, metadataFile('targets', 3)), before);
    await refuses('mixed');
  });

  test('endless data: reads metadata to their limit only', async () => {
    for (const file of [metadataFile('timestamp', 0), metadataFile('root', 2)]) {
      const before = file.includes('timestamp') ? readFileSync(join(folder, file)) : undefined;
      writeFileSync(join(folder, file), Buffer.alloc(40_000_000, 0x20));
      // An answer of the server over the limit is cut, and counts as none
      expect(await channel.update(source)).toBe(way === 'a folder' ? 'too-large' : 'unreachable');
      expect(used()).toEqual(['first notice']);
      if (before === undefined) rmSync(join(folder, file));
      else writeFileSync(join(folder, file), before);
    }
    expect(await channel.update(source)).toBeUndefined();
  });
  test('endless data: refuses a target over the limit of its kind without fetching it', async () => {
    const custom = termsOf('notice', 2);
    const entry = { length: 300_000_000, hashes: { sha256: 'a'.repeat(64) }, custom };
    const content = { version: 3, targets: { 'notice/main/2': entry } };
    await forge(folder, 'targets', content, [releases.anna, releases.ben], NOW + 30 * DAY);
    await renew(releases);
    expect(await channel.update(source)).toBeUndefined();
    expect(channel.status().fetching).toBeUndefined();
    // Two people no longer list the first notice
    expect(used()).toEqual([]);
  });
  test('malformed metadata: refuses each damage, and changes nothing', async () => {
    const file = join(folder, metadataFile('timestamp', 0));
    const text = readFileSync(file, 'utf8');
    const damages = ['', '{', 'null', '[]', '{"signed":{}}', text.slice(0, -20), text.replace('timestamp', 'targets')];
    for (const damage of damages) {
      writeFileSync(file, damage);
      await refuses('malformed');
    }
    writeFileSync(
      file,
      text.replace(/(?<="sig": ")./, (first) => (first === '0' ? '1' : '0')),
    );
    await refuses('unsigned');
  });

  test('stolen keys: one person changes nothing, nor one person with the server', async () => {
    for (const thieves of [[releases.anna], [releases.anna, releases.server], [releases.server], [releases.owner]]) {
      await forge(folder, 'targets', { version: 3, targets: {} }, thieves, NOW + DAY);
      await renew(releases);
      await refuses('unsigned');
    }
    rmSync(join(folder, metadataFile('targets', 3)));
    const content = { ...rootContent(releases), version: 2 };
    await forge(folder, 'root', content, [releases.anna, releases.server], NOW + DAY);
    await refuses('unsigned');
  });
  test('stolen keys: the owner of the watchlist releases nothing else', async () => {
    const notice = { length: 3, hashes: { sha256: 'a'.repeat(64) }, custom: termsOf('notice', 7) };
    const content = { version: 1, targets: { 'notice/main/7': notice } };
    await forge(folder, 'watchlist', content, [releases.owner], NOW + DAY);
    await renew(releases);
    expect(await channel.update(source)).toBeUndefined();
    expect(used()).toEqual(['first notice']);
  });
  test('stolen keys: a root that needs one person is refused, even when two sign it', async () => {
    const content = rootContent(releases);
    content.roles['targets']!.threshold = 1;
    await forge(folder, 'root', { ...content, version: 2 }, [releases.anna, releases.ben], NOW + DAY);
    await refuses('root-refused');
    expect(channel.status().root).toBe(1);
  });
  test('stolen keys: a new root ends what a stolen server key and a version from the future did', async () => {
    const thief = releases.server;
    const far = 2_000_000_000;
    const meta = { 'targets.json': { version: 2 } };
    await forge(folder, 'snapshot', { version: far, meta }, [thief], NOW + DAY);
    await forge(folder, 'timestamp', { version: far, meta: { 'snapshot.json': { version: far } } }, [thief], NOW + DAY);
    expect(await channel.update(source)).toBeUndefined();
    // The server starts again from its own state, with a new key
    rmSync(join(folder, metadataFile('snapshot', far)));
    rmSync(join(folder, metadataFile('timestamp', 0)));
    Object.assign(releases, { server: person() });
    await publish(releases, draftRoot(draftOf(releases), keysOf(releases), { nowMs: NOW }));
    await takesSecond();
    await forge(
      folder,
      'timestamp',
      { version: far + 1, meta: { 'snapshot.json': { version: 4 } } },
      [thief],
      NOW + DAY,
    );
    await refuses('unsigned', 'second notice');
  });
  test('stolen keys: a person who has left no longer counts', async () => {
    const { carl, anna, ben } = releases;
    const dora = person();
    const people = [anna.hex, ben.hex, dora.hex];
    const keys = { ...keysOf(releases), root: people, targets: people };
    await publish(releases, draftRoot(draftOf(releases), keys, { nowMs: NOW }));
    expect(await channel.update(source)).toBeUndefined();
    expect(channel.status().root).toBe(2);
    await forge(folder, 'targets', { version: 4, targets: {} }, [carl, anna], NOW + DAY);
    await renew(releases);
    await refuses('unsigned');
  });

  test('refuses a repository without a timestamp, and is not changed by an empty one', async () => {
    rmSync(join(folder, metadataFile('timestamp', 0)));
    await refuses('absent');
    rmSync(folder, { recursive: true });
    await refuses('absent');
  });

  /** The channel of the test, opened again on its data, as after a restart. */
  function reopenable() {
    const dataDir = temporaryFolder();
    const reopen = async (): Promise<ReleaseChannel> => {
      const opened = await openLaneChannel({ dataDir, root: rootOf(releases), clock });
      await opened.update(source);
      return opened;
    };
    return { dataDir, reopen };
  }
});
