import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { signDraft } from '../../../../server/lanes/releases/sign-draft.ts';
import { lookAtLists } from '../../../../server/sharing/lists/keep-lists.ts';
import { partnerListsSchema } from '../../../../server/sharing/lists/answers.ts';
import { partnerLogSchema } from '../../../../server/sharing/partners/answers.ts';
import { alarmsAfter } from '../../../../server/records/alarms/alarm-table.ts';
import { MAX_PIECE_BYTES } from '../../../../server/sharing/lists/vocabulary.ts';
import { KEY, numbers, passport, publishBase } from '../../../kiosk/lists/watchlist/list-of.ts';
import { readOpening } from '../../../../server/records/ledger/entry/commitment.ts';
import { openingsBetween } from '../../../../server/records/ledger/entry/openings.ts';
import { everythingEntered } from '../../fixtures/entries-of.ts';
import { OTHER_PARTNER, SAMPLE_OWN } from '../fixtures/agreements.ts';
import { laneOf } from '../fixtures/list-channel-lane.ts';
import { listAgreement, listWorld, metadataOf, OTHER_OWNER, OWNER, refusalIn } from '../fixtures/list-owner.ts';
import { clientCertificate, ed25519KeyOf } from '../fixtures/partner-program.ts';
import { DAY_MS } from '../fixtures/sharing-office.ts';
import { differences } from '../fixtures/sharing-year.ts';

const HOUR_MS = 3_600_000;
test('a document that the partner takes off its list is no longer hit at a lane, and the ledger has each publication', async () => {
  const world = await listWorld();
  const { owner, server, send, clock } = world;
  const [first = '', second = ''] = numbers(100);
  await owner.base(100);
  const sent = await send(await owner.signed());
  expect([sent.status, JSON.parse(sent.text)]).toEqual([200, { version: 1, lists: ['stolen'] }]);
  const lane = await laneOf(world);
  expect(await lane.update()).toBeUndefined();
  expect([await lane.ask(first), await lane.ask(second), await lane.ask('UNKNOWN')]).toEqual([
    'listed',
    'listed',
    'not-listed',
  ]);
  clock.turn(HOUR_MS);
  await owner.delta([passport(first, 'remove'), passport('NEW1')]);
  expect((await send(await owner.signed())).status).toBe(200);
  expect(await lane.update()).toBeUndefined();
  expect([await lane.ask(first), await lane.ask(second), await lane.ask('NEW1')]).toEqual([
    'not-listed',
    'listed',
    'listed',
  ]);
  await everythingEntered(server.context);
  const openings = await openingsBetween(server.context.knex, 0, 10_000);
  const published = openings.flatMap(({ opening }) => {
    const read = opening === undefined ? undefined : readOpening(opening);
    const entry = read?.kind === 'opened' ? read.entry : undefined;
    return entry?.type === 'row' && entry.table === 'release_publications' ? [entry.key.join(' ')] : [];
  });
  expect(published).toEqual(['root 1', 'targets 1', 'watchlist 1', 'watchlist 2']);
  const rows = await world.rows('sharing_list_publications');
  expect(
    rows.map(({ list, change, base, delta, documents, outcome }) => [list, change, base, delta, documents, outcome]),
  ).toEqual([
    ['stolen', 'changed', 1, 0, 100, 'published'],
    ['stolen', 'changed', 1, 1, 100, 'published'],
  ]);
  expect(await differences(server)).toEqual([]);
});

