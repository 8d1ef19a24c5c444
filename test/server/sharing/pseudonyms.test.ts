/** From lanes through the server to partners: the partners count documents, and the server sees constant bytes that it cannot link. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentOfPartner } from '../../../server/contract/partner-pseudonyms.ts';
import { type Agreement, agreementDigest } from '../../../server/sharing/agreement/agreement.ts';
import { countDocuments } from '../../../server/sharing/program/count-documents.ts';
import { readKeptDocuments } from '../../../server/sharing/program/fetch-deliveries.ts';
import type { PartnerSettings } from '../../../server/sharing/program/partner-settings.ts';
import {
  makePseudonymKey,
  type PseudonymKey,
  pseudonymWith,
  readPseudonymKey,
} from '../../../server/sharing/program/pseudonym-key.ts';
import { pseudonymPlaces } from '../../../server/sharing/deliveries/tables/pseudonym-table.ts';
import { lookAtDeliveries } from '../../../server/sharing/watch-sharing.ts';
import { namesIn, type Needle } from '../../support/byte-search.ts';
import { LEDGER_RIGHTS, SERVER_RIGHTS } from '../../../server/platform/database/rights/rights.ts';
import type { Connection } from '../../../server/platform/database/connection.ts';
import { everythingEntered } from '../fixtures/entries-of.ts';
import type { RunningServer } from '../fixtures/running-server.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';
import { signer } from '../../support/signers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import {
  OTHER_DECRYPTION_SEED,
  OTHER_PARTNER,
  OTHER_PROGRAM_SEED,
  OTHER_SEEDS,
  SAMPLE_DOCUMENTS,
  SAMPLE_OWN,
  SAMPLE_PARTNER,
  sampleAgreement,
  signaturesUnder,
} from './fixtures/agreements.ts';
import { giveTerms, partnerLane, termOf } from './fixtures/partner-lanes.ts';
import { fetchAll, partnerPort, partnerSettings } from './fixtures/partner-program.ts';
import { sharingOffice } from './fixtures/sharing-office.ts';
import { deliveries, delivererOf, differences } from './fixtures/sharing-year.ts';

const SIGNERS = [signer(), signer()];
const HOUR_MS = 3_600_000;

function newKey(): PseudonymKey {
  const file = join(temporaryFolder(), 'pseudonyms.key');
  expect(makePseudonymKey(file)).toMatchObject({ keyCheck: expect.any(String) });
  return readPseudonymKey(file);
}

const agreementFor = (id: string, { keyCheck, sealTo }: PseudonymKey, partner = SAMPLE_PARTNER): Agreement =>
  sampleAgreement(
    {
      ...{ id, from: '2026-03-02', until: '2027-03-01' },
      datasets: [{ ...SAMPLE_DOCUMENTS, pseudonym: { kind: 'monthly', keyCheck, sealTo } }],
      rate: { deliveriesPerDay: 10, requestsPerHour: 1_000, bytesPerDay: 8_388_608 },
    },
    partner,
  );

/** An office with two partners and their agreements, and two lanes with the terms of both. */
async function world() {
  const office = await sharingOffice();
  const { server, clock } = office;
  for (const party of [SAMPLE_OWN, SAMPLE_PARTNER, OTHER_PARTNER])
    expect(await office.decide('sharing-party', { change: 'enter', party })).toBeUndefined();
  const keys = [newKey(), newKey()] as const;
  const agreements = [
    agreementFor('documents-seen', keys[0]),
    agreementFor('aliens-seen', keys[1], OTHER_PARTNER),
  ] as const;
  expect(await office.enter(agreements[0])).toBeUndefined();
  expect(await office.enter(agreements[1], signaturesUnder(agreements[1], OTHER_SEEDS))).toBeUndefined();
  const lanes = [
    await partnerLane(server, clock, { id: 'lane-1', signers: SIGNERS }),
    await partnerLane(server, clock, { id: 'lane-2', signers: SIGNERS }),
  ] as const;
  const terms = [await termOf(agreements[0], keys[0], lanes), await termOf(agreements[1], keys[1], lanes)];
  await giveTerms(lanes, terms, { number: 1, signers: SIGNERS });
  const port = await partnerPort(server);
  const other = { party: OTHER_PARTNER.id, program: OTHER_PROGRAM_SEED, decryption: OTHER_DECRYPTION_SEED };
  const settings = [
    partnerSettings(server, port, [agreements[0]]),
    partnerSettings(server, port, [agreements[1]], other),
  ] as const;
  /** To 10:00 of a day. */
  const until = (day: string) => office.turn(Date.parse(`${day}T10:00:00Z`) - clock.wallMs());
  /** The lanes send, the server delivers, the partners fetch. @param whileStored what the server has before it delivers */
  async function endOfMonth(firstOfNext: string, day: string, whileStored = () => Promise.resolve()) {
    await until(firstOfNext);
    await office.turn(HOUR_MS);
    for (const { partners } of lanes) await partners.look();
    await whileStored();
    await until(day);
    await lookAtDeliveries(delivererOf(server));
    return [await fetchAll(settings[0], clock), await fetchAll(settings[1], clock)];
  }
  return { office, server, keys, agreements, lanes, terms, settings, until, endOfMonth };
}

