import { describe, expect, it } from 'vitest';
import { runKinds } from '../../../../server/console/administration/runs.ts';
import type { LaneRuns } from '../../../../server/lanes/fleet/answers.ts';

const lane = (number: string, policyDigest: string, models: Record<string, string> = {}): LaneRuns => ({
  ...{ kioskId: `north-${number}`, site: 'north', lane: number, at: 1 },
  ...{ policyDigest, noticeDigest: 'n', modelDigests: models },
});
const policies = (lanes: readonly LaneRuns[]) =>
  runKinds(lanes)[0]?.runs.map((run) => [run.digest, run.lanes.map((one) => one.lane), run.isUnlikeMost]);

describe('policies that lanes run', () => {
  it('marks a lane that runs something else than most lanes', () => {
    expect(policies([lane('10', 'a'), lane('2', 'b'), lane('1', 'a')])).toEqual([
      ['a', ['1', '10'], false],
      ['b', ['2'], true],
    ]);
  });
  it('marks no lane if two policies are run by equally many', () => {
    expect(policies([lane('1', 'b'), lane('2', 'a')])).toEqual([
      ['a', ['2'], false],
      ['b', ['1'], false],
    ]);
  });
  it('names only models that a lane runs', () => {
    const kinds = runKinds([lane('1', 'a', { 'face-embedder': 'e' }), lane('2', 'a')]);
    expect(kinds.map(({ name, runs }) => [name, runs.length])).toEqual([
      ['Decision policy', 1],
      ['Notice', 1],
      ['Face embedder', 1],
    ]);
    expect(runKinds([])).toEqual([]);
  });
});