test('a file comes in pieces, continues after a break, and the same piece again changes nothing', async () => {
  const world = await listWorld();
  const { owner, list, piece, ask } = world;
  await owner.base(200);
  const draft = await owner.signed();
  const digest = list.files[0]?.file.digest ?? '';
  const bytes = readFileSync(join(list.folder, `${digest}.watchlist`));
  const part = (from: number, to: number) => piece(digest, bytes.subarray(from, to), { from, whole: bytes.length });
  expect(JSON.parse((await part(0, 100)).text)).toEqual({ received: 100, isComplete: false });
  expect(JSON.parse((await part(0, 100)).text)).toEqual({ received: 100, isComplete: false });
  expect(refusalIn(await part(200, 300))).toBe('gap at file');
  // The server has a part of this one
  expect(JSON.parse((await part(50, 250)).text)).toEqual({ received: 250, isComplete: false });
  const { lists } = partnerListsSchema.parse(JSON.parse((await ask('lists')).text));
  expect(lists).toMatchObject([
    { list: 'stolen', state: 'in-force', last: null, uploads: [{ digest, received: 250 }] },
  ]);
  expect(refusalIn(await world.metadata(metadataOf(draft)))).toBe('file-missing at stolen.base');
  expect(JSON.parse((await part(250, bytes.length)).text)).toEqual({ received: bytes.length, isComplete: true });
  expect(JSON.parse((await part(250, bytes.length)).text)).toEqual({ received: bytes.length, isComplete: true });
  expect((await world.metadata(metadataOf(draft))).status).toBe(200);
  // The partner did not get the answer, and sends the metadata again
  expect(JSON.parse((await world.metadata(metadataOf(draft))).text)).toEqual({ version: 1, lists: ['stolen'] });
  const after = partnerListsSchema.parse(JSON.parse((await ask('lists')).text));
  expect(after).toMatchObject({
    metadata: { root: 1, targets: 1, watchlist: 1 },
    lists: [{ last: { base: 1, delta: 0, documents: 200 }, published: [digest], uploads: [] }],
  });
  expect(existsSync(join(world.server.dataDir, 'list-uploads', 'statistics', digest))).toBe(false);
  const log = partnerLogSchema.parse(JSON.parse((await ask('log')).text)).calls;
  expect(log.filter(({ call, result }) => call === 'list-piece' && result === 'done')).toHaveLength(5);
  const publications = log.filter(({ call }) => call === 'list-publish').map(({ result }) => result);
  expect(publications.sort()).toEqual(['done', 'done', 'file-missing']);
});

test('a piece that is malformed, too large, of another file or of no agreed list is refused', async () => {
  const world = await listWorld(listAgreement({ mostBytes: 1_024 }));
  const { owner, list, piece, ask } = world;
  await owner.base(20);
  const digest = list.files[0]?.file.digest ?? '';
  const bytes = readFileSync(join(list.folder, `${digest}.watchlist`));
  expect(refusalIn(await piece('xy', bytes))).toBe('range-malformed at content-range');
  const type = { 'content-type': 'application/octet-stream' };
  const put = (headers: Record<string, string>, body: Uint8Array) =>
    ask(`lists/stolen/files/${digest}`, { method: 'PUT', headers, body });
  expect(refusalIn(await put(type, bytes))).toBe('range-malformed at content-range');
  expect(refusalIn(await put({ ...type, 'content-range': 'bytes 0-0/5' }, bytes))).toBe(
    'piece-differs at content-range',
  );
  expect(refusalIn(await put({ 'content-type': 'text/plain' }, bytes))).toBe('unsupported-media-type');
  expect(refusalIn(await put(type, Buffer.alloc(MAX_PIECE_BYTES + 1)))).toBe('too-large');
  expect(refusalIn(await piece(digest, bytes, { whole: 1_025 }))).toBe('too-many-bytes at file');
  expect(refusalIn(await piece('ab'.repeat(32), bytes))).toBe('digest-differs at file');
  expect(refusalIn(await piece(digest, bytes, { of: 'lost' }))).toBe('not-found');
  expect(refusalIn(await piece(digest, bytes.subarray(0, 10), { whole: bytes.length }))).toBe('undefined');
  expect(refusalIn(await piece(digest, bytes, { whole: bytes.length + 1 }))).toBe('length-differs at file');
  expect((await ask('lists/stolen/files/x')).status).toBe(405);
  expect(await differences(world.server)).toEqual([]);
});

test('a plain list in place of a blind one is refused, and leaves no file', async () => {
  const world = await listWorld(listAgreement({ tags: { variant: 'blind', publicKey: 'ab'.repeat(32) } }));
  await world.owner.base(5);
  expect(refusalIn(await world.send(await world.owner.signed()))).toBe('other-variant at file');
  expect((await world.rows('sharing_list_files')).map((one) => one['erased_because'])).toEqual(['refused']);
});

