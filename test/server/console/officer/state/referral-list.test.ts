import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReferralsAnswer, ReferralView } from '../../../../../server/border/referrals/answers.ts';
import { withLaterStates, withReferral } from '../../../../../server/console/officer/state/referral-list.ts';

const referral = (id: string, version: number, state: ReferralView['state'] = 'taken') =>
  ({ id, version, state }) as ReferralView;
const list = (open: readonly ReferralView[], decided: readonly ReferralView[] = []) =>
  ({ serverTime: 1, open, decided }) as ReferralsAnswer;
const shown = ({ open, decided }: ReferralsAnswer) => ({
  open: open.map(({ id, version }) => `${id} ${version}`),
  decided: decided.map(({ id, version }) => `${id} ${version}`),
});

describe('a list of referrals', () => {
  it('that was read before a decision does not undo it', () => {
    const before = withReferral(list([referral('a', 2), referral('b', 1, 'waiting')]), referral('a', 3, 'decided'));
    const read = list([referral('a', 2), referral('b', 1, 'waiting'), referral('c', 1, 'waiting')]);
    expect(shown(withLaterStates(read, before))).toEqual({ open: ['b 1', 'c 1'], decided: ['a 3'] });
  });

  it('forgets what the server no longer lists, and takes what is newer', () => {
    const before = list([referral('a', 2), referral('b', 4)], [referral('c', 9, 'decided')]);
    const read = list([referral('b', 5)]);
    expect(shown(withLaterStates(read, before))).toEqual({ open: ['b 5'], decided: [] });
    expect(shown(withLaterStates(read, null))).toEqual(shown(read));
  });

  it('never shows an older state of a referral than before', () => {
    const views = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        version: fc.integer({ min: 1, max: 9 }),
        state: fc.constantFrom('waiting', 'taken', 'decided'),
      }),
      { selector: ({ id }) => id },
    );
    const answer = views.map((all) => {
      const known = all.map(({ id, version, state }) => referral(id, version, state));
      return list(
        known.filter(({ state }) => state !== 'decided'),
        known.filter(({ state }) => state === 'decided'),
      );
    });
    fc.assert(
      fc.property(answer, answer, (read, before) => {
        const next = withLaterStates(read, before);
        const all = (one: ReferralsAnswer) => [...one.open, ...one.decided];
        const ids = all(next).map(({ id }) => id);
        expect(ids.toSorted()).toEqual(
          all(read)
            .map(({ id }) => id)
            .toSorted(),
        );
        for (const { id, version } of all(next)) {
          const versions = [...all(read), ...all(before)].filter((one) => one.id === id).map((one) => one.version);
          expect(version).toBe(Math.max(...versions));
        }
        for (const { state } of next.open) expect(state).not.toBe('decided');
      }),
    );
  });
});
