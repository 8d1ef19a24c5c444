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

import type { RollOutGate } from '../../../server/contract/roll-out.ts';

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

describe('terms of models', () => {
  const shadow = { travellers: 1_000, wouldPassMostPpm: 5_000, wouldRefuseMostPpm: 20_000, notJudgedMostPpm: 50_000 };
  const staged = { sites: [], returnUntil: NOW };
  const isValid = (changes: object) => releaseTermsSchema.safeParse({ ...offer(1), ...changes }).success;
  test('have limits exactly when their name ends with .shadow', () => {
    expect(isValid({ kind: 'models', name: 'face.shadow', shadow })).toBe(true);
    expect(isValid({ kind: 'models', name: 'face.shadow' })).toBe(false);
    expect(isValid({ kind: 'models', name: 'face', shadow, staged })).toBe(false);
    expect(isValid({ kind: 'notice', name: 'main.shadow', shadow })).toBe(false);
  });
  test('are staged when the models decide, so that the server holds them until the shadow passage', () => {
    expect(isValid({ kind: 'models', name: 'face', staged })).toBe(true);
    expect(isValid({ kind: 'models', name: 'face' })).toBe(false);
  });
  test('refuse limits that limit nothing', () => {
    for (const bad of [
      { travellers: 10 },
      { wouldPassMostPpm: 0 },
      { wouldRefuseMostPpm: 900_000 },
      { notJudgedMostPpm: 0.1 },
    ]) {
      expect(isValid({ kind: 'models', name: 'face.shadow', shadow: { ...shadow, ...bad } })).toBe(false);
    }
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

describe('a staged release', () => {
  const staged = { sites: ['site-1' as KioskId], returnUntil: NOW + 24 * HOUR };
  const release = offer(2, { lanes: ['lab-1' as KioskId], staged });
  const gate = (changes: Partial<RollOutGate>): RollOutGate => ({
    ...{ kind: 'notice', name: 'main', version: 2, step: 'laboratory', state: 'open', ...changes },
  });
  const takes = (lane: string, changes: Partial<RollOutGate>, current = 1, nowMs = NOW) =>
    chooseVersion([offer(1), release], { lane: lane as KioskId, current, nowMs, gates: [gate(changes)] })?.version;
  const lanes = Array.from({ length: 2_000 }, (_, at) => `lane-${at}`);

  test('is taken by the laboratory, then by one lane of each site, then by shares, then by all', () => {
    expect([takes('lab-1', {}), takes('site-1', {}), takes('lane-1', {})]).toEqual([2, 1, 1]);
    expect([takes('lab-1', { step: 'sites' }), takes('site-1', { step: 'sites' })]).toEqual([2, 2]);
    const share = (step: RollOutGate['step']) =>
      lanes.filter((lane) => takes(lane, { step }) === 2).length / lanes.length;
    expect(share('sites')).toBe(0);
    expect(share('five-percent')).toBeCloseTo(0.05, 1);
    expect(share('quarter')).toBeCloseTo(0.25, 1);
    expect(share('all')).toBe(1);
    const early = lanes.filter((lane) => takes(lane, { step: 'five-percent' }) === 2);
    expect(early.every((lane) => takes(lane, { step: 'quarter' }) === 2)).toBe(true);
  });
  test('is taken by no lane without a gate of the server, or by the gate of another version', () => {
    const without = (gates: readonly RollOutGate[]) =>
      chooseVersion([offer(1), release], { lane: 'lab-1' as KioskId, current: 1, nowMs: NOW, gates })?.version;
    expect(without([])).toBe(1);
    expect(without([gate({ version: 3, step: 'all' })])).toBe(1);
  });
  test('is kept but not taken while it is held', () => {
    expect(takes('lab-1', { step: 'all', state: 'held' })).toBe(1);
    expect(takes('lab-1', { step: 'all', state: 'held' }, 2)).toBe(2);
  });
  test('goes back when it is returned, only until the date that people signed', () => {
    expect(takes('lab-1', { state: 'returned' }, 2)).toBe(1);
    expect(takes('lab-1', { state: 'returned' }, 2, staged.returnUntil)).toBe(2);
    expect(takes('lab-1', { state: 'returned' }, 1, staged.returnUntil)).toBe(1);
  });
  test('is not given to lanes outside the ring that people signed, whatever the server opens', () => {
    const narrow = { ...release, ring: 'laboratory' as const };
    const chosenBy = chooseVersion([offer(1), narrow], {
      ...{ lane: 'lane-1' as KioskId, current: 1, nowMs: NOW, gates: [gate({ step: 'all' })] },
    });
    expect(chosenBy?.version).toBe(1);
  });
  test('leaves releases that are not staged to their terms', () => {
    const returned = [gate({ version: 1, state: 'returned' })];
    expect(chooseVersion([offer(1)], { lane: LANE, current: 1, nowMs: NOW, gates: returned })?.version).toBe(1);
  });
});
