/** State of operations: watches, throughput and handovers, and for supervisors the measures of attention. */
import type { Permit } from '../../platform/access/guarded-router.ts';
import { listKiosksOf } from '../../records/kiosks/kiosks.ts';
import { listLanes } from '../../records/kiosks/lane-status.ts';
import { handoversSince } from './tables/handovers.ts';
import { decidedSince, openReferrals, type StoredReferral } from './tables/referrals.ts';
import { testsOpenedSince } from './tables/test-referrals.ts';
import { trafficSince, type Traffic } from '../../records/reports/traffic.ts';
import { watchesOf, watchesSince } from './tables/watches.ts';
import { siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { AttentionView, HandoverOffers, LaneThroughput, OperationsAnswer, VigilanceAnswer } from './answers.ts';
import { actorOf, type ReferralDesk } from './desk.ts';
import { reasonCategoryOf } from './reason-category.ts';
import { driftChart, type DriftCase } from './drift.ts';
import { reportOf } from './referral-view.ts';
import { isWithoutTraveller } from './test-referral.ts';
import { endOf, isOpen, judgeStart, WATCHES_COUNT_MS } from './watch.ts';

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const HANDOVERS_MS = 12 * HOUR_MS;
/** Older decisions are too old for the chart. */
const CHART_MS = 30 * 24 * HOUR_MS;

export async function readOperations(desk: ReferralDesk, permit: Permit): Promise<OperationsAnswer> {
  const now = Math.round(desk.clock.wallMs());
  const actor = actorOf(permit);
  const lanes = (await listLanes(desk.knex)).filter(({ site, kioskId }) =>
    permit.covers({ site: siteIdSchema.parse(site), kioskId: kioskIdSchema.parse(kioskId) }),
  );
  const sites = new Set<string>(lanes.map(({ site }) => site));
  const lately = await trafficSince(desk.knex, now - QUARTER_MS);
  const hourly = await trafficSince(desk.knex, now - HOUR_MS);
  const waiting = await openReferrals(desk.knex, permit.reach);
  const watches = (await watchesSince(desk.knex, now - WATCHES_COUNT_MS)).filter((watch) => isOpen(watch, now));
  const own = judgeStart(await watchesOf(desk.knex, actor.person, now - WATCHES_COUNT_MS), now);
  const handovers = await handoversSince(desk.knex, now - HANDOVERS_MS);
  return {
    serverTime: now,
    throughput: lanes.map(({ kioskId }) => throughputOf(kioskId, { lately, hourly, waiting }, now)),
    watches: watches
      .filter(({ site }) => sites.has(site))
      .map((watch) => ({
        id: watch.id,
        site: watch.site,
        person: watch.person,
        startedAt: watch.startedAt,
        endsAt: endOf(watch),
        isMine: watch.person === actor.person,
      })),
    mine: mineOf(own, now),
    handovers: handovers
      .filter(({ site, withdrawnAt }) => sites.has(site) && withdrawnAt === null)
      .map(({ withdrawnAt: _withdrawnAt, ...handover }) => ({
        ...handover,
        isMine: handover.offeredBy === actor.person,
      })),
  };
}

/** The offers to this person. Every open console asks every few seconds, so that lanes are read only while something is on offer. */
export async function readHandoverOffers(desk: ReferralDesk, permit: Permit): Promise<HandoverOffers> {
  const serverTime = Math.round(desk.clock.wallMs());
  const { person } = actorOf(permit);
  const offers: HandoverOffers['offers'][number][] = [];
  for (const handover of await handoversSince(desk.knex, serverTime - HANDOVERS_MS)) {
    const { id, site, offeredBy, offeredAt, referrals, acceptedBy, withdrawnAt } = handover;
    if (acceptedBy !== null || withdrawnAt !== null || offeredBy === person) continue;
    const lanes = await listKiosksOf(desk.knex, site);
    if (!lanes.some((kioskId) => permit.covers({ site, kioskId }))) continue;
    offers.push({ id, site, offeredBy, offeredAt, referrals: referrals.length });
  }
  return { serverTime, offers };
}

/** Measures of attention for supervisors, for the sites within the permit's reach. */
export async function readVigilance(desk: ReferralDesk, permit: Permit): Promise<VigilanceAnswer> {
  const now = Math.round(desk.clock.wallMs());
  let since = now - CHART_MS;
  const tests = await testsOpenedSince(desk.knex, since);
  const isTest = new Set(tests.map(({ referralId }) => referralId));
  const cases: DriftCase[] = [];
  const decided = await decidedSince(desk.knex, { since, reach: permit.reach, limit: CHART_LIMIT });
  // At the limit the chart starts with the oldest decision that it holds
  if (decided.length === CHART_LIMIT) since = Math.max(since, atOf(decided.at(-1)));
  for (const { id, standing, payload } of decided) {
    // A traveller who had left was not decided on
    if (standing.state !== 'decided' || isTest.has(id) || isWithoutTraveller(standing.decision)) continue;
    cases.push({
      person: standing.by,
      doubt: reasonCategoryOf(reportOf(payload).reasons),
      overridden: standing.decision.outcome === 'admitted-after-manual-check',
    });
  }
  const here = tests.filter(({ site }) => permit.covers({ site }));
  return {
    serverTime: now,
    since,
    drift: driftChart(cases),
    attention: attentionOf(here),
    notNoticed: countBySite(here.filter(({ result }) => result === 'not-noticed').map(({ site }) => site)),
  };
}

/** The chart holds at most the latest decisions up to this number. */
const CHART_LIMIT = 5_000;

function atOf(referral: StoredReferral | undefined): number {
  return referral?.standing.state === 'decided' ? referral.standing.at : 0;
}

function mineOf(own: ReturnType<typeof judgeStart>, now: number): OperationsAnswer['mine'] {
  switch (own.kind) {
    case 'watching':
      return { remainingMs: endOf(own.watch) - now, mayStartAt: null };
    case 'may-start':
      return { remainingMs: own.endsAt - now, mayStartAt: null };
    case 'break-due':
      return { remainingMs: 0, mayStartAt: own.until };
  }
}

interface Counted {
  readonly lately: readonly Traffic[];
  readonly hourly: readonly Traffic[];
  readonly waiting: readonly StoredReferral[];
}

/** Counts waiting referrals as the queue lists them, open tests included: no count reveals which referral is a test. */
function throughputOf(kioskId: string, { lately, hourly, waiting }: Counted, now: number): LaneThroughput {
  const waitingSince = (since: number) =>
    waiting.filter((one) => one.kioskId === kioskId && one.arisenAt >= since).length;
  const sum = (traffic: readonly Traffic[], outcome?: string) =>
    traffic
      .filter((one) => one.kioskId === kioskId && (outcome === undefined || one.outcome === outcome))
      .reduce((total, { travellers }) => total + travellers, 0);
  return {
    kioskId,
    cleared: sum(lately, 'cleared'),
    referred: sum(lately, 'referred') + waitingSince(now - QUARTER_MS),
    lastHour: sum(hourly) + waitingSince(now - HOUR_MS),
  };
}

function attentionOf(tests: Awaited<ReturnType<typeof testsOpenedSince>>): AttentionView[] {
  const people = [...new Set(tests.flatMap(({ person }) => (person === null ? [] : [person])))].sort();
  return people.map((person) => {
    const count = (result: string) => tests.filter((one) => one.person === person && one.result === result).length;
    return { person, sound: count('sound'), missed: count('missed'), notScored: count('not-scored') };
  });
}

function countBySite(sites: readonly SiteId[]): { readonly site: string; readonly count: number }[] {
  return [...new Set(sites)].sort().map((site) => ({ site, count: sites.filter((one) => one === site).length }));
}
