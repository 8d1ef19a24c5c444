import { describe, expect, it } from 'vitest';
import { judgeLaneReleases } from '../../../../server/border/conditions/judge-lane-releases.ts';
import type { LaneReleaseState } from '../../../../server/records/kiosks/lane-releases.ts';

const NOW = Date.UTC(2026, 10, 28);
const DAY = 86_400_000;
const target = (over: Partial<LaneReleaseState['held'][number]> = {}) =>
  ({
    ...{ kind: 'notice', name: 'main', version: 2, digest: 'a'.repeat(64), expiresAt: NOW + 20 * DAY, since: NOW },
    ...over,
  }) as LaneReleaseState['held'][number];
const lane = (over: Partial<LaneReleaseState> = {}): LaneReleaseState => ({
  ...{ kioskId: 'north-1', receivedAt: NOW, standing: 'current', root: 1, targets: 1, watchlist: 0 },
  ...{ checkedAt: NOW - 60_000, failure: null, held: [target()], heldCount: 1, software: null, ...over },
});
const PUBLISHED = new Map([['notice/main/2', 'a'.repeat(64)]]);
const judge = (over: Partial<LaneReleaseState>, now = NOW) => judgeLaneReleases(lane(over), PUBLISHED, now);

describe("the judgement on a lane's releases", () => {
  it('finds nothing at a lane that holds the published targets and has checked them', () => {
    expect(judge({})).toEqual({ behind: undefined, differs: undefined });
    expect(judge({ held: [], heldCount: 0 })).toEqual({ behind: undefined, differs: undefined });
  });

  it('finds a lane without a check for a day, also a silent one', () => {
    expect(judge({ checkedAt: NOW - DAY - 60_000 }).behind).toBe('unchecked');
    expect(judge({}, NOW + DAY + 60_000).behind).toBe('unchecked');
    expect(judge({}, NOW + DAY - 120_000).behind).toBeUndefined();
  });

  it('finds signatures that expire within a week, and those that have expired, but leaves watchlists to the policy', () => {
    expect(judge({ held: [target({ expiresAt: NOW + 6 * DAY })] }).behind).toBe('renewal-due');
    expect(judge({ held: [target({ expiresAt: NOW })] }).behind).toBe('too-old');
    expect(judge({ held: [target({ kind: 'watchlist', expiresAt: NOW })] }).behind).toBeUndefined();
  });

  it("believes the lane's own judgement where it is worse", () => {
    expect(judge({ standing: 'too-old' }).behind).toBe('too-old');
    expect(judge({ standing: 'unchecked' }).behind).toBe('unchecked');
    expect(judge({ standing: 'current', held: [target({ expiresAt: NOW - 1 })] }).behind).toBe('too-old');
  });

  it('finds other bytes under a published version, and a version that was not published here', () => {
    expect(judge({ held: [target({ digest: 'b'.repeat(64) })] }).differs).toEqual({
      trouble: 'other-digest',
      target: 'notice/main/2',
    });
    expect(judge({ held: [target({ version: 3 })] }).differs).toEqual({
      trouble: 'not-published',
      target: 'notice/main/3',
    });
  });
});
