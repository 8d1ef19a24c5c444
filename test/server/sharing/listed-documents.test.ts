/** How many of a partner's documents lanes saw: over lanes, server, the list's owner and the partner's program. Each sees only its part. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeBlindPair } from '../../../kiosk/lists/watchlist/blind-tag.ts';
import type { BlindListKey } from '../../../kiosk/lists/watchlist/build/make-list.ts';
import type { Connection } from '../../../server/platform/database/connection.ts';
import { LEDGER_RIGHTS, SERVER_RIGHTS } from '../../../server/platform/database/rights/rights.ts';
import { type WatchlistId, watchlistIdSchema } from '../../../server/contract/watchlist.ts';
import type { AgreedListed, Agreement } from '../../../server/sharing/agreement/agreement.ts';
import type { SharedDeliveries } from '../../../server/sharing/deliveries/answers.ts';
import { readKeptCounts } from '../../../server/sharing/program/fetch-deliveries.ts';
import { makeCountedList } from '../../../server/sharing/program/make-terms.ts';
import type { PartnerSettings } from '../../../server/sharing/program/partner-settings.ts';
import { commitmentTo, noiseSeed } from '../../../server/sharing/projection/noise.ts';
import { verifyNoise } from '../../../server/sharing/projection/verify-noise.ts';
import { lookAtDeliveries } from '../../../server/sharing/watch-sharing.ts';
import {
  numbers,
  offer,
  passport,
  type Published,
  publishBase,
  publishDelta,
} from '../../kiosk/lists/watchlist/list-of.ts';
import { namesIn, type Needle } from '../../support/byte-search.ts';
import { signer } from '../../support/signers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { everythingEntered } from '../fixtures/entries-of.ts';
import type { RunningServer } from '../fixtures/running-server.ts';
import {
  OTHER_DECRYPTION_SEED,
  OTHER_PARTNER,
  OTHER_PROGRAM_SEED,
  OTHER_SEEDS,
  SAMPLE_LISTED,
  SAMPLE_OWN,
  SAMPLE_PARTNER,
  sampleAgreement,
  signaturesUnder,
} from './fixtures/agreements.ts';
import { giveLists, type ListLane, listLane, ownerOf } from './fixtures/list-lanes.ts';
import { fetchAll, partnerPort, partnerSettings } from './fixtures/partner-program.ts';
import { sharingOffice } from './fixtures/sharing-office.ts';
import { delivererOf, differences } from './fixtures/sharing-year.ts';

const SIGNERS = [signer(), signer()];
const HOUR_MS = 3_600_000;
const LOST = watchlistIdSchema.parse('lost');
const REVOKED = watchlistIdSchema.parse('revoked');
/** Each list has these, and they do not come. */
const ABSENT = numbers(100, 'ABSENT');

const listedOf = (list: WatchlistId, { pair }: BlindListKey, over: Partial<AgreedListed> = {}): AgreedListed => ({
  ...SAMPLE_LISTED,
  list: { id: list, publicKey: pair.publicKey, smallest: 100 },
  ...over,
});

const dated = (id: string, over: Partial<Agreement>, partner = SAMPLE_PARTNER): Agreement =>
  sampleAgreement(
    {
      ...{ id, from: '2026-03-02', until: '2027-03-01' },
      rate: { deliveriesPerDay: 10, requestsPerHour: 1_000, bytesPerDay: 8_388_608 },
      ...over,
    },
    partner,
  );

