import { describe, expect, test } from 'vitest';
import { SHARE_RULES } from '../../../../../server/oversight/detection/statistics/rules-of-shares.ts';
import { DAY_MS, type RawScore } from '../../../../../server/oversight/detection/statistics/score.ts';
import { Shares } from '../../../../../server/oversight/detection/statistics/shares.ts';

const LANES = 6;
const TRAVELLERS = 100;
const LEARNED_DAYS = 20;
const LANE = { kind: 'lane', id: 'lane-0' } as const;

/** Lanes of a site: every 33rd comparison fails, at the first lane every third from a day. */
function site() {
  const shares = new Shares(SHARE_RULES.find(({ name }) => name === 'comparisons')!);
  const oneDay = (day: number, isAttacked: boolean): readonly RawScore[] => {
    const found: RawScore[] = [];
    const emit = (raw: RawScore): void => void found.push(raw);
    for (let traveller = 0; traveller < TRAVELLERS; traveller += 1)
      for (let lane = 0; lane < LANES; lane += 1) {
        const about = { at: day * DAY_MS + traveller * 60_000, site: 'north', lane: `lane-${lane}` };
        shares.take({ ...about, kind: 'traveller-cleared' }, emit);
        const fails = (traveller + 5 * lane + day) % (isAttacked && lane === 0 ? 3 : 33) === 0;
        if (fails) shares.take({ ...about, kind: 'comparison-failed' }, emit);
      }
    shares.turn((day + 1) * DAY_MS, emit);
    return found.filter(({ entity }) => entity.id === LANE.id);
  };
  for (let day = 0; day < LEARNED_DAYS; day += 1) oneDay(day, false);
  return { shares, oneDay };
}

const highest = (found: readonly RawScore[]): number => Math.max(0, ...found.map(({ score }) => score));

describe('the share of failed comparisons of a lane', () => {
  test('rises above its past and its peers during an attack, and stays raised while the window has it', () => {
    const { oneDay } = site();
    expect(highest(oneDay(LEARNED_DAYS, true))).toBeGreaterThan(4);
    expect(highest(oneDay(LEARNED_DAYS + 1, false))).toBeGreaterThan(3);
  });

  test('is usual again after the attack was confirmed', () => {
    const { shares, oneDay } = site();
    oneDay(LEARNED_DAYS, true);
    const [from, until] = [LEARNED_DAYS * DAY_MS, (LEARNED_DAYS + 1) * DAY_MS + 1];
    shares.leaveOut({ entity: LANE, from, until });
    expect(highest(oneDay(LEARNED_DAYS + 1, false))).toBeLessThan(1.5);
  });

  test('keeps its windows after a dismissal, and begins its sums anew', () => {
    const { shares, oneDay } = site();
    oneDay(LEARNED_DAYS, true);
    shares.restart('comparisons-fail', LANE, (LEARNED_DAYS + 1) * DAY_MS);
    const next = oneDay(LEARNED_DAYS + 1, false);
    const ofSum = next.filter(({ test: { id } }) => id.startsWith('comparisons sum'));
    expect(highest(ofSum)).toBeLessThan(1.5);
    expect(highest(next)).toBeGreaterThan(3);
  });
});

describe('the share of admissions of a person', () => {
  const OFFICERS = 8;
  const DECISIONS = 12;

  /** Officers admit 9 of 12 unread chips and 3 of 12 untrusted signers. The first one gets only one of the two cases. */
  function office(only: string | undefined) {
    const shares = new Shares(SHARE_RULES.find(({ name }) => name === 'admissions, other')!);
    return (day: number, admitted: number): number => {
      const found: RawScore[] = [];
      const emit = (raw: RawScore): void => void found.push(raw);
      for (let decision = 0; decision < DECISIONS; decision += 1)
        for (let officer = 0; officer < OFFICERS; officer += 1) {
          const even = (decision + officer + day) % 2 === 0 ? 'chip-unreadable' : 'signer-untrusted';
          const reason = officer === 0 ? (only ?? even) : even;
          const usual = reason === 'chip-unreadable' ? 9 : 3;
          const place = (7 * decision + 5 * officer + 3 * day) % DECISIONS;
          const kind =
            place < (officer === 0 ? usual + admitted : usual) ? 'referral-admitted' : 'referral-turned-away';
          const at = day * DAY_MS + (decision * OFFICERS + officer) * 60_000;
          shares.take({ at, kind, actor: `officer-${officer}`, role: 'officer', site: 'north', reason }, emit);
        }
      shares.turn((day + 1) * DAY_MS, emit);
      return highest(found.filter(({ entity }) => entity.id === 'officer-0'));
    };
  }

  test('is compared case by case: one who gets the harmless cases admits no more than usual', () => {
    const oneDay = office('chip-unreadable');
    const scores = Array.from({ length: LEARNED_DAYS }, (_, day) => oneDay(day, 0));
    expect(highest(scores.slice(-7).map((score) => ({ score }) as RawScore))).toBeLessThan(1.5);
  });

  test('rises when a person admits more of each case', () => {
    const oneDay = office(undefined);
    for (let day = 0; day < LEARNED_DAYS; day += 1) oneDay(day, 0);
    for (let day = LEARNED_DAYS; day < LEARNED_DAYS + 4; day += 1) oneDay(day, 3);
    expect(oneDay(LEARNED_DAYS + 4, 3)).toBeGreaterThan(2.5);
  });
});
