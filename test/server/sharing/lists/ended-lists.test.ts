/** Lists of partners whose agreement has ended: they leave the lanes and the server. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alarmsAfter } from '../../../../server/records/alarms/alarm-table.ts';
import { type WatchlistId, watchlistIdSchema } from '../../../../server/contract/watchlist.ts';
import { WITHDRAWN_LISTS_MEMBER } from '../../../../server/contract/withdrawn-lists.ts';
import { entriesIn } from '../../../../server/lanes/releases/draft.ts';
import { renewMetadata } from '../../../../server/lanes/releases/renew.ts';
import { partnerListsSchema } from '../../../../server/sharing/lists/answers.ts';
import { lookAtLists } from '../../../../server/sharing/lists/keep-lists.ts';
import { numbers, STOLEN } from '../../../kiosk/lists/watchlist/list-of.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { laneOf, type ListWorld } from '../fixtures/list-channel-lane.ts';
import { listAgreement, listWorld, refusalIn } from '../fixtures/list-owner.ts';
import { DAY_MS } from '../fixtures/sharing-office.ts';
import { differences } from '../fixtures/sharing-year.ts';

const HOUR_MS = 3_600_000;
/** Counted from the day of a new office. */
const dayAfter = (days: number): string =>
  new Date(handTurnedClock().wallMs() + days * DAY_MS).toISOString().slice(0, 10);

test('an agreement that is paused or over takes nothing; lanes get no more of it, and the files are erased', async () => {
  const world = await listWorld();
  const { owner, send, server, decide, piece, repository } = world;
  const change = { id: 'stolen-documents', version: 1, reason: 'outside-agreement' };
  await owner.base(10);
  expect((await send(await owner.signed())).status).toBe(200);
  const lane = await laneOf(world);
  await lane.update();
  expect(await decide('sharing-agreement', { ...change, change: 'pause' })).toBeUndefined();
  expect(refusalIn(await send(await owner.signed()))).toBe('agreement-not-in-force');
  expect(await decide('sharing-agreement', { change: 'resume', id: change.id, version: 1 })).toBeUndefined();
  // A file that no publication names is erased when the agreement ends
  expect((await piece('cd'.repeat(32), Buffer.from('x'), { whole: 9 })).status).toBe(200);
  expect(await decide('sharing-agreement', { ...change, change: 'end' })).toBeUndefined();
  expect(refusalIn(await send(await owner.signed()))).toBe('agreement-not-in-force');
  await lookAtLists(server.lists);
  const reasons = async () => (await world.rows('sharing_list_files')).map((one) => one['erased_because']).sort();
  expect(await reasons()).toEqual(['agreement-ended', null]);
  const [entry] = entriesIn(repository, 'watchlist');
  const file = repository.path(`targets/watchlist/stolen.base/${entry?.digest}.1`);
  expect(existsSync(file)).toBe(true);
  await world.turn(DAY_MS + HOUR_MS);
  await lookAtLists(server.lists);
  expect(await reasons()).toEqual(['agreement-ended', 'agreement-ended']);
  expect(existsSync(file)).toBe(false);
  // The lane has dropped it, although the owner's metadata have expired: all travellers are referred. A policy without the list ends that
  expect(await lane.update()).toBeUndefined();
  expect(lane.channel.targets.of('watchlist')).toEqual([]);
  expect(lane.lists.states()).toMatchObject([{ list: 'stolen', state: 'missing' }]);
  await lane.forget();
  expect(lane.lists.states()).toEqual([]);
  expect(await differences(server)).toEqual([]);
});

