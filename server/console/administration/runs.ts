/** Pure: groups lanes by the policies that they run, so that a lane that differs is visible. */
import { MODEL_ROLES } from '../../contract/vocabulary.ts';
import type { LaneRuns } from '../../lanes/fleet/answers.ts';
import { inOrder } from '../lane-place.ts';
import { t, translated } from '../languages/text.ts';
import { MODEL_WORDS } from '../words.ts';

export interface Run {
  readonly digest: string;
  readonly lanes: readonly LaneRuns[];
  /** Most lanes run another one. If two are run by equally many lanes, neither is marked. */
  readonly isUnlikeMost: boolean;
}

export interface RunKind {
  readonly name: string;
  /** Sorted: the one that most lanes run comes first. */
  readonly runs: readonly Run[];
}

export function runKinds(lanes: readonly LaneRuns[]): readonly RunKind[] {
  const kinds: readonly (readonly [string, (lane: LaneRuns) => string | undefined])[] = [
    [t('Decision policy'), ({ policyDigest }) => policyDigest],
    [t('Notice'), ({ noticeDigest }) => noticeDigest],
    ...MODEL_ROLES.map((role) => [MODEL_WORDS[role], (lane: LaneRuns) => lane.modelDigests[role]] as const),
  ];
  return kinds
    .map(([name, digestOf]) => ({ name, runs: runsOf(lanes, digestOf) }))
    .filter(({ runs }) => runs.length > 0);
}

function runsOf(lanes: readonly LaneRuns[], digestOf: (lane: LaneRuns) => string | undefined): readonly Run[] {
  const byDigest = new Map<string, LaneRuns[]>();
  for (const lane of inOrder(lanes)) {
    const digest = digestOf(lane);
    if (digest !== undefined) byDigest.set(digest, [...(byDigest.get(digest) ?? []), lane]);
  }
  const most = Math.max(0, ...[...byDigest.values()].map(({ length }) => length));
  return [...byDigest]
    .map(([digest, those]) => ({ digest, lanes: those, isUnlikeMost: those.length < most }))
    .sort((one, other) => other.lanes.length - one.lanes.length || one.digest.localeCompare(other.digest));
}

export const RUN_WORDS: { readonly differs: string } = translated({ differs: 'Differs from most' });