const keptOf = ({ deliveries: folder }: PartnerSettings, { id }: Agreement, month: string) =>
  readKeptDocuments(join(folder, id, `documents-${month}.json`));

/** All files of a folder. */
function bytesUnder(folder: string): Uint8Array[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
}

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

/** A document's number, its digest, and its pseudonyms for both partners and months, in each form in which they could be written. */
function needlesOf(keys: readonly PseudonymKey[], agreements: readonly Agreement[], number: string): Needle[] {
  const digest = documentOfPartner('UTO', number);
  const secrets = [
    digest,
    ...keys.flatMap((key, at) => [
      key.secret,
      ...['2026-04', '2026-05'].map((month) => pseudonymWith(key, { agreement: agreements[at]!.id, month }, digest)),
    ]),
  ];
  const forms = secrets.flatMap((bytes, at) =>
    (['hex', 'base64', 'base64url'] as const)
      .map((form) => ({ name: `secret ${at} in ${form}`, bytes: Buffer.from(Buffer.from(bytes).toString(form)) }))
      .concat({ name: `secret ${at}`, bytes: Buffer.from(bytes) }),
  );
  return [{ name: 'number', bytes: Buffer.from(number) }, ...forms];
}

test('partners count their documents by month; pseudonyms meet between lanes and nowhere else; no one else sees one', async () => {
  const { server, keys, agreements, lanes, settings, until, endOfMonth } = await world();
  const [one, two] = lanes;
  expect(one.events.filter(({ event }) => event === 'partner-key')).toEqual([
    { event: 'partner-key', agreement: 'documents-seen', delivery: 'taken' },
    { event: 'partner-key', agreement: 'aliens-seen', delivery: 'taken' },
  ]);
  await until('2026-03-20');
  // March is not wholly within the agreements
  await one.serve('UTO', 'CANARY001');
  await until('2026-04-10');
  await one.serve('UTO', 'CANARY001');
  await two.serve('UTO', 'CANARY001');
  await one.serve('UTO', 'CANARY002');
  // Not a state of the agreements
  await one.serve('D', 'CANARY003');
  const tables: Uint8Array[] = [];
  const april = await endOfMonth('2026-05-01', '2026-05-05', async () => {
    tables.push(...(await allRows(server)));
  });
  expect(april.map((results) => results.map(({ kind }) => kind))).toEqual([['received'], ['received']]);
  await one.serve('UTO', 'CANARY001');
  await endOfMonth('2026-06-01', '2026-06-05');

  const list = ['CANARY001', 'CANARY002', 'CANARY003', 'CANARY004'].map((number) => ({ issuingState: 'UTO', number }));
  const counted = async (at: 0 | 1, month: string) =>
    countDocuments(keptOf(settings[at], agreements[at], month), keys[at], list);
  for (const at of [0, 1] as const) {
    expect(await counted(at, '2026-04')).toEqual({ listed: 4, seen: 2, sealed: 256, unopened: 0 });
    expect(await counted(at, '2026-05')).toEqual({ listed: 4, seen: 1, sealed: 256, unopened: 0 });
  }
  // With the key of the other partner nothing opens
  expect(await countDocuments(keptOf(settings[0], agreements[0], '2026-04'), keys[1], list)).toMatchObject({
    seen: 0,
    unopened: 256,
  });
  const document = documentOfPartner('UTO', 'CANARY001');
  const pseudonyms = keys.flatMap((key) =>
    ['documents-seen', 'aliens-seen'].flatMap((agreement) =>
      ['2026-04', '2026-05'].map((month) =>
        Buffer.from(pseudonymWith(key, { agreement, month }, document)).toString('hex'),
      ),
    ),
  );
  expect(new Set(pseudonyms).size).toBe(8);

  // The wire: messages of one length, each once, with nothing that repeats
  const wire = lanes.flatMap((lane) => lane.wire);
  expect(wire).toHaveLength(8);
  expect(new Set(wire.map(({ length }) => length)).size).toBe(1);
  // The server keeps none of them
  expect(await pseudonymPlaces(server.context.knex)).toEqual([]);
  const needles = ['CANARY001', 'CANARY002'].flatMap((number) => needlesOf(keys, agreements, number));
  const disks = [...bytesUnder(server.dataDir), ...lanes.flatMap(({ dataDir }) => bytesUnder(dataDir))];
  const logs = [...server.log, ...lanes.map(({ events }) => JSON.stringify(events))].map((line) => Buffer.from(line));
  const sent = wire.flatMap((bytes) => {
    const { payload } = JSON.parse(Buffer.from(bytes).toString()) as { payload: string };
    const text = Buffer.from(payload, 'base64url');
    const { sealed } = JSON.parse(text.toString()) as { sealed: string };
    return [bytes, text, Buffer.from(sealed, 'base64url')];
  });
  tables.push(...(await allRows(server)));
  expect(tables.filter(({ length }) => length === 64).length).toBeGreaterThanOrEqual(512);
  // With a byte between two of them
  const all = [...disks, ...tables, ...logs, ...sent].flatMap((bytes) => [bytes, Uint8Array.of(0)]);
  expect(namesIn(Buffer.concat(all), needles)).toEqual([]);
  // The search finds what is there
  writeFileSync(join(server.dataDir, 'canary'), 'CANARY001');
  expect(namesIn(Buffer.concat(bytesUnder(server.dataDir)), needles)).toEqual(['number']);
  const made = await deliveries(server, 'documents-seen');
  expect(made.map(({ period, answeredAt }) => [period, answeredAt !== null])).toEqual([
    ['2026-05', true],
    ['2026-04', true],
  ]);
  expect(await differences(server)).toEqual([]);
}, 600_000);

