import { expect, test } from 'vitest';
import { agreementDigest, isCounted } from '../../../../server/sharing/agreement/agreement.ts';
import { alarmsAfter } from '../../../../server/records/alarms/alarm-table.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { committedSeed } from '../../../../server/sharing/deliveries/commit-seeds.ts';
import { deliverDue } from '../../../../server/sharing/deliveries/deliver.ts';
import { readReports } from '../../../../server/sharing/audits/read-reports.ts';
import { findCommitment } from '../../../../server/sharing/deliveries/tables/budget-table.ts';
import { findSealed } from '../../../../server/sharing/deliveries/tables/delivery-table.ts';
import { noiseSeed } from '../../../../server/sharing/projection/noise.ts';
import { periodAt } from '../../../../server/sharing/projection/periods.ts';
import type { Projected } from '../../../../server/sharing/projection/project.ts';
import { verifyNoise } from '../../../../server/sharing/projection/verify-noise.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { SAMPLE_COUNTS, SAMPLE_REASONS, signaturesUnder } from '../fixtures/agreements.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../fixtures/sharing-office.ts';
import {
  cross,
  deliveries,
  delivererOf,
  differences,
  enrolledLane,
  noisyAgreement,
  opened,
  spentAt,
} from '../fixtures/sharing-year.ts';

async function officeWith(agreement = datedAgreement()) {
  const office = await sharingOffice();
  await office.enterParties();
  expect(await office.enter(agreement)).toBeUndefined();
  const deliverer = delivererOf(office.server);
  /** Days later, with a run of the program on each of the last ones. */
  const later = async (days: number) => {
    await office.turn(days * DAY_MS);
    await lookAtDeliveries(deliverer);
  };
  const kinds = async () =>
    (await alarmsAfter(office.server.context.knex, 0, 100))
      .filter(({ kind }) => kind.startsWith('sharing-'))
      .map(({ kind, about }) => [kind, about]);
  // The program commits to seeds within a minute of the last signature
  await lookAtDeliveries(deliverer);
  return { ...office, deliverer, later, kinds };
}

test('a delivery has the agreed counts of a period that has ended, once, sealed to the partner, with an entry in the ledger', async () => {
  const { server, clock, later, deliverer } = await officeWith();
  const kiosk = await enrolledLane(server);
  // The first whole month is April
  await later(40);
  await cross(server, kiosk, { count: 12, at: clock.wallMs() });
  await cross(server, kiosk, { count: 3, at: clock.wallMs(), outcome: 'referred', reasons: ['below-threshold'] });
  await later(20);
  expect(await deliveries(server)).toEqual([]);
  // Beyond the three days of delay; two instances of the program look at the same time
  await later(5);
  await Promise.all([deliverDue(deliverer), deliverDue(deliverer)]);
  const made = await deliveries(server);
  expect(made.map(({ dataset, period, refusal }) => [dataset, period, refusal])).toEqual([
    ['crossings', '2026-04', null],
  ]);
  const [{ digest } = { digest: '' }] = made;
  const delivery = await opened(server, digest);
  expect(delivery).toMatchObject({ kind: 'opened', content: { total: null } });
  const { cells } = (delivery as { content: Projected }).content;
  expect(cells.filter(({ count }) => count !== null)).toEqual([]);
  const exports = (await entriesOf(server.context)).filter((entry) => entry?.type === 'export');
  expect(exports).toMatchObject([
    { partner: 'statistics', agreement: 'monthly-crossings', record: 'crossings', digest },
  ]);
  expect(await differences(server)).toEqual([]);
});

