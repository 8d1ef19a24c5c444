/** Two people enter, extend and end a penalty or a corrective action; an overdue one raises an alarm. */
import { describe, expect, it } from 'vitest';
import { subjectsSince } from '../../../../../server/records/alarms/alarm-table.ts';
import { measureKind } from '../../../../../server/oversight/compliance/actions/action-kind.ts';
import {
  eraseEnded,
  measureView,
  raiseOverdue,
} from '../../../../../server/oversight/compliance/actions/action-routes.ts';
import { findMeasure, listMeasures } from '../../../../../server/oversight/compliance/actions/action-table.ts';
import { CLOSED_MEASURE_DAYS } from '../../../../../server/oversight/compliance/actions/vocabulary.ts';
import { personIdSchema } from '../../../../../server/platform/access/vocabulary.ts';
import { runServer } from '../../../fixtures/running-server.ts';

const DAY = 86_400_000;
const LIMIT = 60_000;
const ID = '3fa91c07'.repeat(4);
const TEXT = 'Pay the fine for the late answer to a request.';
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

async function register() {
  const { context } = await runServer();
  const begun = Math.round(context.clock.wallMs());
  let ahead = 0;
  const parts = { ...context, clock: { ...context.clock, wallMs: () => begun + ahead } };
  const kind = measureKind();
  const enter = {
    ...({ change: 'enter', kind: 'penalty', source: 'supervisory-authority', reference: 'DPA 12/2026' } as const),
    ...{ text: TEXT, responsible: 'Legal unit', dueDay: dayOf(begun + 10 * DAY), amount: 1_000_000, currency: 'EUR' },
  };
  const [anna, berta] = ['p-anna', 'p-berta'].map((id) => personIdSchema.parse(id));
  if (anna === undefined || berta === undefined) throw new Error('two people');
  const decide = (payload: unknown) =>
    context.queue.run((transaction) =>
      kind.apply(transaction, kind.schema.parse(payload), {
        ...{ proposalId: ID, proposedBy: anna, proposedAs: 'privacy-officer' as const },
        ...{ approvedBy: berta, approvedAs: 'privacy-officer' as const, approvedIn: 's', at: parts.clock.wallMs() },
      }),
    );
  return { context, parts, kind, begun, enter, decide, turnTo: (ms: number) => void (ahead = ms) };
}

describe('the register of penalties and corrective actions', () => {
  it('takes an entry, more time and an end, and nothing after the end', async () => {
    const { context, begun, enter, decide } = await register();
    expect(await decide(enter)).toEqual({ kind: 'applied' });
    const later = dayOf(begun + 20 * DAY);
    const reasons = 'The authority has granted ten more days.';
    expect(await decide({ change: 'extend', measure: ID, dueDay: enter.dueDay, reasons })).toMatchObject({
      code: 'due-not-later',
    });
    await decide({ change: 'extend', measure: ID, dueDay: later, reasons });
    expect(await findMeasure(context.knex, ID)).toMatchObject({
      dueDay: later,
      extension: reasons,
      enteredBy: 'p-anna',
    });
    const end = { change: 'end', measure: ID, outcome: 'done', evidence: 'Receipt 7 of the treasury of the state.' };
    expect(await decide(end)).toEqual({ kind: 'applied' });
    expect(await decide(end)).toMatchObject({ code: 'measure-ended' });
    const [one] = await listMeasures(context.knex, 10);
    expect(one && measureView(one, begun + 900 * DAY).state).toBe('done');
  });

  it('refuses an amount without a penalty or currency, and a last day in the past', async () => {
    const { kind, context, enter, begun } = await register();
    expect(kind.schema.safeParse({ ...enter, currency: null }).success).toBe(false);
    expect(kind.schema.safeParse({ ...enter, kind: 'corrective-action' }).success).toBe(false);
    const past = kind.schema.parse({ ...enter, dueDay: dayOf(begun - 2 * DAY) });
    const by = personIdSchema.parse('p-anna');
    expect(await kind.objection?.(context.knex, past, by, begun)).toBe('due-in-the-past');
  });

  it('raises one alarm a day after the last day, and erases what ended long ago', async () => {
    const { context, parts, enter, decide, turnTo } = await register();
    await decide(enter);
    const abouts = async () => [...(await subjectsSince(context.knex, 'corrective-action-overdue', 0))];
    turnTo(9 * DAY);
    await raiseOverdue(parts);
    expect(await abouts()).toEqual([]);
    turnTo(12 * DAY);
    await raiseOverdue(parts);
    await expect.poll(abouts, { timeout: LIMIT }).toEqual(['penalty/overdue/3fa91c07/1']);
    await decide({ change: 'end', measure: ID, outcome: 'done', evidence: 'Receipt 7 of the treasury of the state.' });
    expect(await eraseEnded(parts)).toBe(0);
    turnTo((13 + CLOSED_MEASURE_DAYS) * DAY);
    expect(await eraseEnded(parts)).toBe(1);
  });
});
