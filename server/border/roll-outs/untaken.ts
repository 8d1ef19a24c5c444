/** Releases that people signed and published, and that the lanes they are meant for do not take. Pure. */
import { MAX_HELD } from '../../contract/lane-releases.ts';
import { chooseVersion, RELEASE_KINDS, type ReleaseKind, type ReleaseTerms } from '../../contract/release.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import type { RollOutGate } from '../../contract/roll-out.ts';
import type { LaneReleaseState } from '../../records/kiosks/lane-releases.ts';

/** Time in which lanes take what is meant for them: they ask about once a minute, and large files take hours on a slow line. */
export const UNTAKEN_AFTER_MS = 86_400_000;
/** Share of the lanes that hold another version of the name. A step of a roll-out has the same. */
const TAKEN_SHARE = 0.8;
/** A lane that has been silent for longer counts neither way; another alarm names it. */
const HEARD_WITHIN_MS = 3_600_000;

/** Lanes take no file of these kinds, or have an alarm of their own for them. */
const OTHERWISE: readonly ReleaseKind[] = ['bill-of-materials', 'rules', 'watchlist'];
const TAKEN_KINDS = (Object.keys(RELEASE_KINDS) as ReleaseKind[]).filter((kind) => !OTHERWISE.includes(kind));

/** Closed. */
export type UntakenReason =
  /** Its terms name no lane of the fleet. */
  | 'names-no-lane'
  /** It is meant for lanes that reported, and none holds any version of it: no lane is set up for it, or each refuses it. */
  | 'taken-by-none'
  /** Too few of the lanes that hold another version of it have taken it. */
  | 'taken-by-few';

export interface Untaken {
  readonly why: UntakenReason;
  readonly kind: ReleaseKind;
  readonly name: string;
  readonly version: number;
}

export interface OfferedRelease {
  readonly terms: ReleaseTerms;
  /** Wall ms since which lanes see these terms. */
  readonly since: number;
}

export interface FleetState {
  /** Ids of all lanes that are not disabled. */
  readonly lanes: readonly string[];
  readonly states: readonly LaneReleaseState[];
  readonly gates: readonly (RollOutGate & { readonly since: number })[];
  readonly now: number;
}

export function untakenOf(releases: readonly OfferedRelease[], fleet: FleetState): Untaken[] {
  return releases.flatMap((release) => {
    const { kind, name, version } = release.terms;
    const why = TAKEN_KINDS.includes(kind) ? reasonOf(release, releases, fleet) : undefined;
    return why === undefined ? [] : [{ why, kind, name, version }];
  });
}

function reasonOf(
  { terms, since }: OfferedRelease,
  releases: readonly OfferedRelease[],
  { lanes, states, gates, now }: FleetState,
): UntakenReason | undefined {
  const isOf = (one: { readonly kind: string; readonly name: string }): boolean =>
    one.kind === terms.kind && one.name === terms.name;
  const gate = gates.find((one) => isOf(one) && one.version === terms.version);
  const from = takeableSince(terms, since, gate?.since ?? 0, now);
  if (terms.state !== 'offered' || now - from < UNTAKEN_AFTER_MS) return undefined;
  if (namesNoLane(terms, lanes)) return 'names-no-lane';
  const group = releases.filter((one) => isOf(one.terms)).map((one) => one.terms);
  const heard = states.filter(({ receivedAt, held }) => now - receivedAt <= HEARD_WITHIN_MS && held.length < MAX_HELD);
  const meant = heard.filter(({ kioskId, held }) => {
    const [lane, current] = [kioskIdSchema.parse(kioskId), held.find(isOf)?.version];
    return chooseVersion(group, { lane, current, nowMs: now, gates })?.version === terms.version;
  });
  if (meant.length === 0) return undefined;
  const versions = meant.flatMap(({ held }) => held.find(isOf)?.version ?? []);
  if (versions.length === 0) return 'taken-by-none';
  const taken = versions.filter((version) => version === terms.version).length;
  return taken < TAKEN_SHARE * versions.length ? 'taken-by-few' : undefined;
}

/** A freeze that lasts counts as now. */
function takeableSince({ notBefore, freezes }: ReleaseTerms, since: number, gateSince: number, now: number): number {
  const ends = freezes.filter(({ from }) => from <= now).map(({ until }) => Math.min(until, now));
  return Math.max(since, notBefore, gateSince, ...ends);
}

/** The first rings name their lanes. A staged release goes on to all lanes. */
function namesNoLane({ ring, lanes: named, staged }: ReleaseTerms, lanes: readonly string[]): boolean {
  const isByName = (ring === 'laboratory' || ring === 'sites') && staged === undefined;
  return isByName && lanes.length > 0 && !named.some((lane) => lanes.includes(lane));
}