/** An office with two partners, one with suppression and one with noise, each with a blind list, and two lanes that count both. */
async function world() {
  const keys = [
    { list: LOST, pair: makeBlindPair() },
    { list: REVOKED, pair: makeBlindPair() },
  ] as const;
  const owner = await ownerOf(...keys);
  const watchlistSourcesFile = join(temporaryFolder(), 'sources.json');
  writeFileSync(watchlistSourcesFile, JSON.stringify({ [LOST]: { url: owner.url }, [REVOKED]: { url: owner.url } }));
  const office = await sharingOffice({ watchlistSourcesFile });
  const { server, clock } = office;
  for (const party of [SAMPLE_OWN, SAMPLE_PARTNER, OTHER_PARTNER])
    expect(await office.decide('sharing-party', { change: 'enter', party })).toBeUndefined();
  const noise = { protection: { kind: 'noise', epsilonThousandths: 1_000 } } as const;
  const agreements = [
    dated('lost-documents', { datasets: [listedOf(LOST, keys[0])] }),
    dated(
      'revoked-documents',
      {
        datasets: [listedOf(REVOKED, keys[1], noise)],
        privacyBudget: { epsilonThousandths: 12_000, period: 'year' },
      },
      OTHER_PARTNER,
    ),
  ] as const;
  expect(await office.enter(agreements[0])).toBeUndefined();
  expect(await office.enter(agreements[1], signaturesUnder(agreements[1], OTHER_SEEDS))).toBeUndefined();
  await lookAtDeliveries(delivererOf(server));
  const folder = temporaryFolder();
  const lists: readonly Published[] = keys.map(() => ({ folder, signers: SIGNERS, files: [] }));
  /** A new base of both lists. */
  const publish = async (listed: readonly string[], base: number) => {
    for (const [at, list] of lists.entries()) {
      await publishBase(list, listed, Math.round(clock.wallMs()), base, keys[at]);
      offer(list, base, SIGNERS, keys[at]?.list);
    }
  };
  const common = { signers: SIGNERS, folder };
  const lanes = [
    await listLane(server, clock, { ...common, id: 'lane-1' }),
    await listLane(server, clock, { ...common, id: 'lane-2' }),
  ] as const;
  const entries = agreements.flatMap((agreement) => makeCountedList(agreement) ?? []);
  await giveLists(lanes, entries, { number: 1, signers: SIGNERS });
  const port = await partnerPort(server);
  const other = { party: OTHER_PARTNER.id, program: OTHER_PROGRAM_SEED, decryption: OTHER_DECRYPTION_SEED };
  const settings = [
    partnerSettings(server, port, [agreements[0]]),
    partnerSettings(server, port, [agreements[1]], other),
  ] as const;
  /** To 10:00 of a day, with the newest lists. */
  const until = async (day: string) => {
    await office.turn(Date.parse(`${day}T10:00:00Z`) - clock.wallMs());
    for (const lane of lanes) await lane.look();
  };
  /** The lanes send, the server delivers, the partners fetch. */
  const endOfMonth = async (firstOfNext: string, day: string) => {
    await until(firstOfNext);
    await office.turn(HOUR_MS);
    for (const lane of lanes) await lane.look();
    await until(day);
    await lookAtDeliveries(delivererOf(server));
    return [await fetchAll(settings[0], clock), await fetchAll(settings[1], clock)];
  };
  return {
    office,
    server,
    clock,
    owner,
    keys,
    agreements,
    entries,
    lists,
    publish,
    lanes,
    settings,
    until,
    endOfMonth,
  };
}

/** Travellers with these documents, as many at a time as one query holds. */
async function serve(lane: ListLane, documents: readonly string[], state = 'UTO'): Promise<void> {
  for (const [at, number] of documents.entries()) {
    await lane.serve(state, number);
    if (at % 8 === 7) await lane.compared();
  }
  await lane.compared();
}

const keptOf = ({ deliveries: folder }: PartnerSettings, { id }: Agreement, month: string) =>
  readKeptCounts(join(folder, id, `listed-documents-${month}.json`));

const bytesUnder = (folder: string): Uint8Array[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));

/** Each value of each table, and each entry of the ledger. */
async function allRows({ context, ledger }: RunningServer): Promise<Uint8Array[]> {
  const values: Uint8Array[] = [];
  const rowsOf = async (database: Connection, names: readonly string[]) => {
    for (const name of names)
      for (const row of await database(name).select<Record<string, unknown>[]>())
        for (const value of Object.values(row))
          values.push(value instanceof Uint8Array ? value : Buffer.from(String(value)));
  };
  await everythingEntered(context);
  await rowsOf(context.knex, Object.keys(SERVER_RIGHTS));
  await rowsOf(ledger.database.reader, Object.keys(LEDGER_RIGHTS));
  return values;
}

