/** Alarms about deadlines, and the end of the time of closed cases, by a hand-turned clock. */
import { expect, it } from 'vitest';
import {
  closeBreach,
  findBreach,
  insertBreach,
} from '../../../../../server/oversight/compliance/breaches/breach-table.ts';
import {
  insertNotice,
  recordSending,
  signNotice,
} from '../../../../../server/oversight/compliance/breaches/notice-table.ts';
import { CLOSED_BREACH_DAYS } from '../../../../../server/oversight/compliance/breaches/vocabulary.ts';
import { eraseBreaches, raiseDeadlines } from '../../../../../server/oversight/compliance/breaches/watch-breaches.ts';
import { runServer } from '../../../fixtures/running-server.ts';

const HOUR = 3_600_000;
const BY = 'development-privacy-officer';

/** A running server whose rooms see this time. */
async function at() {
  const { context } = await runServer();
  const begun = Math.round(context.clock.wallMs());
  let ahead = 0;
  const clock = { ...context.clock, wallMs: () => begun + ahead };
  const parts = { ...context, clock };
  const kinds = () => context.knex('alarms').where('kind', 'like', 'breach-%').orderBy('id').pluck('kind');
  const open = () =>
    context.queue.run((transaction) =>
      insertBreach(transaction, {
        ...{ origin: 'by-hand', originId: null, laws: ['eu-gdpr'], awareAt: begun, openedAt: begun, openedBy: BY },
      }),
    );
  return { context, parts, begun, kinds, open, turnTo: (ms: number) => void (ahead = ms) };
}

it('alarms of deadlines come once before and once after, and not after a notice was sent', async () => {
  const { context, parts, begun, kinds, open, turnTo } = await at();
  const id = await open();
  const told = await open();
  await context.queue.run(async (transaction) => {
    const notice = { law: 'eu-gdpr', addressee: 'authority', items: [], madeBy: BY, madeAt: begun } as const;
    const made = await insertNotice(transaction, told, notice);
    await signNotice(transaction, made.id, { by: BY, at: begun });
    await recordSending(transaction, made.id, { by: BY, sentAt: begun, channel: 'post', reference: null });
  });
  turnTo(47 * HOUR);
  await raiseDeadlines(parts);
  expect(await kinds()).toEqual([]);
  for (const hours of [49, 50, 73, 74]) {
    turnTo(hours * HOUR);
    await raiseDeadlines(parts);
  }
  expect(await kinds()).toEqual(['breach-deadline-near', 'breach-deadline-passed']);
  const marks: readonly string[] = await context.knex('breach_alarms').pluck('case_id');
  expect(new Set(marks)).toEqual(new Set([id]));
});

it('closed cases are erased after their time, and open ones are kept', async () => {
  const { context, parts, begun, open, turnTo } = await at();
  const [closed, kept] = [await open(), await open()];
  await context.queue.run((transaction) => closeBreach(transaction, closed, { outcome: 'handled', by: BY, at: begun }));
  turnTo(CLOSED_BREACH_DAYS * 24 * HOUR);
  expect(await eraseBreaches(parts)).toBe(0);
  turnTo(CLOSED_BREACH_DAYS * 24 * HOUR + HOUR);
  expect(await eraseBreaches(parts)).toBe(1);
  expect(await findBreach(context.knex, closed)).toBeUndefined();
  expect(await findBreach(context.knex, kept)).toBeDefined();
});
