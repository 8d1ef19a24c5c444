import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KioskId } from '../../../server/contract/field.ts';
import {
  chooseVersion,
  isInRing,
  placeOfLane,
  releasePath,
  type ReleaseTerms,
  releaseTermsSchema,
} from '../../../server/contract/release.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const LANE = 'lane-1' as KioskId;

function offer(version: number, changes: Partial<ReleaseTerms> = {}): ReleaseTerms {
  const plain = { kind: 'notice', name: 'main', version, ring: 'all', lanes: [], notBefore: 0, freezes: [] } as const;
  return { ...plain, state: 'offered', ...changes } as ReleaseTerms;
}
function chosen(offers: readonly ReleaseTerms[], current?: number, lane = LANE): number | undefined {
  return chooseVersion(offers, { lane, current, nowMs: NOW })?.version;
}

describe('release terms', () => {
  test('accept a share of the fleet with its percentage only', () => {
    expect(releaseTermsSchema.safeParse(offer(1, { ring: 'share', percentage: 5 })).success).toBe(true);
    expect(releaseTermsSchema.safeParse(offer(1, { ring: 'share' })).success).toBe(false);
    expect(releaseTermsSchema.safeParse(offer(1, { percentage: 5 })).success).toBe(false);
  });
  test('refuse a name that leaves its folder, an unknown kind and an unknown member', () => {
    for (const name of ['..', '../x', 'a/b', 'A', '', '.a', 'a..b', 'a'.repeat(33)]) {
      expect(releaseTermsSchema.safeParse({ ...offer(1), name }).success).toBe(false);
    }
    expect(releaseTermsSchema.safeParse({ ...offer(1), kind: 'firmware' }).success).toBe(false);
    expect(releaseTermsSchema.safeParse({ ...offer(1), more: 1 }).success).toBe(false);
  });
  test('refuse a freeze that ends before it begins', () => {
    expect(releaseTermsSchema.safeParse(offer(1, { freezes: [{ from: 2, until: 1 }] })).success).toBe(false);
  });
});

describe('version of a release', () => {
  test('is the highest that is meant for the lane', () => {
    expect(chosen([offer(1), offer(3), offer(2)])).toBe(3);
    expect(chosen([])).toBeUndefined();
  });
  test('stays the same in a freeze, before its time and while the next is paused', () => {
    const freezes = [{ from: NOW - HOUR, until: NOW + HOUR }];
    expect(chosen([offer(1), offer(2, { freezes })], 1)).toBe(1);
    expect(chosen([offer(1), offer(2, { notBefore: NOW + 1 })], 1)).toBe(1);
    expect(chosen([offer(1), offer(2, { state: 'paused' })], 1)).toBe(1);
  });
  test('stays the same when the version in use is paused', () => {
    expect(chosen([offer(1), offer(2, { state: 'paused' })], 2)).toBe(2);
  });
  test('goes back when the version in use is withdrawn or not listed, in a freeze as well', () => {
    const freezes = [{ from: NOW - HOUR, until: NOW + HOUR }];
    expect(chosen([offer(1, { freezes }), offer(2, { state: 'withdrawn' })], 2)).toBe(1);
    expect(chosen([offer(1, { freezes })], 2)).toBe(1);
  });
  test('is taken in a freeze by a lane that has none', () => {
    expect(chosen([offer(1, { freezes: [{ from: NOW - HOUR, until: NOW + HOUR }] })])).toBe(1);
  });
  test('is kept by a lane when the ring becomes smaller', () => {
    expect(chosen([offer(1), offer(2, { ring: 'laboratory' })], 2)).toBe(2);
  });
  test('goes to the listed lanes only in the first rings', () => {
    const offers = [offer(1), offer(2, { ring: 'laboratory', lanes: [LANE] })];
    expect(chosen(offers, 1)).toBe(2);
    expect(chosen(offers, 1, 'lane-2' as KioskId)).toBe(1);
  });
});

describe('ring of a share', () => {
  const lanes = Array.from({ length: 4_000 }, (_, index) => `lane-${index}` as KioskId);
  test('contains about its percentage of the lanes', () => {
    for (const percentage of [5, 25, 60]) {
      const count = lanes.filter((lane) => isInRing(offer(7, { ring: 'share', percentage }), lane)).length;
      expect(Math.abs(count / lanes.length - percentage / 100)).toBeLessThan(0.03);
    }
  });
  test('contains the lanes of each smaller share of the same release', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 98 }), fc.nat(3_999), (percentage, index) => {
        const lane = lanes[index] ?? LANE;
        const small = isInRing(offer(7, { ring: 'share', percentage }), lane);
        expect(!small || isInRing(offer(7, { ring: 'share', percentage: percentage + 1 }), lane)).toBe(true);
      }),
    );
  });
  test('begins with other lanes in another release', () => {
    const first = (version: number): KioskId[] =>
      lanes.filter((lane) => placeOfLane(releasePath(offer(version)), lane) < 1);
    expect(first(1)).not.toEqual(first(2));
  });
});