test('partners learn two numbers of a month, and no one else sees a document', async () => {
  const { server, agreements, keys, owner, lanes, settings, publish, until, endOfMonth } = await world();
  const [one, two] = lanes;
  const found = numbers(15, 'CANARYHIT');
  const other = numbers(45, 'CANARYNOT');
  await publish([...ABSENT, ...found], 1);
  await until('2026-03-20');
  // March is not wholly within the agreements
  await serve(one, found.slice(0, 5));
  await until('2026-04-10');
  await serve(one, [...found.slice(0, 12), ...other.slice(0, 20)]);
  // The same document at another lane counts again, and a document of another state does not
  await serve(two, [...found.slice(12), ...found.slice(0, 2), ...other.slice(20)]);
  await serve(two, found.slice(0, 9), 'D');
  const april = await endOfMonth('2026-05-01', '2026-05-05');
  expect(april.map((results) => results.map(({ kind }) => kind))).toEqual([['received'], ['received']]);
  // 17 decisions on listed documents, 45 on others
  const exact = [
    { values: ['found'], count: 17 },
    { values: ['*'], count: 45 },
  ];
  expect(keptOf(settings[0], agreements[0], '2026-04')).toMatchObject({
    dataset: 'listed-documents',
    fields: ['comparison'],
    protection: { kind: 'suppression', smallestCell: 10 },
    cells: exact,
    total: 62,
  });
  const noisy = keptOf(settings[1], agreements[1], '2026-04');
  expect(noisy).toMatchObject({ protection: { kind: 'noise', epsilonThousandths: 1_000 }, total: null });
  const place = { agreement: 'revoked-documents', budgetPeriod: '2026' };
  const seed = noiseSeed(delivererOf(server).noiseKey, place);
  expect(verifyNoise(noisy, seed, commitmentTo(seed, place))).toEqual({ kind: 'proved', exact });

  const needles: Needle[] = ['CANARYHIT', 'CANARYNOT'].flatMap((number) =>
    (['utf8', 'hex', 'base64', 'base64url'] as const).map((form) => ({
      name: `${number} in ${form}`,
      bytes: Buffer.from(form === 'utf8' ? number : Buffer.from(number).toString(form)),
    })),
  );
  const secrets = keys.map(({ list, pair }) => ({
    name: `key of ${list}`,
    bytes: Buffer.from(Buffer.from(pair.secretKey).toString('hex')),
  }));
  const wire = lanes.flatMap((lane) => lane.wire);
  const sent = wire.flatMap(({ body }) => {
    const { payload } = JSON.parse(Buffer.from(body).toString()) as { payload: string };
    return [body, Buffer.from(payload, 'base64url')];
  });
  const disks = [...bytesUnder(server.dataDir), ...lanes.flatMap(({ dataDir }) => bytesUnder(dataDir))];
  const logs = [...server.log, ...owner.audit, ...lanes.map(({ events }) => JSON.stringify(events))];
  const all = [...disks, ...(await allRows(server)), ...sent, ...logs.map((line) => Buffer.from(line))];
  const apart = all.flatMap((bytes) => [bytes, Uint8Array.of(0)]);
  expect(namesIn(Buffer.concat(apart), [...needles, ...secrets])).toEqual([]);
  // The search finds what is there
  writeFileSync(join(server.dataDir, 'canary'), 'CANARYHIT');
  expect(namesIn(Buffer.concat(bytesUnder(server.dataDir)), needles)).toEqual(['CANARYHIT in utf8']);

  // Each element once, several in a query, and no result in what the lane says about a traveller
  const queries = sent
    .map((bytes) => Buffer.from(bytes).toString())
    .filter((text) => text.includes('"elements"') && text.includes('"queryId"'))
    .map((text) => (JSON.parse(text) as { elements: string[] }).elements);
  const elements = queries.flat();
  expect(elements).toHaveLength(2 * 62);
  expect(new Set(elements).size).toBe(elements.length);
  expect(queries.length).toBeLessThan(elements.length / 2);
  expect(lanes.flatMap(({ events }) => events.map(({ event }) => event)).filter((name) => name !== 'document')).toEqual(
    expect.not.arrayContaining(['list-counts-failed', 'counted-list']),
  );
  // The lanes send nothing more, and each row is in the ledger
  expect(wire.filter(({ path }) => path === '/v1/list-counts')).toHaveLength(2 * 2);
  expect(await differences(server)).toEqual([]);
}, 600_000);

