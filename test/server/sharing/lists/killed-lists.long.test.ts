/** SIGKILL of a server while it takes and publishes a list: the rows and the channel agree after the next look, and the partner repeats its call. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { alarmsAfter } from '../../../../server/records/alarms/alarm-table.ts';
import { WITHDRAWN_LISTS_MEMBER } from '../../../../server/contract/withdrawn-lists.ts';
import { renewMetadata } from '../../../../server/lanes/releases/renew.ts';
import { withdrawnLists } from '../../../../server/sharing/lists/tables/withdrawal-table.ts';
import { lookAtLists } from '../../../../server/sharing/lists/keep-lists.ts';
import { agreedLists } from '../../../../server/sharing/lists/agreed.ts';
import { publishLists } from '../../../../server/sharing/lists/publish-lists.ts';
import { takePiece } from '../../../../server/sharing/lists/take-piece.ts';
import { attemptsOf } from '../../../../server/sharing/lists/tables/list-publication-table.ts';
import { keptFiles } from '../../../../server/sharing/lists/tables/file-table.ts';
import { casesOf } from '../../../support/extent.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { listWorld, metadataOf } from '../fixtures/list-owner.ts';
import { differences } from '../fixtures/sharing-year.ts';

const PROGRAM = fileURLToPath(new URL('../deliveries/killed-process.js', import.meta.url));

type Point = readonly [pattern: string, when: 'before' | 'after' | 'commit'];
const UPLOAD = casesOf<Point>(
  [
    ['insert into sharing_list_files', 'before'],
    ['insert into sharing_list_files', 'commit'],
    ['update sharing_list_files', 'before'],
  ],
  ([, when]) => when === 'commit',
);
/** With whether the channel then has the version. */
const PUBLICATION = casesOf<readonly [...Point, isPublished: boolean]>(
  [
    ['insert into sharing_list_publications', 'after', false],
    ['insert into sharing_list_publications', 'commit', false],
    ['insert into release_publications', 'before', true],
    ['insert into release_publications', 'commit', true],
    ['update sharing_list_publications', 'after', true],
    ['update sharing_list_publications', 'commit', true],
  ],
  (_one, place) => place === 1 || place === 2,
);
/** With whether the withdrawal is there after the crash. */
const WITHDRAWAL = casesOf<readonly [...Point, isThere: boolean]>(
  [
    ['insert into sharing_list_withdrawals', 'before', false],
    ['insert into sharing_list_withdrawals', 'after', false],
    ['insert into alarms', 'after', false],
    ['insert into sharing_list_withdrawals', 'commit', true],
  ],
  (_one, place) => place >= 2,
);
const noCall = () => Promise.resolve();

test('a server killed at any step of an upload or a publication: rows and channel agree, and the partner repeats its call', async () => {
  const dataDir = temporaryFolder();
  const world = await listWorld(undefined, { dataDir });
  const { owner, list, repository } = world;
  await owner.base(10);
  const now = world.clock.wallMs();
  const { digest, bytes: length } = list.files[0]?.file ?? { digest: '', bytes: 0 };
  const file = join(list.folder, `${digest}.watchlist`);
  await world.server.close();
  const kill = async ([pattern, when]: Point, path: string, what: string) => {
    const child = spawn(process.execPath, [PROGRAM, dataDir, String(now), pattern, when, path, what], {
      stdio: 'ignore',
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([pattern, when, signal]).toEqual([pattern, when, 'SIGKILL']);
  };
  const restart = () => runServer({ dataDir, clock: handTurnedClock(now) });

  for (const point of UPLOAD) await kill(point, file, 'stolen');
  const uploading = await restart();
  const [own] = await agreedLists(uploading.context.knex, 'statistics', now);
  if (own === undefined) throw new Error('there is no agreed list');
  const piece = { party: 'statistics', digest, from: 0, whole: length, bytes: readFileSync(file) };
  expect(await takePiece(uploading.lists, own, piece, noCall)).toEqual({
    kind: 'taken',
    received: length,
    isComplete: true,
  });
  expect((await keptFiles(uploading.context.knex)).map((one) => one.digest)).toEqual([digest]);
  await uploading.close();

  let published = 0;
  for (const [pattern, when, isPublished] of PUBLICATION) {
    if (isPublished) published += 1;
    const metadata = metadataOf(await owner.signed());
    const path = join(temporaryFolder(), 'metadata');
    writeFileSync(path, metadata);
    await kill([pattern, when], path, 'metadata');
    const server = await restart();
    await lookAtLists(server.lists);
    expect([pattern, when, repository.newest('watchlist')]).toEqual([pattern, when, published]);
    const attempts = await attemptsOf(server.context.knex, 'statistics', 100);
    expect(attempts.filter(({ outcome }) => outcome === 'begun')).toEqual([]);
    const versions = attempts.flatMap((one) => (one.outcome === 'published' ? [one.metadataVersion] : []));
    expect(versions.sort()).toEqual(Array.from({ length: published }, (_, at) => at + 1));
    if (published > 0) {
      // The partner got no answer
      const again = await publishLists(server.lists, 'statistics', metadata, noCall);
      expect(again).toMatchObject({ kind: 'published', version: published });
      expect((await keptFiles(server.context.knex)).map(({ publishedAt }) => publishedAt)).toEqual([now]);
    }
    expect(await differences(server)).toEqual([]);
    await server.close();
  }
}, 300_000);

test('a server killed at any step of a withdrawal: the list is withdrawn once, with one alarm, and the snapshot states it', async () => {
  for (const [pattern, when, isThere] of WITHDRAWAL) {
    const dataDir = temporaryFolder();
    const world = await listWorld(undefined, { dataDir });
    const { owner, send, decide, repository, serverKey } = world;
    await owner.base(10);
    expect((await send(await owner.signed())).status).toBe(200);
    const end = { change: 'end', id: 'stolen-documents', version: 1, reason: 'outside-agreement' };
    expect(await decide('sharing-agreement', end)).toBeUndefined();
    const now = world.clock.wallMs();
    await world.server.close();
    const nothing = join(temporaryFolder(), 'nothing');
    writeFileSync(nothing, '');
    const words = [PROGRAM, dataDir, String(now), pattern, when, nothing, 'lists'];
    const child = spawn(process.execPath, words, { stdio: 'ignore' });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([pattern, when, signal]).toEqual([pattern, when, 'SIGKILL']);
    const server = await runServer({ dataDir, clock: handTurnedClock(now) });
    const { knex } = server.context;
    const about = async () => (await alarmsAfter(knex, 0, 1_000)).filter((one) => one.about?.startsWith('list/'));
    expect([pattern, when, await withdrawnLists(knex), (await about()).length]).toEqual([
      ...[pattern, when],
      ...(isThere ? [['stolen'], 1] : [[], 0]),
    ]);
    for (let times = 0; times < 2; times += 1) await lookAtLists(server.lists);
    expect([await withdrawnLists(knex), (await about()).length]).toEqual([['stolen'], 1]);
    await renewMetadata(repository, serverKey, now, { withdrawn: await withdrawnLists(knex) });
    expect(repository.readNewest('snapshot').signed.unrecognizedFields[WITHDRAWN_LISTS_MEMBER]).toEqual(['stolen']);
    expect(await differences(server)).toEqual([]);
    await server.close();
  }
}, 300_000);
