import { describe, expect, test } from 'vitest';
import { DetectionEngine } from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import type { DetectionEvent } from '../../../../../server/oversight/detection/events/event.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';

const HOUR_MS = 3_600_000;
const guess = (at: number, actor = 'ana'): DetectionEvent => ({ at, kind: 'sign-in-failed', actor });

describe('detection engine', () => {
  test('names the rule, the entity, the window and the events', () => {
    const engine = new DetectionEngine({ invariants: INVARIANTS });
    const found = Array.from({ length: 10 }, (_, at) => engine.take({ ...guess(at * 1_000), entry: at })).flat();
    expect(found).toMatchObject([
      { rule: 'sign-ins-guessed', entity: { kind: 'person', id: 'ana' }, from: 0, until: 9_000, observed: 10 },
    ]);
    expect(found[0]?.events.map(({ entry }) => entry)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('reports a rule about an entity once in 24 hours', () => {
    const engine = new DetectionEngine({ invariants: INVARIANTS });
    const rulesOf = (from: number) =>
      Array.from({ length: 30 }, (_, at) => engine.take(guess(from + at * 1_000))).flat().length;
    expect([rulesOf(0), rulesOf(2 * HOUR_MS), rulesOf(26 * HOUR_MS)]).toEqual([1, 0, 1]);
  });

  test('continues from a stored state exactly as without a stop', () => {
    const events = Array.from({ length: 60 }, (_, at) => guess(at * 20_000, `p${at % 3}`));
    const whole = new DetectionEngine({ invariants: INVARIANTS });
    const expected = events.map((event) => whole.take(event));
    let stopped = new DetectionEngine({ invariants: INVARIANTS });
    const found = events.map((event) => {
      stopped = new DetectionEngine({ invariants: INVARIANTS, state: JSON.parse(JSON.stringify(stopped.state())) });
      return stopped.take(event);
    });
    expect(found).toEqual(expected);
    expect(JSON.stringify(stopped.state())).toBe(JSON.stringify(whole.state()));
    expect(expected.flat()).toHaveLength(3);
  });
});

describe('exceptions', () => {
  test('cover one rule about one entity for a time', () => {
    const entity = { kind: 'person', id: 'ana' } as const;
    const engine = new DetectionEngine({ invariants: INVARIANTS });
    engine.except([{ rule: 'acts-of-day', entity, from: 1, until: 5 }]);
    expect([0, 1, 4, 5].map((at) => engine.isExcepted('acts-of-day', entity, at))).toEqual([false, true, true, false]);
    expect(engine.isExcepted('acts-rise', entity, 2)).toBe(false);
  });
});