test.each<[string, (world: ListWorld) => Promise<unknown>]>([
  [
    'two people end the agreement',
    ({ decide }) => {
      const end = { change: 'end', id: 'stolen-documents', version: 1, reason: 'outside-agreement' };
      return decide('sharing-agreement', end);
    },
  ],
  ['the last day has passed', ({ turn }) => turn(2 * DAY_MS)],
])('a list leaves the lanes when %s: with a row in the ledger, an alarm, and the next snapshot', async (_how, end) => {
  const until = dayAfter(2);
  const world = await listWorld(listAgreement({ oldestHours: 100 }, { until }));
  const { owner, send, server, clock, serverKey, repository } = world;
  await owner.base(10);
  expect((await send(await owner.signed())).status).toBe(200);
  const lane = await laneOf(world);
  await lane.update();
  expect(await lane.ask(numbers(1)[0] ?? '')).toBe('listed');
  await lookAtLists(server.lists);
  expect(await world.rows('sharing_list_withdrawals')).toEqual([]);

  await end(world);
  for (let times = 0; times < 2; times += 1) await lookAtLists(server.lists);
  const [row, ...others] = await world.rows('sharing_list_withdrawals');
  expect([row, others]).toMatchObject([
    {
      list: 'stolen',
      party: 'statistics',
      agreement: 'stolen-documents',
      withdrawn_at: clock.wallMs(),
      lifted_at: null,
    },
    [],
  ]);
  const { lists: sent } = partnerListsSchema.parse(JSON.parse((await world.ask('lists')).text));
  expect(sent).toMatchObject([{ list: 'stolen', state: 'ended', withdrawnAt: clock.wallMs() }]);
  const about = (await alarmsAfter(server.context.knex, 0, 1_000)).map((one) => one.about);
  expect(about.filter((one) => one?.startsWith('list/'))).toEqual(['list/agreement-ended/stolen/1']);
  await lane.update();
  expect(lane.channel.targets.of('watchlist')).toEqual([]);
  expect(await lane.ask(numbers(1)[0] ?? '')).toBe('unavailable');
  // The statement stays in later snapshots, also in those of a program that states nothing of its own
  await renewMetadata(repository, serverKey, clock.wallMs() + 5 * DAY_MS);
  expect(repository.readNewest('snapshot').signed.unrecognizedFields[WITHDRAWN_LISTS_MEMBER]).toEqual(['stolen']);
  expect(await differences(server)).toEqual([]);
});

test('a lane drops the lists that the snapshot names, and a statement that it does not understand withdraws none', async () => {
  const world = await listWorld();
  const { owner, send } = world;
  await owner.base(10);
  expect((await send(await owner.signed())).status).toBe(200);
  const lane = await laneOf(world);
  await lane.update();
  for (const stated of [['Not a list' as WatchlistId], [watchlistIdSchema.parse('another')]]) {
    expect(await lane.update(stated)).toBeUndefined();
    expect(await lane.ask(numbers(1)[0] ?? '')).toBe('listed');
  }
  expect(await lane.update([STOLEN])).toBeUndefined();
  expect(await lane.ask(numbers(1)[0] ?? '')).toBe('unavailable');
  // A server that states nothing more gives the list back, which the owner's metadata still name
  expect(await lane.update()).toBeUndefined();
  expect(await lane.ask(numbers(1)[0] ?? '')).toBe('listed');
});

test('an agreement that takes a withdrawn list again lifts the withdrawal, and lanes take the list', async () => {
  const world = await listWorld();
  const { owner, send, server, decide, enter, turn, clock } = world;
  await owner.base(10);
  expect((await send(await owner.signed())).status).toBe(200);
  const lane = await laneOf(world);
  await lane.update();
  const end = { change: 'end', id: 'stolen-documents', version: 1, reason: 'replaced' };
  expect(await decide('sharing-agreement', end)).toBeUndefined();
  await lookAtLists(server.lists);
  await lane.update();
  expect(lane.channel.targets.of('watchlist')).toEqual([]);
  const next = listAgreement(
    {},
    { id: 'stolen-again', from: new Date(clock.wallMs() + DAY_MS).toISOString().slice(0, 10) },
  );
  expect(await enter(next)).toBeUndefined();
  await turn(DAY_MS);
  await lookAtLists(server.lists);
  expect(await world.rows('sharing_list_withdrawals')).toMatchObject([{ lifted_at: clock.wallMs() }]);
  await owner.base(11, 2);
  expect((await send(await owner.signed())).status).toBe(200);
  expect(await lane.update()).toBeUndefined();
  expect(await lane.ask(numbers(11)[10] ?? '')).toBe('listed');
  expect(await differences(server)).toEqual([]);
});
