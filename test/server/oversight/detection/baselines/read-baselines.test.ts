/** The counts of a subject beside the limits that its rules have learned. */
import { describe, expect, it } from 'vitest';
import { HourCounts } from '../../../../../server/oversight/detection/baselines/hour-counts.ts';
import { addHours } from '../../../../../server/oversight/detection/baselines/hour-table.ts';
import { readBaselines } from '../../../../../server/oversight/detection/baselines/read-baselines.ts';
import { DetectionEngine } from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { saveState } from '../../../../../server/oversight/detection/state-table.ts';
import { START } from '../../../../../server/oversight/detection/stream/stream.ts';
import { laboratory } from '../../../../bench/detection/kit/laboratory.ts';
import { ingestBench } from '../../../fixtures/ingest-bench.ts';

const HOUR_MS = 3_600_000;
const DAYS = 32;
const PERSON = { kind: 'person', id: 'site-1-person-9' } as const;
const SMALL = { seed: 5, days: DAYS, lanesPerSite: 6, peoplePerSite: 12, travellersPerDay: 600, kinds: [] };

describe('baselines', () => {
  it('have a limit for each hour once the rules have learned, which ordinary hours rarely exceed', async () => {
    const engine = new DetectionEngine({ invariants: INVARIANTS });
    const counts = new HourCounts();
    for (const event of [...laboratory(SMALL).events()].flat()) {
      engine.take(event);
      if (event.actor === PERSON.id) counts.take(event);
    }
    const { context } = await ingestBench();
    const now = DAYS * 24 * HOUR_MS - 1;
    const read = () => readBaselines(context.knex, PERSON, now);
    await context.queue.run((transaction) => addHours(transaction, counts.taken(0)));
    for (const { hours } of await read()) expect(hours.every((hour) => hour.expected === null)).toBe(true);

    const state = { save: 1, position: START, isCurrent: true, turnedAt: 0, engine: engine.state() };
    await context.queue.run((transaction) => saveState(transaction, state, now));
    const shown = await read();
    expect(shown.map(({ counted }) => counted)).toContain('decisions');
    for (const { hours, from } of shown) {
      expect([hours.length, from]).toEqual([7 * 24, (DAYS - 7) * 24 * HOUR_MS]);
      expect(hours.filter(({ expected }) => expected === null)).toEqual([]);
      expect(hours.filter(({ expected }) => expected!.upper < Math.max(1, expected!.median))).toEqual([]);
      expect(hours.filter(({ observed, expected }) => observed > expected!.upper).length).toBeLessThan(5);
    }
    const decisions = shown.find(({ counted }) => counted === 'decisions')!.hours;
    expect(decisions.some(({ observed }) => observed > 0)).toBe(true);
    // Hours in which colleagues decide much have a higher limit than those of the night
    expect(new Set(decisions.map(({ expected }) => expected!.upper)).size).toBeGreaterThan(2);
  });
});
