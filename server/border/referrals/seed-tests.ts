/** Creates test referrals at random times at watched sites. The ledger holds a commitment to each before it is visible. */
import { randomBytes } from 'node:crypto';
import { siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import { matchReportSchema, type MatchReport } from '../../contract/report.ts';
import { kioskIdSchema, transactionIdSchema, type KioskId } from '../../contract/field.ts';
import { parseJson } from '../../contract/payload.ts';
import type { LanePhase } from '../../contract/vocabulary.ts';
import { enter } from '../../records/ledger/entry/enter.ts';
import { poll } from '../../platform/base/poll.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { findReferral, insertReferral } from './tables/referrals.ts';
import { takeFeedPosition } from '../../records/reports/reports.ts';
import { insertTest, openTest, sealedTests, type SealedTest } from './tables/test-referrals.ts';
import { latestMatchReports } from '../../records/reports/traffic.ts';
import { watchesSince } from './tables/watches.ts';
import { announce, announceTest } from './announce.ts';
import { newId, type ReferralDesk } from './desk.ts';
import { ARISEN, asOf } from './referral.ts';
import { commitmentOf, inventReport, NOTICED_WITHIN_MS, SCENARIO_NAMES, type Scenario } from './test-referral.ts';
import type { TestResult } from './vocabulary.ts';
import { isOpen, WATCHES_COUNT_MS } from './watch.ts';

/** An unpredictable random number in [0, 1). */
export type Chance = () => number;

export const systemChance: Chance = () => randomBytes(4).readUInt32BE() / 2 ** 32;

const ROUND_MS = 60_000;
const ROUNDS_AN_HOUR = 3_600_000 / ROUND_MS;

/** Steps after a lane has read a document, when a fault of the document can just have appeared. */
const AFTER_DOCUMENT: readonly LanePhase[] = ['token', 'face', 'finger'];

export interface TestPlace {
  readonly site: SiteId;
  readonly kioskId: KioskId;
}

/**
 * Checks every minute whether a test is due: `perHour` on average for each watched site, at unpredictable times, one at a time. A due test
 * appears at the next lane of the site that has just read a document, because an empty lane refers no one.
 * @param perHour 0 for none
 * @returns a function that stops it
 */
export function startTests(desk: ReferralDesk, perHour: number, chance: Chance): () => Promise<void> {
  if (perHour === 0) return async () => {};
  const reportFault = (error: unknown) => desk.events.emit({ event: 'fault', where: 'referrals', error });
  let due: ReadonlySet<SiteId> = new Set();
  const stopListening = desk.announcements.listen((announcement) => {
    if (announcement.kind !== 'lane' || !AFTER_DOCUMENT.includes(announcement.phase)) return;
    const site = siteIdSchema.parse(announcement.lane.site);
    const kioskId = kioskIdSchema.parse(announcement.lane.kioskId);
    if (!due.has(site)) return;
    due = new Set([...due].filter((one) => one !== site));
    seedTest(desk, { site, kioskId }, chance).catch(reportFault);
  });
  const stopLooking = poll(
    desk.clock,
    ROUND_MS,
    async () => {
      due = await runRound(desk, perHour, chance, due);
    },
    reportFault,
  );
  return async () => {
    stopListening();
    await stopLooking();
  };
}

/** Ends tests that no officer noticed. Resolves to the watched sites where a test is due, now or since `before`. */
export async function runRound(
  desk: ReferralDesk,
  perHour: number,
  chance: Chance,
  before: ReadonlySet<SiteId> = new Set(),
): Promise<ReadonlySet<SiteId>> {
  const now = Math.round(desk.clock.wallMs());
  await endUnnoticed(desk, now);
  const watches = await watchesSince(desk.knex, now - WATCHES_COUNT_MS);
  const watched = new Set(watches.filter((watch) => isOpen(watch, now)).map(({ site }) => site));
  return new Set([...watched].filter((site) => before.has(site) || chance() < perHour / ROUNDS_AN_HOUR));
}

/** Creates one test at a lane, unless its site has an open test or the lane has served no traveller yet. */
export async function seedTest(desk: ReferralDesk, { site, kioskId }: TestPlace, chance: Chance): Promise<void> {
  const at = Math.round(desk.clock.wallMs());
  const feedPosition = await desk.queue.run(async (transaction) => {
    if ((await sealedTests(transaction)).some((test) => test.site === site)) return undefined;
    const template = await templateAt(transaction, kioskId, chance);
    if (template === undefined) return undefined;
    const scenario = choose(SCENARIO_NAMES, chance);
    await seal(transaction, template, scenario, chance(), at);
    return takeFeedPosition(transaction);
  });
  if (feedPosition === undefined) return;
  await desk.ledger.settle();
  announceTest(desk, { kioskId, site }, feedPosition);
}

async function seal(
  transaction: Transaction,
  template: MatchReport,
  scenario: Scenario,
  pace: number,
  at: number,
): Promise<void> {
  const transactionId = transactionIdSchema.parse(newId());
  const handle = randomBytes(32).toString('hex');
  const report = inventReport(template, { scenario, transactionId, handle, pace, at });
  const referralId = newId();
  const nonce = newId();
  const commitment = commitmentOf({ referralId, transactionId, scenario, nonce });
  await insertReferral(transaction, {
    id: referralId,
    kioskId: report.kioskId,
    transactionId,
    arisenAt: at,
    ...ARISEN,
  });
  const payload = Buffer.from(JSON.stringify(report));
  await insertTest(transaction, { referralId, scenario, nonce, commitment, sealedAt: at, payload });
  await enter(transaction, `test/${referralId}`, {
    type: 'test-referral',
    version: 1,
    commitment,
    opened: null,
    at,
  });
}

/** Opens the commitment of a test, which makes the test public. */
export async function endTest(
  transaction: Transaction,
  { referralId, transactionId, scenario, nonce, commitment }: SealedTest,
  result: TestResult,
  at: number,
): Promise<void> {
  await openTest(transaction, referralId, result, at);
  await enter(transaction, `test/${referralId}`, {
    type: 'test-referral',
    version: 1,
    commitment,
    at,
    opened: { referralId, transactionId, scenario, nonce, result },
  });
}

async function endUnnoticed(desk: ReferralDesk, now: number): Promise<void> {
  const late = (await sealedTests(desk.knex)).filter(({ sealedAt }) => sealedAt <= now - NOTICED_WITHIN_MS);
  for (const { referralId } of late) {
    const ended = await desk.queue.run(async (transaction) => {
      // Read again: an officer may have taken it since; the decision then ends it.
      const test = (await sealedTests(transaction)).find((one) => one.referralId === referralId);
      const referral = await findReferral(transaction, referralId);
      if (test === undefined || referral === undefined) return undefined;
      if (asOf(referral, now).standing.state !== 'waiting') return undefined;
      await endTest(transaction, test, 'not-noticed', now);
      return referral;
    });
    if (ended !== undefined) announce(desk, ended);
  }
}

async function templateAt(database: Connection, kioskId: KioskId, chance: Chance): Promise<MatchReport | undefined> {
  const payloads = await latestMatchReports(database, kioskId);
  const reports = payloads
    .map((payload) => matchReportSchema.safeParse(parseJson(payload)?.json))
    .flatMap((parsed) => (parsed.success && parsed.data.document !== null ? [parsed.data] : []));
  return reports.length === 0 ? undefined : choose(reports, chance);
}

function choose<T>(items: readonly T[], chance: Chance): T {
  const chosen = items[Math.floor(chance() * items.length)];
  if (chosen === undefined) throw new RangeError('cannot choose from an empty list');
  return chosen;
}
