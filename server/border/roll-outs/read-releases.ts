/** Who runs what, what is pending and why: for the page of releases. */
import { judgeLaneReleases } from '../conditions/judge-lane-releases.ts';
import { readListPart } from '../../contract/released-watchlist.ts';
import { releasePath } from '../../contract/release.ts';
import type { RollOutGate } from '../../contract/roll-out.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { Kiosk } from '../../records/kiosks/kiosks.ts';
import { type LaneReleaseState, listLaneReleases } from '../../records/kiosks/lane-releases.ts';
import { fleetShadows } from '../../records/kiosks/shadow-counts.ts';
import { entriesIn } from '../../lanes/releases/draft.ts';
import type { ReleaseEntry } from '../../lanes/releases/entries.ts';
import { publishedDigests } from '../../lanes/releases/publication-table.ts';
import { type Repository, SIGNED_BY_PEOPLE } from '../../lanes/releases/repository.ts';
import type { FleetReleases, LaneReleaseView, ReleaseView, RollOutView } from './answers.ts';
import { gateOf, stepFacts, usedBy } from './follow-roll-outs.ts';
import { judgeStep } from './judge-step.ts';
import { type PassageOf, passagesOf } from './passages.ts';
import { pendingOf } from './pending.ts';
import { listFreezes, listRollOuts, type StoredRollOut } from './roll-out-table.ts';

/** @param lanes those that the reader may see */
export async function readReleases(
  database: Connection,
  repository: Repository,
  lanes: readonly Kiosk[],
  now: number,
): Promise<FleetReleases> {
  const entries = (['targets', 'watchlist'] as const).flatMap((role) => entriesIn(repository, role));
  const states = await listLaneReleases(database);
  const rollOuts = await listRollOuts(database);
  const gates = rollOuts.flatMap((one) => gateOf(one, false));
  const passageOf = passagesOf(entries, await fleetShadows(database));
  const published = await publishedDigests(database);
  const releases: ReleaseView[] = [];
  for (const entry of entries) {
    if ((readListPart(entry.terms.name)?.delta ?? 0) === 0)
      releases.push(await releaseOf(database, entry, { states, rollOuts, passageOf, now }));
  }
  const stateOf = new Map(states.map((state) => [state.kioskId, state]));
  const offered = entries.map(({ terms }) => terms);
  return {
    serverTime: now,
    published: SIGNED_BY_PEOPLE.filter((role) => repository.newest(role) > 0).map((role) => {
      const { version, expires } = repository.readNewest(role).signed;
      return { role, version, expiresAt: Date.parse(expires) };
    }),
    releases,
    lanes: lanes.map((lane) => laneOf(lane, stateOf.get(lane.id), { offered, gates, published, now })),
    freezes: await listFreezes(database, now),
  };
}

interface Fleet {
  readonly states: readonly LaneReleaseState[];
  readonly rollOuts: readonly StoredRollOut[];
  readonly passageOf: PassageOf;
  readonly now: number;
}

async function releaseOf(
  database: Connection,
  { terms, digest }: ReleaseEntry,
  { states, rollOuts, passageOf, now }: Fleet,
): Promise<ReleaseView> {
  const { kind, name, version, ring, state } = terms;
  const isSame = (one: { readonly kind: string; readonly name: string; readonly version: number }): boolean =>
    one.kind === kind && one.name === name && one.version === version;
  const rollOut = rollOuts.find(isSame);
  return {
    kind,
    name,
    version,
    digest,
    ring,
    state,
    lanes: states.filter((one) => usedBy(one, terms) !== undefined).length,
    rollOut:
      rollOut === undefined || terms.staged === undefined
        ? null
        : viewOf(rollOut, terms.staged.returnUntil, await stepFacts(database, terms, rollOut, { now, passageOf })),
    passage: passageViewOf(terms, passageOf),
  };
}

function passageViewOf(terms: ReleaseEntry['terms'], passageOf: PassageOf): ReleaseView['passage'] {
  const passage = passageOf(terms);
  return passage === undefined
    ? null
    : { ...passage, limits: passage.limits ?? null, decides: terms.shadow === undefined };
}

function viewOf(
  { step, state, why, begunAt, stepAt, changedAt, changedBy }: StoredRollOut,
  returnUntil: number,
  facts: Awaited<ReturnType<typeof stepFacts>>,
): RollOutView {
  const judged = judgeStep(facts);
  return {
    step,
    state,
    why,
    begunAt,
    stepAt,
    changedAt,
    changedBy,
    returnUntil,
    waits: state === 'open' && judged.kind === 'waits' ? judged.why : null,
    heard: facts.lanes.heard,
    using: facts.lanes.using,
    travellers: facts.watched.travellers,
    charts: facts.watched.highest,
  };
}

interface Offered {
  readonly offered: Parameters<typeof pendingOf>[2];
  readonly gates: readonly RollOutGate[];
  readonly published: ReadonlyMap<string, string>;
  readonly now: number;
}

function laneOf(
  { id, site, lane }: Kiosk,
  state: LaneReleaseState | undefined,
  { offered, gates, published, now }: Offered,
): LaneReleaseView {
  if (state === undefined) return { kioskId: id, site, lane, reported: null };
  const { receivedAt, checkedAt, failure, held, heldCount, software } = state;
  const match = (digest: string, path: string) =>
    published.get(path) === undefined ? 'unknown' : published.get(path) === digest ? 'published' : 'other';
  return {
    kioskId: id,
    site,
    lane,
    reported: {
      receivedAt,
      standing: judgeLaneReleases(state, published, now).behind ?? 'current',
      checkedAt,
      failure,
      held: held.map(({ digest, ...one }) => ({ ...one, match: match(digest, releasePath(one)) })),
      heldCount,
      pending: pendingOf(id, held, offered, { gates, now }),
      software: software && { ...software, returned: software.returned ?? null },
    },
  };
}