test('terms without an agreement destroy its key and what was sealed under it; terms of one person change nothing', async () => {
  const { server, lanes, terms, until, office, agreements } = await world();
  const [one] = lanes;
  await until('2026-04-10');
  await one.serve('UTO', 'CANARY001');
  expect((await one.chains()).filter((purpose) => purpose === 'partners')).toHaveLength(2);
  const revoke = (signers: typeof SIGNERS) => giveTerms(lanes, terms.slice(1), { number: 2, signers });
  await revoke(SIGNERS.slice(0, 1));
  expect((await one.chains()).filter((purpose) => purpose === 'partners')).toHaveLength(2);
  await revoke(SIGNERS);
  expect((await one.chains()).filter((purpose) => purpose === 'partners')).toHaveLength(1);
  expect(one.events).toContainEqual({ event: 'partner-pseudonyms-erased', sealed: 1 });
  // The terms before do not come back
  await giveTerms(lanes, terms, { number: 1, signers: SIGNERS });
  expect(one.events).toContainEqual({ event: 'document-refused', kind: 'partner-terms', code: 'roll-back' });
  // An agreement that two people ended takes nothing, and what came before is erased
  await until('2026-05-01');
  await office.turn(HOUR_MS);
  await one.partners.look();
  expect(await pseudonymPlaces(server.context.knex)).toHaveLength(1);
  const { id, version } = agreements[1];
  const end = { change: 'end', id, version, reason: 'no-longer-needed' };
  expect(await office.decide('sharing-agreement', end)).toBeUndefined();
  await lookAtDeliveries(delivererOf(server));
  expect(await pseudonymPlaces(server.context.knex)).toEqual([]);
  await lanes[1].partners.look();
  expect(lanes[1].events).toContainEqual({ event: 'partner-pseudonyms', state: 'refused' });
}, 300_000);

test('a message is refused before its month has ended, after its delivery, and from a stranger; the same one twice counts once', async () => {
  const { server, agreements, lanes, until, endOfMonth, office } = await world();
  const [one] = lanes;
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  await until('2026-04-10');
  await one.serve('UTO', 'CANARY001');
  await until('2026-05-01');
  await office.turn(HOUR_MS);
  await one.partners.look();
  const [first] = one.wire;
  const again = async (wire: Uint8Array) => (await server.post('/v1/partner-pseudonyms', wire)).status;
  const stored = () => server.context.knex('sharing_pseudonyms').count({ there: '*' }).first();
  const before = await stored();
  expect(Number(before?.['there'])).toBe(256);
  expect(await again(first!)).toBe(204);
  expect(await stored()).toEqual(before);
  const forged = Buffer.from(first!);
  const text = forged.toString().replace('lane-1', 'lane-2');
  expect(await again(Buffer.from(text))).toBe(403);
  const agreement = agreementDigest(agreements[0]);
  const early = await server.post('/v1/partner-pseudonyms', kiosk.partnerPseudonyms({ agreement, month: '2026-05' }));
  expect(early.text).toContain('unavailable');
  // Not wholly within the agreement, or of an agreement that the server does not have
  expect(await again(kiosk.partnerPseudonyms({ agreement, month: '2026-03' }))).toBe(404);
  expect(await again(kiosk.partnerPseudonyms({ month: '2026-04' }))).toBe(404);
  expect(await stored()).toEqual(before);
  await endOfMonth('2026-05-02', '2026-05-05');
  expect(await again(first!)).toBe(404);
}, 300_000);

test('lanes without a traveller send one message of dummies for each agreement', async () => {
  const { agreements, lanes, until, endOfMonth, settings } = await world();
  const quiet = lanes[1];
  await until('2026-04-10');
  await endOfMonth('2026-05-01', '2026-05-05');
  expect(quiet.wire).toHaveLength(2);
  expect(keptOf(settings[0], agreements[0], '2026-04').sealed.length).toBe(Math.ceil((256 * 64 * 4) / 3));
}, 300_000);
