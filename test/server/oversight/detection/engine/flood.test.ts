import { describe, expect, test } from 'vitest';
import { DetectionEngine } from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import type { DetectionEvent } from '../../../../../server/oversight/detection/events/event.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { entityKey } from '../../../../../server/oversight/detection/rules/entity.ts';
import { laboratory } from '../../../../bench/detection/kit/laboratory.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LEARNED_DAYS = 21;
const OTHER = 'site-1-person-9';

const acts = (kind: DetectionEvent['kind'], count: number, of: (number: number) => Partial<DetectionEvent>) =>
  Array.from(
    { length: count },
    (_, number): DetectionEvent => ({
      at: LEARNED_DAYS * DAY_MS + 600 * MINUTE_MS + number * 1_000,
      kind,
      role: 'officer',
      site: 'site-1',
      ...of(number),
    }),
  );

/** One person does much of everything within an hour, and is refused and signs in wrongly besides. */
const FLOOD = [
  ...acts('evidence-viewed', 3_000, (number) => ({ actor: 'flooder', subject: `r${number}`, relation: 'none' })),
  ...acts('watchlist-looked-up', 3_000, () => ({ actor: 'flooder' })),
  ...acts('opened-for-cause', 1_000, () => ({ actor: 'flooder', lane: 'site-1-lane-1', reason: 'assistance' })),
  ...acts('lane-taken-out', 1_000, () => ({ actor: 'flooder', lane: 'site-1-lane-1' })),
  ...acts('proposal-made', 1_000, () => ({ actor: 'flooder', reason: 'duty' })),
  ...acts('record-exported', 1_000, () => ({ actor: 'flooder', count: 5_000 })),
  ...acts('act-refused', 1_000, () => ({ actor: 'flooder', reason: 'off-shift' })),
  ...acts('sign-in-failed', 1_000, () => ({ actor: 'flooder', console: 'site-1-console-1' })),
];

/** Later on the same day another person looks at captures of others, and opens a gate without a referral. */
const OTHERS = [
  ...acts('evidence-viewed', 6, (number) => ({
    at: LEARNED_DAYS * DAY_MS + (900 + 3 * number) * MINUTE_MS,
    actor: OTHER,
    subject: `r${number}`,
    relation: 'none',
  })),
  ...acts('opened-for-traveller', 1, () => ({
    at: LEARNED_DAYS * DAY_MS + 930 * MINUTE_MS,
    actor: OTHER,
    subject: 'none',
  })),
];

describe('a flood about one subject', () => {
  const small = {
    seed: 5,
    days: LEARNED_DAYS + 1,
    lanesPerSite: 6,
    peoplePerSite: 12,
    travellersPerDay: 120,
    kinds: [],
  };
  const days = [...laboratory(small).events()];
  const learned = new DetectionEngine({ invariants: INVARIANTS });
  for (const event of days.slice(0, LEARNED_DAYS).flat()) learned.take(event);
  const state = learned.state();

  const foundWith = (planted: readonly DetectionEvent[]) => {
    const engine = new DetectionEngine({ invariants: INVARIANTS, state });
    return [...days[LEARNED_DAYS]!, ...planted]
      .sort((one, other) => one.at - other.at)
      .flatMap((event) => engine.take(event));
  };
  const about = (found: ReturnType<typeof foundWith>, id: string) =>
    found.filter(({ entity }) => entityKey(entity) === `person ${id}`);

  test('hides no finding about another', () => {
    const [alone, inFlood] = [foundWith(OTHERS), foundWith([...FLOOD, ...OTHERS])];
    const rules = (found: ReturnType<typeof foundWith>) => about(found, OTHER).map(({ rule }) => rule);
    expect(rules(alone)).toContain('opened-without-referral');
    expect(about(alone, OTHER).some(({ basis }) => basis === 'statistic')).toBe(true);
    // Within some minutes, which come first does not matter
    expect(rules(inFlood).toSorted()).toEqual(rules(alone).toSorted());
  });

  test('is itself a few findings', () => {
    const found = about(foundWith(FLOOD), 'flooder');
    expect(found.length).toBeGreaterThan(3);
    expect(found.length).toBeLessThan(25);
    expect(new Set(found.map(({ rule }) => rule)).size).toBe(found.length);
  });
});
