import { expect, it } from 'vitest';
import type { Check, MatchReport } from '../../../../../server/contract/report.ts';
import type { CheckName } from '../../../../../server/contract/vocabulary.ts';
import { receiveReport } from '../../../../../server/intake/ingest/receive-report.ts';
import { ObservedCounter } from '../../../../../server/oversight/observatory/records/count-observed.ts';
import { readObserved, startOf } from '../../../../../server/oversight/observatory/records/observed-table.ts';
import { officerQuality } from '../../../../../server/oversight/observatory/rates/officer-quality.ts';
import { describeOnEachEngine } from '../../../fixtures/engines.ts';
import { clearedReport, transactionOf } from '../../../fixtures/sample-report.ts';
import { referralBench } from '../../../border/referrals/fixtures/referral-bench.ts';

const DAY_MS = 86_400_000;

function checksOf(...changed: readonly Check[]): Check[] {
  const names = new Map<CheckName, Check>(changed.map((check) => [check.name, check]));
  return clearedReport().checks.map((check) => names.get(check.name) ?? check);
}

const BELOW: Partial<MatchReport> = {
  outcome: 'referred',
  reasons: ['below-threshold'],
  checks: checksOf({ name: 'face-comparison', result: 'failed', reason: 'below-threshold' }),
};

async function site() {
  const bench = await referralBench();
  bench.hire('anna-b');
  const { kiosk, refer } = await bench.lane('north-1', 1);
  await bench.watch('anna-b');
  let travellers = 0;
  const times = () => {
    const at = Math.round(bench.clock.wallMs());
    return { reportedAt: at, startedAt: at - 9_000 };
  };
  const clear = async (over: Partial<MatchReport> = {}) => {
    const report = { transactionId: transactionOf((travellers += 1)), ...times(), ...over };
    const answer = await receiveReport(bench.context, kiosk.next(report).wire);
    if (answer.kind === 'refused') throw new Error(answer.code);
  };
  const refused = async (reason: string, outcome = 'admitted-after-manual-check') => {
    const id = await refer((travellers += 1), { ...times(), ...BELOW });
    await bench.act('anna-b', id, 'take', { version: 1 });
    const [status] = await bench.act('anna-b', id, 'decide', { version: 2, decision: { outcome, reason } });
    expect(status).toBe(200);
  };
  const counts = async () => {
    const month = startOf('month', bench.clock.wallMs());
    const found = await readObserved(bench.context.knex, { span: 'month', from: month, to: month + 1 });
    return Object.fromEntries(found.map(({ modality, observation, count }) => [`${modality}/${observation}`, count]));
  };
  return { ...bench, clear, refused, counts, counter: new ObservedCounter(bench.context) };
}

describeOnEachEngine('observations for error rates', () => {
  it('count each report and each decision once, also with several servers', async () => {
    const { clear, refused, counts, counter, clock, context } = await site();
    await clear();
    await clear();
    await refused('identity-confirmed-in-person');
    await refused('deception-of-lane-possible', 'sent-to-secondary-inspection');
    await refused('welfare-to-be-settled', 'sent-to-secondary-inspection');
    const others = [counter, new ObservedCounter(context), new ObservedCounter(context)];
    await Promise.all(others.map((one) => one.count()));
    clock.turn(120_000);
    for (const one of others) await one.count();
    expect(await counts()).toMatchObject({
      'face/acquired': 5,
      'face/matched': 2,
      'face/not-matched': 3,
      'face/not-matched-genuine': 1,
      'face/not-matched-impostor': 1,
    });
  });

  it('count decisions of several weeks in one go', async () => {
    const { hire, watch, refused, counts, counter, clock } = await site();
    await refused('identity-confirmed-in-person');
    clock.turn(9 * DAY_MS);
    hire('anna-b');
    await watch('anna-b');
    await refused('identity-confirmed-in-person');
    clock.turn(120_000);
    await counter.count();
    expect(await counts()).toMatchObject({ 'face/not-matched': 2, 'face/not-matched-genuine': 2 });
  });

  it('forget days after four months, and keep months', async () => {
    const { clear, counter, clock, context } = await site();
    await clear();
    const at = clock.wallMs();
    await counter.count();
    clock.turn(140 * DAY_MS);
    await counter.count();
    const all = { from: at - 40 * DAY_MS, to: at + DAY_MS };
    expect(await readObserved(context.knex, { span: 'day', ...all })).toEqual([]);
    expect((await readObserved(context.knex, { span: 'month', ...all })).length).toBeGreaterThan(0);
    // Without attention tests
    expect((await officerQuality(context.knex, 0, clock.wallMs())).specificity.kind).toBe('assumed');
  });
});
