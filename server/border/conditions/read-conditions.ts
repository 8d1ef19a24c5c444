/** The conditions of all lanes, from reports of lanes and confirmations of people. */
import type { KioskId } from '../../contract/field.ts';
import { releasePath } from '../../contract/release.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { openAlarmsOf } from '../../records/alarms/alarm-table.ts';
import { listLaneReleases } from '../../records/kiosks/lane-releases.ts';
import {
  listLanes,
  listMasterListTroubles,
  listReadiness,
  listSlowLanes,
  listWatchlistTroubles,
} from '../../records/kiosks/lane-status.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { unconfirmedOpenings } from '../../lanes/orders/manual-openings.ts';
import { openReferrals } from '../referrals/tables/referrals.ts';
import { publishedDigests } from '../../lanes/releases/publication-table.ts';
import { laneRunsSince } from '../../records/reports/traffic.ts';
import type { Condition } from './answers.ts';
import { ALARMED_KINDS, CONDITION_KINDS, type ConditionKind } from './condition-kinds.ts';
import { judgeLaneReleases } from './judge-lane-releases.ts';
import { REFERS_EVERYONE, refersEveryoneSince } from './refers-everyone.ts';

/** Gravest first, then by lane. A disabled lane has none. */
export async function readConditions(database: Connection, now: number): Promise<Condition[]> {
  const lanes = (await listLanes(database)).filter(({ disabled }) => !disabled);
  const raised = await openAlarmsOf(database, ALARMED_KINDS);
  const conditions: Condition[] = [];
  const add = (
    kind: ConditionKind,
    { kioskId, site, lane }: LaneView,
    since: number,
    about: Partial<
      Pick<Condition, 'confirm' | 'framesPerS' | 'drifts' | 'releases' | 'masterLists' | 'watchlists'>
    > = {},
  ) => conditions.push({ kind, kioskId, site, lane, since, ...NOTHING, ...about });
  const sinceOf = (kind: ConditionKind, kioskId: string, at: number) =>
    raised.find((alarm) => alarm.kind === kind && alarm.kioskId === kioskId)?.firstAt ?? at;

  const slow = await listSlowLanes(database);
  const readiness = await listReadiness(database);
  const masterListsOf = await listMasterListTroubles(database);
  const watchlistsOf = await listWatchlistTroubles(database);
  const runs = await runsOf(database, now - REFERS_EVERYONE.withinMs);
  for (const lane of lanes) {
    const { kioskId, heard } = lane;
    const kind = heard === null ? undefined : STATE_CONDITIONS[heard.state];
    if (heard !== null && kind !== undefined) add(kind, lane, sinceOf(kind, kioskId, heard.receivedAt));
    const run = runs.get(kioskId);
    const since = run === undefined ? undefined : refersEveryoneSince(run, now);
    if (since !== undefined) add('lane-refers-everyone', lane, since);
    const framesPerS = slow.get(kioskId);
    if (heard !== null && framesPerS !== undefined) {
      add('lane-slow', lane, sinceOf('lane-slow', kioskId, heard.receivedAt), { framesPerS });
    }
    const { check = null, drifts = [] } = readiness.get(kioskId) ?? {};
    if (heard !== null && (check === 'unfinished' || check === 'failed')) {
      add('lane-check-unfinished', lane, sinceOf('lane-check-unfinished', kioskId, heard.receivedAt));
    }
    if (heard !== null && drifts.length > 0) {
      add('lane-drifted', lane, sinceOf('lane-drifted', kioskId, heard.receivedAt), { drifts });
    }
    const masterLists = masterListsOf.get(kioskId);
    if (heard !== null && masterLists !== undefined) {
      add('lane-trust-old', lane, sinceOf('lane-trust-old', kioskId, heard.receivedAt), { masterLists });
    }
    const watchlists = watchlistsOf.get(kioskId);
    if (heard !== null && watchlists !== undefined) {
      add('lane-watchlists-old', lane, sinceOf('lane-watchlists-old', kioskId, heard.receivedAt), { watchlists });
    }
  }
  const published = await publishedDigests(database);
  for (const state of await listLaneReleases(database)) {
    const lane = lanes.find(({ kioskId }) => kioskId === state.kioskId);
    if (lane === undefined) continue;
    const { behind, differs } = judgeLaneReleases(state, published, now);
    const sinceWhen = (kind: ConditionKind) => sinceOf(kind, lane.kioskId, state.receivedAt);
    if (differs !== undefined)
      add('lane-releases-differ', lane, sinceWhen('lane-releases-differ'), { releases: differs });
    if (behind !== undefined) {
      const releases = { trouble: behind, target: null };
      add('lane-releases-behind', lane, sinceWhen('lane-releases-behind'), { releases });
    }
    const { software } = state;
    if (software?.returned !== undefined) {
      const target = releasePath({ kind: 'software', name: software.name, version: software.returned.version });
      const releases = { trouble: software.returned.why, target };
      add('lane-software-returned', lane, sinceWhen('lane-software-returned'), { releases });
    }
  }
  for (const { kind, kioskId, openedBy, openedAt, confirmBy: by } of await unconfirmedOpenings(database)) {
    const lane = lanes.find((one) => one.kioskId === kioskId);
    const which = by <= now ? 'confirmation-overdue' : 'confirmation-due';
    if (lane !== undefined) add(which, lane, openedAt, { confirm: { by, kind, openedBy } });
  }
  const rank = ({ kind }: Condition) => CONDITION_KINDS.indexOf(kind);
  return conditions.sort((one, other) => rank(one) - rank(other));
}

const NOTHING = {
  confirm: null,
  framesPerS: null,
  drifts: null,
  releases: null,
  masterLists: null,
  watchlists: null,
} as const;

const STATE_CONDITIONS: { readonly [State in NonNullable<LaneView['heard']>['state']]?: ConditionKind } = {
  emergency: 'lane-in-emergency',
  'out-of-service': 'lane-out-of-service',
};

/** A test counts as a referral until it has ended and not afterwards, as in every other count, so that no condition reveals a test. */
async function runsOf(database: Connection, since: number) {
  const runs = await laneRunsSince(database, since);
  const counted = new Map<string, { referredAt: number[]; lastOtherAt: number | undefined }>();
  const runOf = (kioskId: KioskId) => {
    const run = counted.get(kioskId) ?? { referredAt: [], lastOtherAt: undefined };
    counted.set(kioskId, run);
    return run;
  };
  for (const { kioskId, lastOtherAt } of runs.others) runOf(kioskId).lastOtherAt = lastOtherAt;
  for (const { kioskId, at } of runs.referred) runOf(kioskId).referredAt.push(at);
  for (const { kioskId, arisenAt } of await openReferrals(database)) runOf(kioskId).referredAt.push(arisenAt);
  return counted;
}
