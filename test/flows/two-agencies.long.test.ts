/**
 * Two agencies exchange data for a simulated year. Each server, lane, partner's program and the service of the partner's list is a process of
 * its own, and all connections between machines use TLS. The partner counts documents by pseudonyms and by a blind list; afterwards a search
 * looks for what identifies the travellers in all that the programs sent, stored and logged.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { issueSpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import { SPECIMENS } from '../../hardware/simulation/specimens.ts';
import type { Program, ProgramEvent } from '../../kiosk/dock/program.ts';
import { connectDatabase } from '../../server/platform/database/database.ts';
import type { Agreement } from '../../server/sharing/agreement/agreement.ts';
import type { SharedDeliveries, SharedDeliveryView } from '../../server/sharing/deliveries/answers.ts';
import { readKeptCounts } from '../../server/sharing/program/fetch-deliveries.ts';
import type { Needle } from '../support/byte-search.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { startLane } from './agencies/lane-program.ts';
import type { PartnerOffice } from './agencies/partner-office.ts';
import { type Agency, filesUnder } from './agencies/programs.ts';
import { DAY_MS, monthAt, MONTHS, nameOfMonth, twoAgencies, type World } from './agencies/two-agencies.ts';
import { canariesOf, found, inEveryForm } from './canaries.ts';
import { SPECIMEN } from './lane-under-test.ts';
import { reportsHeld } from './reports-held.ts';

const HOUR_MS = 3_600_000;
/** The lane sends 1 to 13 hours after a month, and again an hour after a message that did not arrive. */
const SENT_AFTER_MS = 13 * HOUR_MS + 60_000;
/** Shorter than a list of revoked certificates is valid. */
const STEP_MS = 15_000;
const PAGE = 'privacy-officer';

const LISTED = Array.from({ length: 8 }, (_, at) => `CANARYHT${at}`);
const ABSENT = Array.from({ length: 100 }, (_, at) => `ABSENT${String(at).padStart(3, '0')}`);
const OTHERS = Array.from({ length: 14 }, (_, at) => `CANARYN${at}`);
const LATER = Array.from({ length: MONTHS }, (_, at) => `CANARYM${at}`);
/** At the other agency. */
const THEIRS = Array.from({ length: 6 }, (_, at) => `CANARYB${at}`);