test('the budget is never exceeded: a delivery beyond it is refused, recorded, and raises one alarm', async () => {
  const { server, later, kinds } = await officeWith(noisyAgreement(1_000));
  for (const days of [10, 7, 7, 3]) await later(days);
  const made = await deliveries(server);
  expect(made.map(({ period, refusal }) => [period, refusal]).reverse()).toEqual([
    ['2026-W10', null],
    ['2026-W11', null],
    ['2026-W12', 'budget-spent'],
  ]);
  expect(await spentAt(server, noisyAgreement(1_000), '2026-03-31')).toBe(1_000);
  const refusals = (await kinds()).filter(([kind]) => kind === 'sharing-delivery-refused');
  expect(refusals).toEqual([['sharing-delivery-refused', 'budget-spent/crossings']]);
  // The next quarter has its own budget, and a commitment that is older than its first day
  await later(14);
  expect((await deliveries(server)).find(({ period }) => period === '2026-W14')?.refusal).toBe('budget-spent');
  await later(7);
  expect((await deliveries(server)).find(({ period }) => period === '2026-W15')?.refusal).toBeNull();
});

test('a version with a longer budget period, or another agreement, does not spend again what was spent in the period', async () => {
  const { server, clock, later, enter, decide } = await officeWith(noisyAgreement(1_000));
  for (const days of [10, 7]) await later(days);
  const inYear = { epsilonThousandths: 1_500, period: 'year' as const };
  const next = noisyAgreement(1_500, { version: 2, from: '2026-03-23', privacyBudget: inYear });
  expect(await enter(next)).toBeUndefined();
  await lookAtDeliveries(delivererOf(server));
  for (const days of [7, 7, 7]) await later(days);
  const refusals = async (id: string) =>
    (await deliveries(server, id)).map(({ period, version, refusal }) => [period, version, refusal]).reverse();
  expect(await refusals('monthly-crossings')).toEqual([
    ['2026-W10', 1, null],
    ['2026-W11', 1, null],
    ['2026-W12', 1, 'budget-spent'],
    ['2026-W13', 2, null],
    ['2026-W14', 2, 'budget-spent'],
  ]);
  expect(await spentAt(server, next, '2026-04-01')).toBe(1_500);
  const change = { change: 'end', id: 'monthly-crossings', version: 2, reason: 'no-longer-needed' };
  expect(await decide('sharing-agreement', change)).toBeUndefined();
  const from = new Date(clock.wallMs() + DAY_MS).toISOString().slice(0, 10);
  const other = noisyAgreement(1_500, { id: 'other-crossings', from, privacyBudget: inYear });
  expect(await enter(other)).toBeUndefined();
  await lookAtDeliveries(delivererOf(server));
  for (const days of [10, 7]) await later(days);
  expect(await refusals('other-crossings')).toEqual([['2026-W16', 1, 'budget-spent']]);
});

test('noise comes from a seed to which the ledger was committed before the period', async () => {
  const { server, clock, later, deliverer } = await officeWith(noisyAgreement(10_000));
  const kiosk = await enrolledLane(server);
  await later(2);
  await cross(server, kiosk, { count: 4, at: clock.wallMs() });
  await later(8);
  const [made] = await deliveries(server);
  const delivery = await opened(server, made?.digest ?? null);
  if (delivery.kind !== 'opened' || !('cells' in delivery.content)) throw new Error('not opened');
  const place = { agreement: 'monthly-crossings', budgetPeriod: '2026-Q1' };
  const stored = await findCommitment(server.context.knex, place);
  expect(stored?.committedAt).toBeLessThan(delivery.content.period.from);
  const verdict = verifyNoise(delivery.content, noiseSeed(deliverer.noiseKey, place), stored?.commitment ?? '');
  if (verdict.kind !== 'proved') throw new Error(verdict.code);
  expect(verdict.exact.filter(({ count }) => count > 0)).toEqual([{ values: ['north', 'cleared'], count: 4 }]);
});

