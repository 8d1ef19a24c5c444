import { describe, expect, test } from 'vitest';
import { countKept, type Keeping } from '../../../../server/contract/keeping.ts';
import { isHolding, judgeLane, type LaneFacts } from '../../../../server/privacy/held/overdue.ts';

const NOW = Date.UTC(2026, 2, 3, 12);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const keeping = (leftMs: number): Keeping => ({ referred: countKept([{ keptAt: NOW, eraseAt: NOW + leftMs }], NOW) });
const facts = (over: Partial<LaneFacts> = {}): LaneFacts => ({
  said: { at: NOW, keeping: {} },
  lastReferralAt: undefined,
  lastReferredErasureAt: undefined,
  isHolding: false,
  ...over,
});
const kinds = (over: Partial<LaneFacts>, nowMs = NOW) => judgeLane(facts(over), nowMs).map(({ kind }) => kind);

describe('overdue at a lane', () => {
  test('is nothing when everything is on time', () => {
    expect(kinds({ said: { at: NOW, keeping: keeping(MINUTE) } })).toEqual([]);
    expect(kinds({ said: undefined })).toEqual([]);
  });
  test('is what the lane itself reports', () => {
    const said = { at: NOW, keeping: keeping(-5 * MINUTE) };
    expect(judgeLane(facts({ said }), NOW)).toMatchObject([
      { kind: 'lane-says', retentionClass: 'referred', count: 1 },
    ]);
  });
  test('is what must be erased since the lane became silent', () => {
    const said = { at: NOW, keeping: keeping(5 * MINUTE) };
    expect(kinds({ said }, NOW + 10 * MINUTE)).toEqual([]);
    expect(kinds({ said }, NOW + 11 * MINUTE)).toEqual(['silent']);
    const later = { at: NOW, keeping: keeping(300 * MINUTE) };
    expect(kinds({ said: later }, NOW + DAY)).toEqual([]);
    expect(kinds({ said: later }, NOW + DAY + MINUTE)).toEqual(['silent']);
  });
  test('is a referral without a reported erasure, despite a good status', () => {
    const lastReferralAt = NOW - DAY - 15 * MINUTE;
    expect(kinds({ lastReferralAt })).toEqual(['unreported']);
    expect(kinds({ lastReferralAt: lastReferralAt + 1 })).toEqual([]);
    expect(kinds({ lastReferralAt, lastReferredErasureAt: lastReferralAt })).toEqual([]);
    expect(kinds({ lastReferralAt, lastReferredErasureAt: lastReferralAt - 1 })).toEqual(['unreported']);
  });
  test('is not a referral under a legal hold', () => {
    const held: Keeping = { 'legal-hold': countKept([{ keptAt: NOW, eraseAt: NOW + DAY }], NOW) };
    expect(isHolding(held)).toBe(true);
    expect(isHolding(keeping(1))).toBe(false);
    expect(kinds({ lastReferralAt: NOW - 2 * DAY, isHolding: true })).toEqual([]);
  });
});
