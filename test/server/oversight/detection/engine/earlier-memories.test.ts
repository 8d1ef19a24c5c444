import { expect, test } from 'vitest';
import {
  DetectionEngine,
  type EngineState,
} from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import type { Finding } from '../../../../../server/oversight/detection/engine/finding.ts';
import { openEngine } from '../../../../../server/oversight/detection/engine/open-engine.ts';
import type { DetectionEvent } from '../../../../../server/oversight/detection/events/event.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { laboratory } from '../../../../bench/detection/kit/laboratory.ts';

const DAY_MS = 86_400_000;
const LEARNED_DAYS = 16;

/** Share rules, and pairs, that version 3 knew at first. */
const SHARES_OF_3 = 20;

type Stored = Record<string, unknown> & { readonly statistics: Record<string, unknown> };

/** Version 3 without what was added to it. */
function asFirst3({ statistics, ...state }: EngineState): Stored {
  const { acts: _acts, objects: _objects, beginnings: _beginnings, parts: _parts, ...known } = statistics;
  return {
    ...state,
    statistics: {
      ...known,
      shares: statistics.shares.slice(0, SHARES_OF_3),
      tails: {
        ...statistics.tails,
        tails: statistics.tails.tails.map(([id, { weight: _weight, periodDays: _period, ...tail }]) => [id, tail]),
      },
    },
  };
}

/** Version 2 had no shares of common work. */
function as2(state: EngineState): Stored {
  const first = asFirst3(state);
  const counts = state.statistics.counts.map(({ begun: _begun, entities, ...rest }) => ({
    ...rest,
    entities: entities.map(([id, { share: _share, shares: _shares, ...entity }]) => [id, entity]),
  }));
  return { ...first, version: 2, statistics: { ...first.statistics, counts } };
}

/** Version 1 knew weekends in amounts. */
function as1(state: EngineState): Stored {
  const second = as2(state);
  return { ...second, version: 1, statistics: { ...second.statistics, amounts: [{ weekends: [1, 2] }] } };
}

const days = [
  ...laboratory({
    seed: 6,
    days: LEARNED_DAYS + 2,
    lanesPerSite: 6,
    peoplePerSite: 12,
    travellersPerDay: 200,
    kinds: [],
  }).events(),
];
const learned = new DetectionEngine({ invariants: INVARIANTS });
for (const event of days.slice(0, LEARNED_DAYS).flat()) learned.take(event);
const key = {
  at: LEARNED_DAYS * DAY_MS - 1,
  kind: 'key-issued',
  actor: 'admin',
  console: 'desk',
  subject: 'key',
} as const;
learned.take(key);

/** A key that its issuer uses, and comparisons that fail at one lane. */
const attack: readonly DetectionEvent[] = [
  {
    at: LEARNED_DAYS * DAY_MS + 60_000,
    kind: 'key-used',
    actor: 'trader-6',
    role: 'trader',
    subject: 'key',
    console: 'desk',
  },
  ...Array.from({ length: 60 }, (_, number) => {
    const about = {
      at: (LEARNED_DAYS + 0.4) * DAY_MS + number * 60_000,
      site: 'site-1',
      lane: 'site-1-lane-1',
      subject: `a${number}`,
    };
    return [
      { ...about, kind: 'traveller-referred' },
      { ...about, at: about.at + 1, kind: 'comparison-failed', reason: 'below-threshold' },
    ] as const;
  }).flat(),
];

function findingsOf(engine: DetectionEngine): readonly Finding[] {
  const events = [...days.slice(LEARNED_DAYS).flat(), ...attack].sort((one, other) => one.at - other.at);
  return events.flatMap((event) => engine.take(event));
}

test.each([
  ['1', as1],
  ['2', as2],
  ['3, as it was at first', asFirst3],
  ['3', (state: EngineState): unknown => state],
])('a memory of version %s is read, and rules go on with it', (_version, earlier) => {
  const engine = openEngine(JSON.parse(JSON.stringify(earlier(learned.state()))));
  const found = findingsOf(engine).map(({ rule, entity }) => `${rule} ${entity.id}`);
  expect(found).toContain('key-used-by-issuer admin');
  expect(found).toContain('comparisons-fail site-1-lane-1');
  expect(engine.state().version).toBe(3);
  expect(() => openEngine(JSON.parse(JSON.stringify(engine.state())))).not.toThrow();
});
