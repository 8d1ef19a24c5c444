/** A course after an alarm goes to the people whom acts and viewings name, and to all on duty at the lane only where these name no one. */
import { expect, it } from 'vitest';
import { raiseAndEnter } from '../../../../server/records/alarms/enter-alarm.ts';
import { recordAct } from '../../../../server/records/acts/record-act.ts';
import type { Act } from '../../../../server/platform/access/vocabulary.ts';
import type { AlarmKind } from '../../../../server/platform/base/alarm-kinds.ts';
import type { ActDetails } from '../../../../server/records/ledger/entry/entry.ts';
import { refreshAfterAlarms } from '../../../../server/people/training/refresh-after-alarms.ts';
import { listRefreshers } from '../../../../server/people/training/tables/refresher-table.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ, type Employed } from '../../fixtures/employ.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { recordGrant } from '../../privacy/fixtures/record-grant.ts';

const DAY_MS = 86_400_000;
const MINUTE = 60_000;
const [FIRST, SECOND, REFERRAL] = ['a1'.repeat(32), 'b2'.repeat(32), 'c3'.repeat(16)];

async function lane() {
  const server = await runServer();
  const { context } = server;
  const now = Math.round(context.clock.wallMs());
  const terms = { validFrom: now - 9 * DAY_MS, validUntil: now + 9 * DAY_MS, trainingValidUntil: now + 9 * DAY_MS };
  const hire = (name: string) => employ(server, name, duty('officer', terms));
  const [otto, olga, sven] = [await hire('p-otto'), await hire('p-olga'), await hire('p-sven')];
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  const did = (who: Employed, act: Act, about: { readonly subject?: string; details?: ActDetails; at?: number }) =>
    context.queue.run((transaction) =>
      recordAct(transaction, {
        ...{ person: who.personId, session: null, role: 'officer', act, result: 'done', at: about.at ?? now },
        target: { kioskId: kiosk.id, ...(about.subject !== undefined && { subject: about.subject }) },
        details: about.details ?? {},
      }),
    );
  const raise = (kind: AlarmKind, at = now) =>
    context.queue.run((transaction) =>
      raiseAndEnter(transaction, { kind, kioskId: kiosk.id, fromSequence: null, toSequence: null }, at),
    );
  const look = () => refreshAfterAlarms(context);
  const asked = async () =>
    (await listRefreshers(context.knex)).map(({ id, course, people }) => ({ id, course, people }));
  return { server, context, now, otto, olga, sven, kiosk, did, raise, look, asked };
}

it('the officer who opened without a cause takes the course, and no one else', async () => {
  const { context, now, otto, olga, sven, kiosk, did, raise, look, asked } = await lane();
  await did(otto, 'lane.open', { details: { order: 'open-for-cause', digest: FIRST }, at: now - MINUTE });
  await did(sven, 'opening.confirm', { subject: FIRST, details: { finding: 'unfounded', late: 0 } });
  // Written into the database past the server
  await context.knex('acts').insert({
    ...{ id: 'f'.repeat(32), at: now - MINUTE, person_id: olga.personId, role: 'officer', act: 'lane.open' },
    ...{ kiosk_id: kiosk.id, result: 'done', details: JSON.stringify({ digest: FIRST }) },
  });
  const { id } = await raise('opening-unfounded');
  await look();
  await look();
  expect(await asked()).toEqual([{ id: `alarm-${id}`, course: 'social-engineering', people: ['p-otto'] }]);
  await did(olga, 'lane.open', { details: { order: 'open-for-cause', digest: SECOND }, at: now + MINUTE });
  await did(otto, 'opening.confirm', {
    subject: SECOND,
    details: { finding: 'unfounded', late: 0 },
    at: now + 2 * MINUTE,
  });
  const further = await raise('opening-unfounded', now + 2 * MINUTE);
  await look();
  expect((await asked()).find((one) => one.id === `alarm-${further.id}`)?.people).toEqual(['p-olga']);
});

it('the people who decided take the course when a second person disagrees, and not the one who looked', async () => {
  const { otto, olga, sven, did, raise, look, asked } = await lane();
  const subject = REFERRAL;
  await did(otto, 'referral.take', { subject, details: { step: 'take', version: 1 } });
  await did(olga, 'referral.second', { subject, details: { step: 'give-second-opinion', version: 2 } });
  await did(otto, 'referral.decide', { subject, details: { step: 'decide', version: 3 } });
  await did(sven, 'second-look.find', { subject, details: { finding: 'disagrees', late: 0 } });
  await raise('second-look-disagrees');
  await look();
  expect(await asked()).toMatchObject([{ course: 'bias', people: ['p-olga', 'p-otto'] }]);
});

it('the officer of the refused viewing takes the course', async () => {
  const { server, context, now, otto, olga, kiosk, look, asked } = await lane();
  const about = { kioskId: kiosk.id, transactionId: transactionOf(1), at: now };
  const grant = await recordGrant(context, { ...about, officer: otto.personId });
  const { wire } = kiosk.nextViewing({ grant, released: [], refusal: 'too-many-viewings', reportedAt: now });
  expect((await server.post('/v1/reports', wire)).status).toBe(201);
  await look();
  expect(await asked()).toMatchObject([{ course: 'evidence', people: ['p-otto'] }]);
  // Within the hour the alarm of the lane is the same, and names a further officer
  const next = await recordGrant(context, { ...about, officer: olga.personId });
  const repeated = kiosk.nextViewing({ grant: next, released: [], refusal: 'too-many-viewings', reportedAt: now });
  expect((await server.post('/v1/reports', repeated.wire)).status).toBe(201);
  await look();
  const [, alarm] =
    /^(alarm-\d+)$/.exec((await asked()).find(({ people }) => people?.[0] === 'p-otto')?.id ?? '') ?? [];
  expect((await asked()).find(({ people }) => people?.[0] === 'p-olga')?.id).toBe(`${alarm}-2`);
});

it('all on duty at the lane take it once where the records name no one', async () => {
  const { server, now, raise, look, asked } = await lane();
  await raise('emergency-unfounded');
  await look();
  const terms = { validFrom: now - DAY_MS, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS };
  await employ(server, 'p-late', duty('officer', terms));
  await look();
  const [first, ...more] = await asked();
  expect(first?.people).toEqual(expect.arrayContaining(['p-olga', 'p-otto', 'p-sven']));
  expect(first?.people).not.toContain('p-late');
  expect(more).toEqual([]);
});