test('a list whose agreement has ended leaves with the next publication of another owner', async () => {
  const world = await listWorld();
  const { owner, send, decide, list, clock, repository } = world;
  const lost = { ...KEY, list: watchlistIdSchema.parse('lost') };
  const other = listAgreement(
    { list: lost.list, signingKey: OTHER_OWNER.hex },
    { id: 'lost-documents', from: '2026-03-03' },
  );
  expect(await world.enter(other)).toBeUndefined();
  await world.turn(DAY_MS);
  await owner.base(10);
  expect((await send(await owner.signed())).status).toBe(200);
  const end = { change: 'end', id: 'stolen-documents', version: 1, reason: 'no-longer-needed' };
  expect(await decide('sharing-agreement', end)).toBeUndefined();
  await publishBase(list, ['A1'], clock.wallMs(), 1, lost);
  expect(refusalIn(await send(await owner.signed({ of: 'lost' }, OTHER_OWNER.key)))).toBe('ended-list at stolen');
  const { ended } = partnerListsSchema.parse(JSON.parse((await world.ask('lists')).text));
  expect(ended).toEqual(['stolen']);
  expect((await send(await owner.signed({ of: 'lost', without: ended }, OTHER_OWNER.key))).status).toBe(200);
  expect(entriesIn(repository, 'watchlist').map(({ terms }) => terms.name)).toEqual(['lost.base']);
});

test('the bounds of the agreement hold: documents, age, and what may change at once, which raises an alarm', async () => {
  const world = await listWorld(listAgreement({ mostDocuments: 120 }));
  const { owner, send, server, clock, list } = world;
  const alarms = async () =>
    (await alarmsAfter(server.context.knex, 0, 1_000)).flatMap(({ kind, about }) =>
      kind === 'sharing-list-changed' ? [about] : [],
    );
  await owner.base(121);
  expect(refusalIn(await send(await owner.signed()))).toBe('too-many-documents at file');
  await owner.base(100, 1, clock.wallMs() - 25 * HOUR_MS);
  expect(refusalIn(await send(await owner.signed()))).toBe('too-old at stolen.base');
  await owner.base(100, 1, clock.wallMs() + HOUR_MS);
  expect(refusalIn(await send(await owner.signed()))).toBe('made-later at file');
  await owner.base(100);
  expect((await send(await owner.signed())).status).toBe(200);
  const gone = (from: number, to: number) =>
    numbers(100)
      .slice(from, to)
      .map((one) => passport(one, 'remove'));
  await owner.delta(gone(0, 11));
  expect(refusalIn(await send(await owner.signed()))).toBe('too-many-changes at stolen.delta.1');
  list.files.pop();
  // Two small steps that arrive together are one large one
  await owner.delta(gone(0, 6));
  await owner.delta(gone(6, 11));
  expect(refusalIn(await send(await owner.signed()))).toBe('too-many-changes at stolen.delta.2');
  expect(await alarms()).toEqual(['list/too-many-changes/stolen/1']);
  expect((await send(await owner.signed({ until: 1 }))).status).toBe(200);
  // A new base with far fewer documents
  await owner.base(50, 2);
  expect(refusalIn(await send(await owner.signed()))).toBe('too-many-changes at stolen.base');
  expect(entriesIn(world.repository, 'watchlist').map(({ terms }) => terms.name)).toEqual([
    'stolen.base',
    'stolen.delta.1',
  ]);
  await owner.base(95, 2);
  expect((await send(await owner.signed())).status).toBe(200);
  // Back to an earlier base
  await owner.base(95, 1);
  expect(refusalIn(await send(await owner.signed()))).toBe('older at stolen');
});

test('metadata that are forged, of another list, stale, or too long in force are refused, and nothing changes', async () => {
  const world = await listWorld();
  const { owner, metadata, send, clock, repository, list } = world;
  await owner.base(10);
  expect(refusalIn(await metadata(Buffer.from('{}')))).toBe('metadata-malformed at metadata');
  expect(refusalIn(await metadata(Buffer.from('{')))).toBe('metadata-malformed at metadata');
  expect(refusalIn(await metadata(Buffer.alloc(300_000, 0x20)))).toBe('too-large');
  const unsigned = await owner.draft();
  expect(refusalIn(await send(unsigned))).toBe('unsigned at signatures');
  expect(refusalIn(await send(await owner.signed({}, OTHER_OWNER.key)))).toBe('not-the-owner at stolen');
  expect(refusalIn(await send(await owner.signed({ days: 2 })))).toBe('lifetime-too-long at signed.expires');
  const altered = metadataOf(await owner.signed())
    .toString()
    .replace('"ring": "all"', '"ring": "laboratory"');
  expect(refusalIn(await metadata(Buffer.from(altered)))).toBe('unsigned at signatures');
  const late = await owner.signed();
  clock.turn(25 * HOUR_MS);
  expect(refusalIn(await metadata(metadataOf(late)))).toBe('expired at signed.expires');
  // The other owner's list, signed by both
  const other = { ...KEY, list: 'lost' as typeof KEY.list };
  await publishBase(list, ['A1'], clock.wallMs(), 1, other);
  const foreign = await owner.draft();
  for (const key of [OWNER, OTHER_OWNER.key]) await signDraft(foreign, key);
  expect(refusalIn(await send(foreign))).toBe('other-list at file');
  expect(repository.newest('watchlist')).toBe(0);
  await owner.base(10);
  const [one, same] = [await owner.signed(), await owner.signed()];
  // Two at once: one of them is published
  const both = await Promise.all([send(one), send(same)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 200]);
  expect(repository.versions('watchlist')).toEqual([1]);
  clock.turn(1_000);
  expect(refusalIn(await metadata(metadataOf(late)))).toBe('other-version at signed.version');
  // Signed again without a change
  expect(JSON.parse((await send(await owner.signed())).text)).toEqual({ version: 2, lists: [] });
  expect(await differences(world.server)).toEqual([]);
});