test('without a commitment before the period, or with another key than the committed one, there is no noise', async () => {
  const agreement = noisyAgreement(10_000, { from: '2026-03-01' });
  const datasets = agreement.datasets.filter(isCounted).map((dataset) => ({ ...dataset, granularity: 'day' as const }));
  // Signed on the morning of its first day, whose counts had begun
  const { server, clock, later, kinds } = await officeWith({ ...agreement, datasets });
  await later(2);
  await later(1);
  const byPeriod = (await deliveries(server)).map(({ period, refusal, digest }) => [period, refusal, digest === null]);
  expect(byPeriod).toEqual([
    ['2026-03-02', null, false],
    ['2026-03-01', 'not-committed', true],
  ]);
  expect(await kinds()).toEqual([['sharing-delivery-refused', 'not-committed/crossings']]);
  const place = { agreement: 'monthly-crossings', budgetPeriod: '2026-Q1' };
  const seed = { noiseKey: new Uint8Array(32).fill(9), period: periodAt('day', clock.wallMs()) };
  expect(await committedSeed(server.context.knex, place, seed)).toBe('seed-differs');
});

test('a paused agreement delivers nothing until it is resumed, and an ended one nothing more', async () => {
  const office = await officeWith();
  const { server, later, decide } = office;
  const change = (what: object) => decide('sharing-agreement', { ...what, id: 'monthly-crossings', version: 1 });
  await later(20);
  expect(await change({ change: 'pause', reason: 'outside-agreement' })).toBeUndefined();
  await later(50);
  expect(await deliveries(server)).toEqual([]);
  expect(await change({ change: 'resume' })).toBeUndefined();
  await later(1);
  expect((await deliveries(server)).map(({ period }) => period)).toEqual(['2026-04']);
  expect(await change({ change: 'end', reason: 'no-longer-needed' })).toBeUndefined();
  await later(60);
  expect((await deliveries(server)).map(({ kind, period }) => [kind, period])).toEqual([['counts', '2026-04']]);
});

test('a pause or an end concerns the signed next version too', async () => {
  const office = await officeWith();
  const { server, later, decide, enter, states } = office;
  const change = (what: object) => decide('sharing-agreement', { ...what, id: 'monthly-crossings', version: 1 });
  expect(await enter(datedAgreement({ version: 2, from: '2026-04-01' }))).toBeUndefined();
  await later(20);
  expect(await change({ change: 'pause', reason: 'outside-agreement' })).toBeUndefined();
  await later(50);
  expect(await states()).toEqual(['monthly-crossings 2 paused', 'monthly-crossings 1 ended']);
  expect(await deliveries(server)).toEqual([]);
  const second = (what: object) => decide('sharing-agreement', { ...what, id: 'monthly-crossings', version: 2 });
  expect(await second({ change: 'resume' })).toBeUndefined();
  expect(await states()).toEqual(['monthly-crossings 2 in-force', 'monthly-crossings 1 ended']);
  expect(await enter(datedAgreement({ version: 3, from: '2026-06-01' }))).toBeUndefined();
  expect(await second({ change: 'end', reason: 'outside-agreement' })).toBeUndefined();
  await later(40);
  expect(await states()).toEqual([3, 2, 1].map((version) => `monthly-crossings ${version} ended`));
});

test('an earlier version is ended by its next version alone', async () => {
  const { decide, enter, states } = await officeWith();
  expect(await enter(datedAgreement({ version: 2, from: '2026-04-01' }))).toBeUndefined();
  const change = { change: 'end', id: 'monthly-crossings', version: 1, reason: 'replaced' };
  expect(await decide('sharing-agreement', change)).toBeUndefined();
  expect(await states()).toEqual(['monthly-crossings 2 signed', 'monthly-crossings 1 ended']);
});

test('a delivery without a receipt raises one alarm after the agreed days', async () => {
  const { later, kinds } = await officeWith();
  await later(66);
  await later(6);
  expect(await kinds()).toEqual([]);
  await later(2);
  await later(2);
  expect(await kinds()).toEqual([['sharing-receipt-overdue', 'counts/crossings']]);
});

test('after its time the file of a delivery is erased, and the partner is asked to delete its copy', async () => {
  const { server, later } = await officeWith(datedAgreement({ retention: { days: 10 } }));
  await later(66);
  await later(11);
  await later(1);
  const [deletion, counts] = await deliveries(server);
  expect([deletion?.kind, counts?.kind]).toEqual(['deletion', 'counts']);
  expect(await findSealed(server.context.knex, counts?.digest ?? '')).toBeUndefined();
  const request = await opened(server, deletion?.digest ?? null);
  expect(request).toMatchObject({ content: { delivery: counts?.digest, reason: 'retention-over' } });
  expect(await differences(server)).toEqual([]);
});

