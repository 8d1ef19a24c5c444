/** Pure: what lanes decide by, put together, so that the one that runs something else is seen. */
import { MODEL_ROLES } from '../../contract/vocabulary.ts';
import type { LaneRuns } from '../../fleet/answers.ts';
import { inOrder } from '../lane-place.ts';
import { MODEL_WORDS } from '../words.ts';

export interface Run {
  readonly digest: string;
  readonly lanes: readonly LaneRuns[];
  /** Most lanes run another one. Where as many run each, nobody can say which is the odd one, and none is. */
  readonly isUnlikeMost: boolean;
}

export interface RunKind {
  readonly name: string;
  /** What most lanes run first. */
  readonly runs: readonly Run[];
}

export function runKinds(lanes: readonly LaneRuns[]): readonly RunKind[] {
  const kinds: readonly (readonly [string, (lane: LaneRuns) => string | undefined])[] = [
    ['Decision policy', ({ policyDigest }) => policyDigest],
    ['Notice', ({ noticeDigest }) => noticeDigest],
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