test('another partner can neither send, replace nor drop the list', async () => {
  const world = await listWorld();
  const { owner, send, decide, piece, metadata } = world;
  await owner.base(10);
  expect((await send(await owner.signed())).status).toBe(200);
  expect(await decide('sharing-party', { change: 'enter', party: OTHER_PARTNER })).toBeUndefined();
  const key = ed25519KeyOf(new Uint8Array(32).fill(33));
  const client = { key, cert: clientCertificate(key) };
  expect(refusalIn(await piece('ab'.repeat(32), Buffer.from('x'), { client }))).toBe('not-found');
  const withdrawn = await owner.withdrawn();
  expect(refusalIn(await metadata(metadataOf(withdrawn), { client }))).toBe('not-found');
  expect(refusalIn(await world.ask('lists/metadata/root/1', { client }))).toBe('not-found');
  expect(refusalIn(await piece('ab'.repeat(32), Buffer.from('x'), { client: null }))).toBe('partner-unknown');
  expect(SAMPLE_OWN.role).toBe('own');
});

test('a partner withdraws its list: lanes lose it, an alarm tells, and its files are erased with an entry', async () => {
  const world = await listWorld();
  const { owner, send, server, clock } = world;
  await owner.base(10);
  expect((await send(await owner.signed())).status).toBe(200);
  const lane = await laneOf(world);
  await lane.update();
  expect(await lane.ask(numbers(1)[0] ?? '')).toBe('listed');
  expect(JSON.parse((await send(await owner.withdrawn())).text)).toEqual({ version: 2, lists: ['stolen'] });
  await lane.update();
  expect(lane.channel.targets.of('watchlist')).toEqual([]);
  expect(await lane.ask(numbers(1)[0] ?? '')).toBe('unavailable');
  const about = (await alarmsAfter(server.context.knex, 0, 1_000)).map((one) => one.about);
  expect(about).toContain('list/withdrawn/stolen/1');
  await lookAtLists(server.lists);
  expect((await world.rows('sharing_list_files')).map((one) => one['erased_because'])).toEqual([null]);
  clock.turn(2 * HOUR_MS);
  await lookAtLists(server.lists);
  expect((await world.rows('sharing_list_files')).map((one) => one['erased_because'])).toEqual(['not-listed']);
  expect(await differences(server)).toEqual([]);
});

test('files that arrive and are not published are erased after a day, and quotas end uploads', async () => {
  const world = await listWorld(
    listAgreement({}, { rate: { deliveriesPerDay: 1, requestsPerHour: 60, bytesPerDay: 65_536 } }),
  );
  const { piece, clock, server } = world;
  expect((await piece('ab'.repeat(32), Buffer.alloc(40_000), { whole: 50_000 })).status).toBe(200);
  expect(refusalIn(await piece('cd'.repeat(32), Buffer.alloc(10), { whole: 20_000 }))).toBe('rate-limited');
  expect((await piece('ab'.repeat(32), Buffer.alloc(1), { from: 40_000, whole: 50_000 })).status).toBe(200);
  clock.turn(DAY_MS + 1);
  await lookAtLists(server.lists);
  expect((await world.rows('sharing_list_files')).map((one) => one['erased_because'])).toEqual(['abandoned']);
  expect(existsSync(join(server.dataDir, 'list-uploads', 'statistics', `${'ab'.repeat(32)}.part`))).toBe(false);
});