test('a small count is left out; an owner that is away costs comparisons and no one waits for it', async () => {
  const { agreements, owner, lanes, settings, publish, until, endOfMonth, server, office } = await world();
  const [one, two] = lanes;
  const found = numbers(4, 'F');
  await publish([...ABSENT, ...found], 1);
  await until('2026-04-10');
  await serve(one, [...found, ...numbers(30, 'N')]);
  owner.close();
  await serve(two, numbers(25, 'N'));
  await endOfMonth('2026-05-01', '2026-05-05');
  expect(two.events).toContainEqual({ event: 'watchlist-owner', list: LOST, answering: false });
  const april = keptOf(settings[0], agreements[0], '2026-04');
  // The total would give it back, so the other cell is left out too
  expect(april).toMatchObject({ cells: [{ count: null }, { count: null }], total: 34 });
  const { petra } = office;
  const path = '/v1/sharing/agreements/lost-documents/deliveries';
  const view = JSON.parse((await server.ask(path, { headers: { cookie: petra.cookie } })).text) as SharedDeliveries;
  // The agency sees how complete the counts are, and not what was found
  expect(view.deliveries.map(({ counted }) => counted)).toEqual([{ lanes: 2, missed: 25 }]);
  const rows = await server.context.knex('sharing_list_counts').orderBy(['kiosk_id', 'agreement']);
  const sums = rows.map((row: Record<string, unknown>) => [
    row['kiosk_id'],
    ...['compared', 'found', 'missed'].map((name) => Number(row[name])),
  ]);
  expect(sums).toEqual([
    ['lane-1', 34, 4, 0],
    ['lane-1', 34, 4, 0],
    ['lane-2', 0, 0, 25],
    ['lane-2', 0, 0, 25],
  ]);
}, 600_000);

test('a lane counts nothing with a list of few documents, of another key, or with terms of one person', async () => {
  const { agreements, entries, lanes, publish, until, keys, lists, clock, endOfMonth, settings } = await world();
  const [one] = lanes;
  await until('2026-04-10');
  // Fewer documents than the agreement says
  await publish(ABSENT.slice(1), 1);
  await one.look();
  await serve(one, numbers(25, 'N'));
  expect(one.events).toContainEqual({ event: 'counted-list', list: LOST, fits: false });
  // A delta that removes documents makes it too small again
  await publish(ABSENT, 2);
  await one.look();
  await serve(one, numbers(24, 'N'));
  expect(one.events).toContainEqual({ event: 'counted-list', list: LOST, fits: true });
  const [list] = lists;
  await publishDelta(list!, [passport(ABSENT[0]!, 'remove')], Math.round(clock.wallMs()), keys[0]);
  offer(list!, 3, SIGNERS, LOST);
  await one.look();
  await serve(one, numbers(3, 'N'));
  // Another key than the agreement's
  const other = { list: LOST, pair: makeBlindPair() };
  await publishBase(list!, ABSENT, Math.round(clock.wallMs()), 4, other);
  offer(list!, 4, SIGNERS, LOST);
  await one.look();
  await serve(one, numbers(3, 'N'));
  await giveLists([one], entries.slice(1), { number: 2, signers: SIGNERS.slice(0, 1) });
  expect(one.events).toContainEqual(expect.objectContaining({ event: 'document-refused', kind: 'partner-terms' }));
  await endOfMonth('2026-05-01', '2026-05-05');
  expect(keptOf(settings[0], agreements[0], '2026-04')).toMatchObject({ cells: [{}, { count: null }], total: 24 });
}, 600_000);

test('an owner that evaluates with another key is found out, and counts nothing', async () => {
  const { owner, lanes, publish, until, keys } = await world();
  const [one] = lanes;
  await publish(ABSENT, 1);
  await until('2026-04-10');
  // The service names the key that is asked for and uses another
  const { secretKey } = makeBlindPair();
  owner.keys[0] = { list: LOST, pair: { ...keys[0].pair, secretKey } };
  await serve(one, numbers(3, 'N'));
  expect(one.events).toContainEqual({ event: 'watchlist-unproven', list: LOST });
}, 300_000);
