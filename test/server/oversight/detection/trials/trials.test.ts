/** Trials read the history with and without a change, and change nothing. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { raiseAndEnter } from '../../../../../server/records/alarms/enter-alarm.ts';
import { compareHistories } from '../../../../../server/oversight/detection/trials/compare.ts';
import { DetectionTrials } from '../../../../../server/oversight/detection/trials/detection-trials.ts';
import { TRIAL_DAYS } from '../../../../../server/oversight/detection/trials/vocabulary.ts';
import { DetectionEngine } from '../../../../../server/oversight/detection/engine/detection-engine.ts';
import { INVARIANTS } from '../../../../../server/oversight/detection/invariants/invariants.ts';
import { laboratory } from '../../../../bench/detection/kit/laboratory.ts';
import { everythingEntered } from '../../../fixtures/entries-of.ts';
import { ingestBench } from '../../../fixtures/ingest-bench.ts';

const DAY_MS = 86_400_000;
const NOW = 200 * DAY_MS + 5;
const LIMIT = { timeout: 240_000, interval: 50 };

describe('a comparison', () => {
  it('counts findings by day, and names the confirmed ones that only the history without the change has', () => {
    const about = (id: string, daysAgo: number, rule: 'acts-in-hour' | 'acts-of-day' = 'acts-in-hour') => ({
      rule,
      entity: { kind: 'person', id } as const,
      at: NOW - daysAgo * DAY_MS,
    });
    const before = [about('ana', 0), about('ben', 3), about('ben', 3, 'acts-of-day'), about('old', TRIAL_DAYS)];
    const after = [about('ben', 3.4), about('cid', 3)];
    const confirmed = ['ana', 'ben', 'dan'].map((id, at) => ({ id: `f${at}`, ...about(id, id === 'ana' ? 0 : 3) }));
    const result = compareHistories('acts-in-hour', { before, after }, confirmed, NOW);
    expect(result.days).toHaveLength(TRIAL_DAYS);
    expect(result.days.at(-1)).toEqual({ before: 1, after: 0 });
    expect(result.days.at(-4)).toEqual({ before: 1, after: 1 });
    expect(result.days.reduce((sum, one) => sum + one.before, 0)).toBe(2);
    expect(result).toMatchObject({ others: { before: 1, after: 0 }, confirmed: 3, lostCount: 1, notRepeated: 1 });
    expect(result.lost.map(({ id }) => id)).toEqual(['f0']);
  });
});

describe('another limit', () => {
  it('leaves out the weaker findings of its rule, and no others get stronger', () => {
    const days = [
      ...laboratory({ seed: 5, days: 32, lanesPerSite: 6, peoplePerSite: 12, travellersPerDay: 60 }).events(),
    ];
    const found = (decades: number) => {
      const engine = new DetectionEngine({ invariants: INVARIANTS, further: { rule: 'acts-of-day', decades } });
      return days.flatMap((day) => day.flatMap((event) => engine.take(event)));
    };
    const [plain, rarer, commoner] = [found(0), found(1), found(-1)];
    const count = (all: typeof plain) => all.filter(({ rule }) => rule === 'acts-of-day').length;
    expect(count(rarer)).toBeLessThanOrEqual(count(plain));
    expect(count(commoner)).toBeGreaterThan(count(rarer));
    const invariants = (all: typeof plain) => all.filter(({ basis }) => basis === 'invariant');
    expect(invariants(rarer)).toEqual(invariants(plain));
  });
});

async function world() {
  const { context, clock } = await ingestBench();
  const reason = { kind: 'witness-ahead', kioskId: null, fromSequence: null, toSequence: null } as const;
  await context.queue.run((transaction) => raiseAndEnter(transaction, reason, clock.wallMs()));
  await everythingEntered(context);
  const trials = new DetectionTrials(context);
  onTestFinished(() => trials.close());
  const asked = { rule: 'acts-in-hour', change: { kind: 'limit', limit: 'ten-times-rarer' }, by: 'p-sara' } as const;
  /** Turns the manual clock until the trial has ended. */
  const ended = () =>
    expect
      .poll(() => {
        clock.turn(1_000);
        return trials.list()[0]?.state;
      }, LIMIT)
      .not.toBe('running');
  return { context, trials, asked, ended };
}

describe('a trial', () => {
  it('reads the whole history, shows its progress, and changes nothing', async () => {
    const { context, trials, asked, ended } = await world();
    const tables = () =>
      Promise.all(
        ['ledger_openings', 'detection_state', 'detection_findings', 'detection_cases', 'detection_hours'].map(
          async (table) => (await context.knex(table)).length,
        ),
      );
    const before = await tables();
    expect(await trials.begin(asked)).toMatchObject({ state: 'running', read: 0, of: before[0] });
    await ended();
    const [trial] = trials.list();
    expect(trial).toMatchObject({ state: 'done', read: before[0], by: 'p-sara' });
    expect(trial?.result?.others).toEqual({ before: 1, after: 1 });
    expect(await tables()).toEqual(before);
  });

  it('runs alone, and is cancelled', async () => {
    const { trials, asked, ended } = await world();
    const begun = await trials.begin(asked);
    const id = 'id' in begun ? begun.id : '';
    expect(await trials.begin(asked)).toMatchObject({ kind: 'refused', code: 'trial-running' });
    const cancelled = trials.cancel(id);
    await ended();
    expect(await cancelled).toBe(true);
    expect(trials.list()).toMatchObject([{ state: 'cancelled', result: null }]);
    expect(await trials.cancel(id)).toBe(false);
    const exception = { kind: 'exception', entity: { kind: 'person', id: 'p-otto' } } as const;
    expect(await trials.begin({ ...asked, change: exception })).toMatchObject({ state: 'running' });
    await ended();
    expect(trials.list().map(({ state }) => state)).toEqual(['done', 'cancelled']);
  });
});
