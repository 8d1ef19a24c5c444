import { describe, expect, test } from 'vitest';
import { DetectionEngine } from '../../../server/oversight/detection/engine/detection-engine.ts';
import { INVARIANTS } from '../../../server/oversight/detection/invariants/invariants.ts';
import { detectionEventSchema } from '../../../server/oversight/detection/events/event.ts';
import { casesOf } from '../../support/extent.ts';
import { breachLaboratory } from './kit/breaches.ts';
import type { Campaign } from './kit/campaign.ts';
import { CAMPAIGN_KINDS, laboratory } from './kit/laboratory.ts';
import { RED_TEAM_CAMPAIGNS, redTeamWorlds } from './kit/red-team/red-team.ts';
import { UNSEEN_CAMPAIGNS } from './kit/unseen.ts';
import { permuted } from './permuted.ts';
import { breachScore } from './score.ts';

const SMALL = { seed: 5, days: 32, lanesPerSite: 6, peoplePerSite: 12, travellersPerDay: 200 };

describe('laboratory', () => {
  test('makes the same valid events for the same seed, in the order of time', () => {
    const [one, other] = [[...laboratory(SMALL).events()].flat(), [...laboratory(SMALL).events()].flat()];
    expect(one).toEqual(other);
    expect(one.length).toBeGreaterThan(10_000);
    expect(one.every((event, at) => at === 0 || event.at >= one[at - 1]!.at)).toBe(true);
    for (const event of one.slice(0, 2_000)) detectionEventSchema.parse(event);
  });

  test('has about 50 campaigns of all kinds, and each changes events', () => {
    const { campaigns } = laboratory(SMALL);
    expect(new Set(campaigns.map(({ kind }) => kind)).size).toBe(CAMPAIGN_KINDS.length);
    expect(campaigns.length).toBeGreaterThanOrEqual(40);
    expect(JSON.stringify([...laboratory(SMALL).events()])).not.toBe(
      JSON.stringify([...laboratory({ ...SMALL, kinds: [] }).events()]),
    );
  });

  test('has further campaigns that no rule was written for, and each changes events', () => {
    const quiet = JSON.stringify([...laboratory({ ...SMALL, kinds: [] }).events()]);
    for (const one of casesOf(UNSEEN_CAMPAIGNS, (_, place) => place % 3 === 0)) {
      const { campaigns, events } = laboratory({ ...SMALL, from: [one] });
      expect(campaigns, one.kind).toHaveLength(1);
      expect(JSON.stringify([...events()]), one.kind).not.toBe(quiet);
    }
  });

  test("has a red team's campaigns, and each changes events into other valid ones", () => {
    const world = { ...SMALL, days: 46, travellersPerDay: 40 };
    const linesOf = (made: ReturnType<typeof laboratory>) =>
      [...made.events()]
        .flat()
        .map((event) => JSON.stringify(event).replace(/"subject":"[hr]\d+"/, '"subject":"numbered"'));
    const quiet = new Set(linesOf(laboratory({ ...world, kinds: [] })));
    expect(RED_TEAM_CAMPAIGNS).toHaveLength(41);
    expect(new Set(RED_TEAM_CAMPAIGNS.map(({ kind }) => kind)).size).toBe(RED_TEAM_CAMPAIGNS.length);
    for (const one of casesOf(RED_TEAM_CAMPAIGNS, (_, place) => place % 4 === 0)) {
      const made = laboratory({ ...world, from: [one] });
      expect(made.campaigns, one.kind).toHaveLength(1);
      const [{ entities, from }] = made.campaigns as [Campaign];
      expect(new Set(entities).size, one.kind).toBe(entities.length);
      expect(from, one.kind).toBeGreaterThanOrEqual(14 * 86_400_000);
      const lines = linesOf(made);
      const changed = lines.filter((line) => !quiet.has(line));
      expect(changed.length + Math.max(0, quiet.size - lines.length), one.kind).toBeGreaterThan(2);
      for (const line of changed) detectionEventSchema.parse(JSON.parse(line));
    }
  });

  test("a red team's campaigns of one world share no subject at the same time", () => {
    const worlds = redTeamWorlds({ seed: 1 });
    const kinds = worlds.flatMap(({ campaigns }) => campaigns.map(({ kind }) => kind));
    expect(kinds.toSorted()).toEqual(RED_TEAM_CAMPAIGNS.map(({ kind }) => kind).toSorted());
    expect(worlds.length).toBeLessThan(8);
    for (const { campaigns } of worlds) {
      for (const one of campaigns)
        for (const other of campaigns.filter(({ from }) => from >= one.from && from <= one.until))
          if (other !== one) expect(one.entities.filter((key) => other.entities.includes(key))).toEqual([]);
    }
  });

  test('permuted has as many events under other names', () => {
    const [plain, other] = [laboratory(SMALL), permuted(laboratory(SMALL), 3)];
    expect([...other.events()].flat().length).toBe([...plain.events()].flat().length);
    expect(JSON.stringify(other.campaigns)).not.toContain('site-1-person');
  });
});

test.each([
  ['as it is', (made: ReturnType<typeof breachLaboratory>) => made],
  ['permuted', (made: ReturnType<typeof breachLaboratory>) => permuted(made, 3)],
])('invariants: every breach in a world %s is found, and no allowed case', (_name, change) => {
  const { of, missed, reported } = breachScore(change(breachLaboratory({ ...SMALL, travellersPerDay: 60 })));
  expect(of).toBe(2 * INVARIANTS.length);
  expect(missed.map(({ kind }) => kind)).toEqual([]);
  expect(reported.map(({ kind }) => kind)).toEqual([]);
});

test('detection engine: continues bit for bit from a stored state, with statistics', () => {
  const days = [...laboratory(SMALL).events()];
  const judge = (stopsAt: readonly number[]) => {
    let engine = new DetectionEngine({ invariants: INVARIANTS });
    const found = days.flatMap((day, number) => {
      if (stopsAt.includes(number))
        engine = new DetectionEngine({ invariants: INVARIANTS, state: JSON.parse(JSON.stringify(engine.state())) });
      return day.flatMap((event) => engine.take(event));
    });
    return { found, state: JSON.stringify(engine.state()) };
  };
  const [whole, stopped] = [judge([]), judge([3, 15, 16, 27])];
  expect(stopped.found).toEqual(whole.found);
  expect(stopped.state).toBe(whole.state);
  expect(whole.found.some(({ basis }) => basis === 'statistic')).toBe(true);
});
