/** A handled breach leads to a course for the people whom the facts of its case name. */
import { expect, it } from 'vitest';
import type { Act } from '../../../../../server/platform/access/vocabulary.ts';
import { recordAct } from '../../../../../server/records/acts/record-act.ts';
import {
  closeBreach,
  insertBreach,
  insertFact,
} from '../../../../../server/oversight/compliance/breaches/breach-table.ts';
import {
  courseAfter,
  refreshAfterBreaches,
} from '../../../../../server/oversight/compliance/breaches/refresh-after-breaches.ts';
import type { BreachOutcome, FactMeaning } from '../../../../../server/oversight/compliance/breaches/vocabulary.ts';
import { enter } from '../../../../../server/records/ledger/entry/enter.ts';
import { entryIndexOf } from '../../../../../server/records/ledger/entry/openings.ts';
import { rowSubject } from '../../../../../server/records/ledger/recorded/row-content.ts';
import { enterExport } from '../../../../../server/privacy/exports/enter-export.ts';
import { listRefreshers } from '../../../../../server/people/training/tables/refresher-table.ts';
import { duty } from '../../../platform/access/fixtures/principals.ts';
import { employ, type Employed } from '../../../fixtures/employ.ts';
import { everythingEntered } from '../../../fixtures/entries-of.ts';
import { runServer } from '../../../fixtures/running-server.ts';
import { transactionOf } from '../../../fixtures/sample-report.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { recordGrant } from '../../../privacy/fixtures/record-grant.ts';

const DAY_MS = 86_400_000;

async function office() {
  const server = await runServer();
  const { context } = server;
  const now = Math.round(context.clock.wallMs());
  const terms = { validFrom: now - 9 * DAY_MS, validUntil: now + 9 * DAY_MS, trainingValidUntil: now + 9 * DAY_MS };
  const hire = (name: string) => employ(server, name, duty('officer', terms));
  const people = { otto: await hire('p-otto'), olga: await hire('p-olga'), sven: await hire('p-sven') };
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  const did = ({ personId }: Employed, act: Act) =>
    context.queue.run((transaction) =>
      recordAct(transaction, { person: personId, session: null, role: 'officer', act, result: 'done', at: now }),
    );
  /** A case with facts, closed now. */
  const closed = async (
    outcome: BreachOutcome,
    ...facts: readonly (readonly [subject: string, meaning: FactMeaning])[]
  ) => {
    await everythingEntered(context);
    const made = {
      origin: 'by-hand',
      originId: null,
      laws: [],
      awareAt: now,
      openedAt: now,
      openedBy: 'p-petra',
    } as const;
    return context.queue.run(async (transaction) => {
      const id = await insertBreach(transaction, made);
      for (const [subject, meaning] of facts) {
        const entry = (await entryIndexOf(transaction, subject)) ?? -1;
        await insertFact(transaction, id, { entry, type: 'act', meaning, by: 'p-petra', at: now });
      }
      await closeBreach(transaction, id, { outcome, by: 'p-petra', at: now });
      return id;
    });
  };
  const look = (at = now) => refreshAfterBreaches({ ...context, clock: { ...context.clock, wallMs: () => at } });
  return { ...people, server, context, now, kiosk, did, closed, look };
}

it('goes to those who viewed, exported or acted, by the course that covers it, once, with an entry in the ledger', async () => {
  const { context, now, kiosk, otto, olga, sven, did, closed, look } = await office();
  const about = { kioskId: kiosk.id, transactionId: transactionOf(1), at: now };
  const grant = await recordGrant(context, { ...about, officer: otto.personId });
  await context.queue.run((transaction) =>
    enter(transaction, `viewing/${grant}`, {
      ...{ type: 'viewing', version: 1, grant, kioskId: kiosk.id, refusal: null, at: now },
    }),
  );
  const exported = await did(olga, 'record.export');
  const digest = 'd'.repeat(64);
  const file = { record: 'held', format: 'csv', digest, bytes: 1, records: 1 };
  await context.queue.run((transaction) => enterExport(transaction, file, { actId: exported, at: now }));
  const opened = await did(sven, 'lane.open');
  const id = await closed(
    'handled',
    ...([
      [`viewing/${grant}`, 'access'],
      [`export/${digest}`, 'cause'],
      [`act/${opened}`, 'cause'],
    ] as const),
  );
  await look();
  await look();
  const made = await listRefreshers(context.knex);
  expect(made.map(({ course, people, cause, reference }) => ({ course, people, cause, reference }))).toEqual(
    expect.arrayContaining([
      { course: 'evidence', people: ['p-olga', 'p-otto'], cause: 'breach', reference: id.slice(0, 8) },
      { course: 'social-engineering', people: ['p-sven'], cause: 'breach', reference: id.slice(0, 8) },
    ]),
  );
  expect(made).toHaveLength(2);
  await everythingEntered(context);
  for (const one of made)
    expect(typeof (await entryIndexOf(context.knex, rowSubject('training_refreshers', [one.id])))).toBe('number');
});

it('goes to no one for a case that was no breach, a fact of another meaning, or a case that was closed long ago', async () => {
  const { context, now, otto, olga, did, closed, look } = await office();
  const [first, second] = [await did(otto, 'record.export'), await did(olga, 'record.export')];
  await closed('no-breach', [`act/${first}`, 'cause']);
  await closed('handled', [`act/${first}`, 'containment'], [`act/${second}`, 'discovery']);
  await look();
  expect(await listRefreshers(context.knex)).toEqual([]);
  await closed('handled', [`act/${first}`, 'cause']);
  await look(now + 8 * DAY_MS);
  expect(await listRefreshers(context.knex)).toEqual([]);
});

it('has no course for an act that no course covers', () => {
  expect([courseAfter('evidence.see'), courseAfter('lane.open-in-emergency'), courseAfter('roll-out.halt')]).toEqual([
    'evidence',
    'social-engineering',
    undefined,
  ]);
});
