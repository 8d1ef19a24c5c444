import { describe, expect, it } from 'vitest';
import {
  answersIn,
  type GroupCounts,
  GROUP_OUTCOMES,
  type GroupOutcome,
  GROUPS,
} from '../../../../../server/contract/group-counts.ts';
import { responseProbabilities } from '../../../../../server/contract/randomised-response.ts';
import { groupsOf, type LaneGroups } from '../../../../../server/oversight/observatory/publication/compose-groups.ts';
import { expectedCounts } from '../fixtures/expected-groups.ts';
import { publishedGroupsSchema } from '../../../../../server/oversight/observatory/publication/group-report.ts';

const lane = (counts: GroupCounts, travellers = answersIn(counts)): LaneGroups => ({ counts, travellers });

describe('the groups of a report', () => {
  it('are those with at least 100,000 answers, if an attribute has two of them', () => {
    const travellers = { female: 150_000, male: 120_000, unspecified: 99_000, europe: 400_000, asia: 90_000 };
    const groups = groupsOf([lane(expectedCounts(travellers))]);
    expect(groups?.attributes.map(({ attribute, cells }) => [attribute, cells.map(({ group }) => group)])).toEqual([
      ['sex', ['female', 'male']],
    ]);
    expect(publishedGroupsSchema.parse(groups)).toEqual(groups);
    expect(groupsOf([lane(expectedCounts({ female: 900_000, male: 99_000 }))])).toBeUndefined();
    expect(groupsOf([])).toBeUndefined();
  });

  it('have their rates, and state a threefold difference, and none without one', () => {
    const ages = Object.fromEntries(GROUPS.age.map((group) => [group, 110_000]));
    const [same] = groupsOf([lane(expectedCounts(ages))])?.attributes ?? [];
    const differing = (cells: typeof same) =>
      cells?.cells.filter(({ rejected }) => rejected?.against?.differs === true).map(({ group }) => group);
    expect(differing(same)).toEqual([]);
    expect(same?.cells[0]?.rejected?.rate).toBeCloseTo(0.01 / 0.974, 4);
    expect(same?.cells[0]?.failureToAcquire?.rate).toBeCloseTo(0.02, 4);
    expect(same?.cells[0]?.notTakenAsLive?.rate).toBeCloseTo(0.006 / 0.98, 4);

    const [other] = groupsOf([lane(expectedCounts(ages, { '65-and-over': 3 }))])?.attributes ?? [];
    const oldest = other?.cells.find(({ group }) => group === '65-and-over');
    expect(oldest?.rejected?.against).toMatchObject({ differs: true });
    expect(oldest?.rejected?.against?.ratio).toBeCloseTo(3, 1);
    expect(oldest?.failureToAcquire?.against?.differs).toBe(false);
  });

  it('follow from the answers in the same report', () => {
    const travellers = { female: 150_000, male: 120_000 };
    const [sex] = groupsOf([lane(expectedCounts(travellers))])?.attributes ?? [];
    const { kept, other } = responseProbabilities(GROUPS.sex.length);
    const of = (ends: Readonly<Record<GroupOutcome, number>> | undefined, outcome: GroupOutcome) =>
      ends?.[outcome] ?? 0;
    const estimateOf = (group: 'female' | 'male', outcome: GroupOutcome) => {
      const answers = sex?.cells.find((cell) => cell.group === group)?.answers;
      return (of(answers, outcome) - other * of(sex?.answers, outcome)) / (kept - other);
    };
    for (const group of ['female', 'male'] as const) {
      const [rejected, matched] = [estimateOf(group, 'not-matched'), estimateOf(group, 'matched')];
      const rate = sex?.cells.find((cell) => cell.group === group)?.rejected?.rate;
      expect(rate).toBeCloseTo(rejected / (rejected + matched), 5);
    }
    const sum = GROUP_OUTCOMES.reduce((total, outcome) => total + of(sex?.answers, outcome), 0);
    expect(Math.abs(sum - 270_000)).toBeLessThan(20);
  });

  it('leave out a lane that counted more answers than travellers', () => {
    const honest = lane(expectedCounts({ female: 150_000, male: 120_000 }));
    const forged = lane(expectedCounts({ female: 900_000, male: 900_000 }, { female: 9 }), 1_000);
    const groups = groupsOf([honest, forged]);
    expect(groups).toMatchObject({ lanes: 1, lanesLeftOut: 1 });
    expect(groups?.attributes).toEqual(groupsOf([honest])?.attributes);
  });
});
