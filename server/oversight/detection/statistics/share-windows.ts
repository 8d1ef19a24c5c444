/** The days of a share: against its own past, and against peers. Pure. */
import { countBelow, countTail, decades, shareTail } from './distributions.ts';
import { valueOf } from './score.ts';

/** Trials, hits, and the hits that the group's share at those moments would give. */
export type DayOfTrials = [number, number, number];

export interface WindowScore {
  readonly score: number;
  readonly observed: number;
  readonly expected: number;
}

/** Hits with which an entity's ratio to its group is shrunk to 1. */
export const PRIOR_HITS = 8;
/** Trials with which an entity's own past is shrunk to the group's share. */
export const PRIOR_TRIALS = 20;
/** The usual scatter between the windows of an entity. */
const OWN_SCATTER = 0.01;
/** The past of an entity ends this long ago, or where the window begins. */
const RECENT_DAYS = 7;
/** Fewer hits are not called fewer than usual: hits of the past, and hits that are now expected. */
const MIN_PAST_HITS = 5;
const MIN_FEWER = 4;
const MIN_PEERS = 5;
const MIN_SCORE = 0.5;

export function sumOfDays(days: readonly (readonly [number, number, number])[]) {
  let [trials, hits, expected] = [0, 0, 0];
  for (const [ofDay, hit, usual] of days) {
    trials += ofDay;
    hits += hit;
    expected += usual;
  }
  return { trials, hits, expected };
}

/**
 * The last days against the entity's own past, both relative to the group's share at those moments: hard flights and seasons cancel out.
 * The past is uncertain too, which widens what is usual.
 */
export function ownPastScore(all: readonly DayOfTrials[], days: number): WindowScore | undefined {
  const [recent, before] = [sumOfDays(all.slice(-days)), sumOfDays(all.slice(0, -Math.max(RECENT_DAYS, days)))];
  if (before.trials < 20 || recent.hits < 3) return undefined;
  const ratio = (before.hits + PRIOR_HITS) / (before.expected + PRIOR_HITS);
  const usual = recent.expected * ratio;
  const share = Math.min(0.97, usual / Math.max(1, recent.trials));
  const isRare = share < 0.3;
  const chance = isRare
    ? countTail(recent.hits, Math.max(0.02, usual), OWN_SCATTER + 1 / (before.hits + PRIOR_HITS))
    : shareTail(recent.hits, recent.trials, share);
  const score = decades(chance) / (isRare ? 1 : 1 + recent.trials / (before.trials + PRIOR_TRIALS));
  return score > MIN_SCORE ? { score, observed: recent.hits, expected: usual } : undefined;
}

/** Hits that no longer come: a check that is rare, and that a lane has stopped to make, raises no sum. */
export function fewHitsScore(all: readonly DayOfTrials[], days: number): WindowScore | undefined {
  const [recent, before] = [sumOfDays(all.slice(-days)), sumOfDays(all.slice(0, -days))];
  if (before.hits < MIN_PAST_HITS) return undefined;
  const usual = recent.expected * ((before.hits + 1) / (before.expected + 1));
  if (usual < MIN_FEWER || recent.hits > usual / 2) return undefined;
  const score = decades(countBelow(recent.hits, usual, OWN_SCATTER + 1 / before.hits));
  return score > MIN_SCORE ? { score, observed: recent.hits, expected: usual } : undefined;
}

interface Member {
  readonly id: string;
  readonly trials: number;
  readonly hits: number;
  readonly expected: number;
}

/**
 * Each entity against the others of its group, for the same mix of hours and cases. The scatter between entities widens what is usual.
 * @param entities id, group and days
 */
export function peerScores(
  entities: Iterable<readonly [string, { readonly group: string; readonly days: readonly DayOfTrials[] }]>,
  days: number,
): (readonly [string, WindowScore])[] {
  const groups = new Map<string, Member[]>();
  for (const [id, state] of entities) {
    const window = sumOfDays(state.days.slice(-days));
    if (window.trials > 0) valueOf(groups, state.group, () => []).push({ id, ...window });
  }
  return [...groups.values()].flatMap((members) => (members.length < MIN_PEERS ? [] : scoresAmong(members)));
}

function scoresAmong(members: readonly Member[]): (readonly [string, WindowScore])[] {
  const all = sumOfDays(members.map(({ trials, hits, expected }) => [trials, hits, expected]));
  const shareOf = ({ trials, expected }: Member, ratio: number) =>
    Math.min(0.98, Math.max(1e-4, (expected / trials) * ratio));
  const scatters = members
    .filter(({ trials }) => trials >= 3)
    .map((one) => {
      const share = shareOf(one, all.hits / Math.max(1e-9, all.expected));
      return Math.min(9, (one.hits - one.trials * share) ** 2 / (one.trials * share * (1 - share)));
    });
  const scatter = Math.max(1, scatters.reduce((sum, one) => sum + one, 0) / Math.max(1, scatters.length));
  return members.flatMap((one) => {
    const { id, trials, hits, expected } = one;
    if (trials < 3 || hits < 2) return [];
    const share = shareOf(one, (all.hits - hits + 1) / (all.expected - expected + 2));
    const score = decades(shareTail(hits, trials, share)) / scatter;
    return score > MIN_SCORE ? [[id, { score, observed: hits, expected: trials * share }] as const] : [];
  });
}