const missing = missingSystemParts('a turned clock', ['cc']);
const folder = mkdtempSync(join(tmpdir(), 'postern-agencies-'));
const opened: Program[] = [];
afterAll(async () => {
  await Promise.all(opened.map((program) => program.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const deliveriesOf = async (agency: Agency, { id }: Agreement): Promise<readonly SharedDeliveryView[]> =>
  (await agency.see<SharedDeliveries>(PAGE, `/v1/sharing/agreements/${id}/deliveries`)).deliveries;

/** The month has ended: the lane sends, the servers deliver, the partners' programs fetch and sign. */
async function endOfMonth(at: number, { programs, a, b, lane, statistics, border, fromA, fromB }: World) {
  const { clock } = programs;
  const taken = () => ['/v1/partner-pseudonyms', '/v1/list-counts'].map((route) => a.answered(route));
  const [pseudonyms = 0, counts = 0] = taken();
  await lane.turnTo(monthAt(at + 1) + SENT_AFTER_MS);
  await lane.turnTo(monthAt(at + 1) + SENT_AFTER_MS + HOUR_MS - STEP_MS);
  const haveCome = (): boolean => {
    clock.turnTo(clock.nowMs() + STEP_MS);
    const [nowPseudonyms = 0, nowCounts = 0] = taken();
    return nowPseudonyms > pseudonyms && nowCounts > counts;
  };
  await expect.poll(haveCome, { timeout: 280_000, interval: 700 }).toBe(true);
  await lane.turnTo(monthAt(at + 1) + 2 * DAY_MS + 120_000);
  for (const [agency, agreement] of [
    [a, fromA],
    [b, fromB],
  ] as const) {
    const isDue = async () =>
      (await deliveriesOf(agency, agreement)).filter(
        ({ kind, period }) => kind === 'counts' && period === nameOfMonth(at),
      ).length;
    await expect.poll(isDue, { timeout: 280_000 }).toBe(agreement.datasets.length);
  }
  return [...(await statistics.fetchAll()), ...(await border.fetchAll())];
}

/** Deliveries without a fault: each is signed for, the budget holds, and what the partner had for 60 days is deleted. */
async function expectComplete(agency: Agency, agreement: Agreement, office: PartnerOffice, results: ProgramEvent[]) {
  const all = await deliveriesOf(agency, agreement);
  const made = all.filter(({ refusal }) => refusal === null);
  const digests = new Set(made.map(({ digest }) => digest));
  const own = results.filter(({ digest }) => digests.has(String(digest)));
  expect(own.map(({ digest }) => digest).sort()).toEqual(made.map(({ digest }) => digest).sort());
  expect(made.filter(({ answeredAt }) => answeredAt === null)).toEqual([]);
  const counts = made.filter(({ kind }) => kind === 'counts');
  const deletions = made.filter(({ kind }) => kind === 'deletion');
  for (const { dataset, protection } of agreement.datasets) {
    const months = counts.filter((one) => one.dataset === dataset).map(({ period }) => period);
    if (protection.kind === 'noise') expect(months.sort()).toEqual(twoOfEachQuarter());
    else expect(months.sort()).toEqual(Array.from({ length: MONTHS }, (_, at) => nameOfMonth(at)));
  }
  expect(new Set(all.flatMap(({ refusal }) => refusal ?? []))).toEqual(
    new Set(agreement.privacyBudget === null ? [] : ['budget-spent']),
  );
  expect(deletions.length).toBeGreaterThanOrEqual((MONTHS - 3) * (agreement.datasets.length - 1));
  expect(counts.filter(({ state }) => state === 'deleted').length).toBe(deletions.length);
  const kept = filesUnder(join(office.folder, 'deliveries', agreement.id)).filter(({ name }) => name.endsWith('.json'));
  expect(kept.length).toBe(counts.length - deletions.length);
}

/** Half of the budget of a quarter is spent by each month. */
function twoOfEachQuarter(): string[] {
  const spent = new Map<number, number>();
  return Array.from({ length: MONTHS }, (_, at) => nameOfMonth(at)).filter((month) => {
    const quarter = Math.floor((Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1) / 3);
    spent.set(quarter, (spent.get(quarter) ?? 0) + 1);
    return (spent.get(quarter) ?? 0) <= 2;
  });
}

/** The partner gets the sums of the month, and finds the documents of its list among the pseudonyms: no others. */
async function expectCounted({ statistics, fromA, keyFile }: World) {
  expect(readKeptCounts(statistics.kept(fromA, 'listed-documents', nameOfMonth(0)))).toMatchObject({
    cells: [
      { values: ['found'], count: LISTED.length },
      { values: ['*'], count: OTHERS.length },
    ],
    total: LISTED.length + OTHERS.length,
  });
  const listFile = join(statistics.folder, 'list.txt');
  writeFileSync(listFile, [...LISTED, ...ABSENT].map((number) => `UTO ${number}`).join('\n'));
  const documents = statistics.kept(fromA, 'documents', nameOfMonth(0));
  const [counted] = await statistics.run('count', keyFile, documents, listFile);
  expect(counted).toEqual({
    ...{ kind: 'counted', listed: LISTED.length + ABSENT.length, seen: LISTED.length },
    ...{ sealed: 128, unopened: 0 },
  });
}

/** Bytes that identify the travellers: each number, and all of a document that passed and of one that had expired. */
async function canaries(): Promise<Needle[]> {
  const clock = { ...systemClock, wallMs: () => monthAt(0) + 9 * DAY_MS };
  const holder = SPECIMEN('alpha');
  const documents = [
    await issueSpecimenDocument(SPECIMENS, { holder, documentNumber: LISTED[0] ?? '', clock }),
    await issueSpecimenDocument(SPECIMENS, { holder, documentNumber: LISTED[1] ?? '', clock, expired: true }),
  ];
  const numbers = [...LISTED, ...OTHERS, ...LATER, ...THEIRS];
  return [
    ...numbers.flatMap((number) => inEveryForm('a document number', Buffer.from(number))),
    ...(await canariesOf(documents, SPECIMENS)),
  ];
}

/** The handles of the travellers, which link the reports of one day at their agency. */
async function handlesAt({ dataDir }: Agency): Promise<Needle[]> {
  const knex = connectDatabase({ dataDir });
  const reports = await reportsHeld(knex);
  await knex.destroy();
  const handles = reports.flatMap(({ report }) => (report.kind === 'match' ? (report.document?.handle ?? []) : []));
  expect(handles.length).toBeGreaterThan(0);
  return [...new Set(handles)].flatMap((handle) => inEveryForm('a handle', Buffer.from(handle)));
}

/** All that the programs sent, stored and printed: of the travellers there is only the partner's own list, and each handle at its own agency. */
async function expectNoCanary({ a, b }: World) {
  const places = filesUnder(folder).map(({ name, bytes }) => [name, bytes] as const);
  const needles = await canaries();
  expect(needles.length).toBeGreaterThan(500);
  // The partner has the numbers of its list, which the search finds: no other place has a number, a name or a piece of a face
  const own = ['statistics/list.csv', 'statistics/list.txt'].map((name) => `${name} holds a document number`);
  expect(found(places, needles).sort()).toEqual(own);
  for (const [agency, name] of [
    [a, 'a'],
    [b, 'b'],
  ] as const) {
    const there = found(places, await handlesAt(agency)).map((find) => find.split(' holds ')[0] ?? '');
    const isOwn = (place: string): boolean =>
      [`${name}/`, `${name}-lane-`, `wires/${name}-`, `wires/lane-${name === 'a' ? 1 : 2}-`].some((beginning) =>
        place.startsWith(beginning),
      );
    expect(there.filter((place) => !isOwn(place))).toEqual([]);
    // On the wire from the lane, and in the records of the server
    expect(there.some((place) => place.startsWith('wires/lane-'))).toBe(true);
    expect(there.some((place) => place.startsWith(`${name}/`))).toBe(true);
  }
  const wire = Buffer.concat(places.flatMap(([name, bytes]) => (name.startsWith('wires/') ? [bytes] : [])));
  // The wires are recorded before TLS. Files for partners are sealed on them, and no table is open
  for (const part of ['HTTP/1.1 200', 'GET /v1/partner/deliveries', 'POST /v1/reports', 'POST /evaluate', '"sealed"'])
    expect([part, wire.includes(part)]).toEqual([part, true]);
  expect(wire.includes('"cells"')).toBe(false);
}

test.skipIf(missing !== undefined)(
  'two agencies exchange data for a year between programs of their own',
  {
    timeout: 3_600_000,
  },
  async () => {
    const all = await twoAgencies(folder, [...LISTED, ...ABSENT], opened);
    const { programs, a, b, lane, list, statistics, border, fromA, fromB } = all;
    const other = await startLane(programs, b, { id: 'lane-2' });
    opened.push(other.program);
    // The first month: some pass the lane, others are referred before the camera
    await lane.turnTo(monthAt(0) + 9 * DAY_MS);
    for (const [at, number] of [...LISTED, ...OTHERS].entries()) await lane.send({ number, isExpired: at % 4 > 0 });
    const cleared = lane.events.filter(({ event, outcome }) => event === 'match-reported' && outcome === 'cleared');
    expect(cleared.length).toBe(Math.ceil((LISTED.length + OTHERS.length) / 4));
    for (const number of THEIRS) await other.send({ number, isExpired: true });
    await other.program.stop();
    await expect.poll(() => list.asked(), { timeout: 280_000 }).toBe(LISTED.length + OTHERS.length);
    const results = await endOfMonth(0, all);
    await expectCounted(all);
    for (let at = 1; at < MONTHS; at += 1) {
      await lane.turnTo(monthAt(at) + 9 * DAY_MS);
      await lane.send({ number: LATER[at] ?? '', isExpired: true });
      results.push(...(await endOfMonth(at, all)));
    }
    expect(results.filter(({ kind }) => kind === 'refused')).toEqual([]);
    await expectComplete(a, fromA, statistics, results);
    await expectComplete(b, fromB, border, results);
    for (const agency of [a, b]) {
      const { alarms } = await agency.see<{ alarms: readonly { readonly kind: string }[] }>('officer', '/v1/alarms');
      expect(alarms.filter(({ kind }) => kind === 'sharing-receipt-overdue' || kind === 'tables-differ')).toEqual([]);
    }
    for (const program of opened) await program.stop();
    for (const { dataDir, name } of [a, b]) {
      const [verdict] = await programs.run('server/main/commands/ledger.js', ['fsck'], {
        POSTERN_SERVER_DATA_DIR: dataDir,
        POSTERN_SERVER_LEDGER_ORIGIN: `log.example/${name}`,
      });
      expect(verdict).toMatchObject({ kind: 'sound' });
    }
    await expectNoCanary(all);
  },
);