test('the file of a partner that has no record in use is still erased after its time', async () => {
  const { server, later, decide } = await officeWith(datedAgreement({ retention: { days: 10 } }));
  await later(66);
  const [counts] = await deliveries(server);
  expect(await findSealed(server.context.knex, counts?.digest ?? '')).toBeDefined();
  expect(await decide('sharing-party', { change: 'end', id: 'statistics' })).toBeUndefined();
  await later(11);
  expect(await findSealed(server.context.knex, counts?.digest ?? '')).toBeUndefined();
  expect((await deliveries(server)).map(({ kind }) => kind)).toEqual(['counts']);
  expect(await differences(server)).toEqual([]);
});

test('a delivery whose time ended before its receipt was due raises no alarm about the receipt', async () => {
  const { later, kinds } = await officeWith(datedAgreement({ retention: { days: 3 }, receiptDays: 5 }));
  for (const days of [66, 4, 2]) await later(days);
  expect(await kinds()).toEqual([]);
  // The request to delete has an alarm of its own
  await later(4);
  expect(await kinds()).toEqual([['sharing-receipt-overdue', 'deletion/crossings']]);
});

test('requests to delete do not count as deliveries of a day', async () => {
  const daily = { ...SAMPLE_COUNTS, granularity: 'day' as const, delayDays: 1 };
  const rate = { deliveriesPerDay: 1, requestsPerHour: 60, bytesPerDay: 65_536 };
  const { server, later } = await officeWith(datedAgreement({ datasets: [daily], rate, retention: { days: 1 } }));
  for (const _ of [1, 2, 3, 4, 5, 6]) await later(1);
  const [report] = await readReports(server.context.knex, server.context.clock.wallMs());
  expect((await deliveries(server)).filter(({ kind }) => kind === 'deletion').length).toBeGreaterThan(1);
  expect(report?.rate).toEqual({ mostDeliveriesInADay: 1, agreed: 1 });
});

const NOISE = { kind: 'noise' as const, epsilonThousandths: 500 };
const BUDGET = { epsilonThousandths: 5_000, period: 'year' as const };

test('nothing is delivered under an agreement that a person wrote into the database', async () => {
  const { server, clock, later } = await officeWith(datedAgreement({ id: 'other', datasets: [SAMPLE_REASONS] }));
  const { knex } = server.context;
  // The administrator copies the form of a row of the server
  const forged = datedAgreement({ id: 'forged', datasets: [SAMPLE_COUNTS] });
  const [row] = await knex('sharing_agreements');
  await knex('sharing_agreements').insert({
    ...row,
    id: forged.id,
    digest: agreementDigest(forged),
    content: JSON.stringify(forged),
    signatures: JSON.stringify(signaturesUnder(forged)),
    signed_at: clock.wallMs(),
  });
  await later(66);
  expect((await deliveries(server, 'other')).map(({ period }) => period)).toEqual(['2026-04']);
  expect(await deliveries(server, 'forged')).toEqual([]);
});

test('nothing is delivered under a draft that a person marked as signed in the database', async () => {
  const office = await officeWith();
  const { server, clock, later, enter } = office;
  const { knex } = server.context;
  const datasets = [{ ...SAMPLE_REASONS, protection: NOISE }];
  expect(await enter(datedAgreement({ id: 'draft', datasets, privacyBudget: BUDGET }), [])).toBeUndefined();
  await lookAtDeliveries(office.deliverer);
  await knex('sharing_agreements').where({ id: 'draft' }).update({ signed_at: clock.wallMs() });
  await later(66);
  expect(await deliveries(server, 'draft')).toEqual([]);
  expect((await deliveries(server)).map(({ period }) => period)).toEqual(['2026-04']);
});
