import { describe, expect, test } from 'vitest';
import { DetectionEngine } from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import type { DetectionEvent } from '../../../../../server/oversight/detection/events/event.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { INVARIANT_IDS, type InvariantId } from '../../../../../server/oversight/detection/rules/rule-ids.ts';
import { act, DAY } from './example.ts';
import { EXAMPLES } from './examples.ts';

function foundIn(events: readonly DetectionEvent[], id: InvariantId, turnAt?: number): string[] {
  const engine = new DetectionEngine({ invariants: INVARIANTS });
  const found = [
    ...events.flatMap((event) => engine.take(event)),
    ...(turnAt === undefined ? [] : engine.turn(turnAt)),
  ];
  return found.filter(({ rule }) => rule === id).map(({ entity }) => `${entity.kind} ${entity.id}`);
}

describe('invariants', () => {
  test('have one rule for each id', () => {
    expect(INVARIANTS.map(({ id }) => id).sort()).toEqual([...INVARIANT_IDS].sort());
  });

  test('recovery-by-invited: finds the pair in either order, and forgets nothing over a restart', () => {
    const engine = new DetectionEngine({ invariants: INVARIANTS });
    engine.take(act('person-invited', { actor: 'ada', subject: 'sock' }));
    const again = new DetectionEngine({ invariants: INVARIANTS, state: engine.state() });
    const found = again.take(act('recovery-approved', { actor: 'ada', subject: 'sock', reason: 'ana', at: DAY }));
    expect(found).toMatchObject([{ rule: 'recovery-by-invited', entity: { kind: 'person', id: 'ada' } }]);
  });

  test.each(INVARIANT_IDS)('%s: finds a breach, and nothing in what is allowed', (id) => {
    const { breaks, about, keeps, turnAt } = EXAMPLES[id];
    expect(foundIn(breaks, id, turnAt)).toEqual([about]);
    expect(foundIn(keeps, id, turnAt)).toEqual([]);
  });
});
