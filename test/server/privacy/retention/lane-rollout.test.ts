import { describe, expect, it } from 'vitest';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { policyOf, rolloutOf } from '../../../../server/privacy/retention/lane-rollout.ts';
import type { LaneRetention, RetentionOrder } from '../../../../server/privacy/tables/retention-rollout.ts';

const NOW = 1_000_000_000_000;
const MINUTE = 60_000;
const DIGESTS = new Map([
  [1, 'a'.repeat(64)],
  [2, 'b'.repeat(64)],
]);
const WANTED = { number: 2, digest: 'b'.repeat(64), validFrom: NOW - MINUTE, signedAt: NOW - 10 * MINUTE };

const lane = (over: Partial<LaneRetention> = {}): LaneRetention => ({
  ...{ kioskId: kioskIdSchema.parse('north-1'), site: 'north', lane: '1', heardAt: NOW - 1_000 },
  ...{ orders: [], erasedBy: null, ...over },
});
const order = (over: Partial<RetentionOrder>): RetentionOrder => ({
  ...{ number: 2, state: 'pending', refusal: null, issuedAt: NOW - 5 * MINUTE, settledAt: null, given: 1 },
  ...over,
});
const stateOf = (one: LaneRetention, wanted = WANTED, now = NOW) => rolloutOf(one, policyOf(one, DIGESTS), wanted, now);

describe('policy of a lane', () => {
  it('is the latest that it reported, by adoption or erasure', () => {
    const obeyed = order({ number: 1, state: 'obeyed', settledAt: NOW - 9 * MINUTE });
    const erasedBy = { digest: 'c'.repeat(64), at: NOW - 2 * MINUTE };
    expect(policyOf(lane(), DIGESTS)).toBeUndefined();
    expect(policyOf(lane({ orders: [obeyed] }), DIGESTS)).toMatchObject({ number: 1, by: 'order' });
    expect(policyOf(lane({ orders: [obeyed], erasedBy }), DIGESTS)).toMatchObject({ number: null, by: 'erasure' });
    const byFile = { digest: 'b'.repeat(64), at: NOW };
    expect(policyOf(lane({ erasedBy: byFile }), DIGESTS)).toMatchObject({ number: 2, by: 'erasure' });
  });
});

describe('rollout to a lane', () => {
  it.each<readonly [string, LaneRetention, ReturnType<typeof rolloutOf>]>([
    ['that is online and has no order', lane(), 'due'],
    ['that was never online', lane({ heardAt: null }), 'silent'],
    ['that was last online long ago', lane({ heardAt: NOW - 2 * MINUTE }), 'silent'],
    ['that has not answered', lane({ orders: [order({})] }), 'sent'],
    ['that obeyed', lane({ orders: [order({ state: 'obeyed', settledAt: NOW })] }), 'adopted'],
    ['that has the policy from a file', lane({ erasedBy: { digest: WANTED.digest, at: NOW } }), 'adopted'],
    ['that runs a newer policy', lane({ orders: [order({ number: 3, state: 'obeyed', settledAt: NOW })] }), 'adopted'],
    [
      'that does not know the signer',
      lane({ orders: [order({ state: 'refused', refusal: 'retention-invalid' })] }),
      'refused',
    ],
    ['whose disk was full', lane({ orders: [order({ state: 'refused', refusal: 'not-recorded' })] }), 'due'],
    [
      'that missed it a moment ago',
      lane({ orders: [order({ state: 'expired', issuedAt: NOW - 1_000 })] }),
      'again-later',
    ],
    ['that missed it often', lane({ orders: [order({ state: 'expired', given: 9 })] }), 'again-later'],
    ['that missed it very often', lane({ orders: [order({ state: 'expired', given: 2_000 })] }), 'again-later'],
  ])('%s', (_name, one, state) => {
    expect(stateOf(one)).toBe(state);
  });

  it('waits until the policy is in force', () => {
    expect(stateOf(lane(), { ...WANTED, validFrom: NOW + 1 })).toBe('not-yet-valid');
  });

  it('repeats a refused order after another person has signed', () => {
    const refused = lane({ orders: [order({ state: 'refused', refusal: 'retention-invalid' })] });
    expect(stateOf(refused, { ...WANTED, signedAt: NOW })).toBe('due');
  });

  it('repeats unanswered orders at most once a day', () => {
    const missed = lane({ orders: [order({ state: 'expired', given: 2_000, issuedAt: NOW - 86_400_000 })] });
    expect(stateOf(missed)).toBe('due');
  });
});
