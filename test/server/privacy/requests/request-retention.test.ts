import { describe, expect, it } from 'vitest';
import { eraseOutdated } from '../../../../server/privacy/requests/request-retention.ts';
import type { AccessRequestView } from '../../../../server/privacy/answers/access-request.ts';
import { testBrowser } from '../../people/people/fixtures/browser.ts';
import { privacyOffice } from '../fixtures/privacy-office.ts';

const DAY = 86_400_000;
const KEPT_DAYS = 400;

async function withRequests() {
  const office = await privacyOffice();
  const browser = testBrowser(office.server);
  await browser.post('/v1/development/sign-in', { role: 'privacy-officer' });
  await browser.post('/v1/development/step-up', {});
  const proof = { by: 'receipt', receipt: '5'.repeat(32) };
  const enter = async () =>
    JSON.parse((await browser.post('/v1/privacy/requests', { kind: 'access', proof })).text) as AccessRequestView;
  const close = (id: string) =>
    browser.post(`/v1/privacy/requests/${id}`, { step: 'close', version: 1, state: 'nothing-held' });
  const { knex } = office.server.database;
  const age = (id: string, days: number) =>
    knex('access_requests')
      .where({ id })
      .update({ closed_at: Date.now() - days * DAY });
  const left = () => knex('access_requests').orderBy('id').pluck('id') as Promise<string[]>;
  return { office, enter, close, age, left, knex };
}

describe('closed request', () => {
  it('is erased after its years, also in the ledger, with an entry about it', async () => {
    const { office, enter, close, age, left, knex } = await withRequests();
    const [old, young, open] = [await enter(), await enter(), await enter()];
    await close(old.id);
    await close(young.id);
    await age(old.id, KEPT_DAYS + 1);
    await age(young.id, KEPT_DAYS - 1);
    expect(await eraseOutdated(office.server.context, KEPT_DAYS)).toBe(1);
    expect(await left()).toEqual([young.id, open.id].sort());
    const acts: readonly string[] = await knex('acts').where({ subject: old.id }).pluck('id');
    expect(acts).toHaveLength(2);
    const about = () =>
      knex('ledger_openings').whereIn(
        'subject',
        acts.map((id) => `act/${id}`),
      );
    expect(await about().whereNull('salt').pluck('payload')).toEqual([null, null]);
    expect(await knex('ledger_openings').where({ subject: 'erasure' })).toHaveLength(1);
    expect(await eraseOutdated(office.server.context, KEPT_DAYS)).toBe(0);
    expect(await knex('ledger_openings').where({ subject: 'erasure' })).toHaveLength(1);
  });

  it('is the only kind erased: an open request stays', async () => {
    const { office, enter, left, knex } = await withRequests();
    const { id } = await enter();
    await knex('access_requests').where({ id }).update({ received_at: 1, due_at: 2 });
    expect(await eraseOutdated(office.server.context, KEPT_DAYS)).toBe(0);
    expect(await left()).toEqual([id]);
  });

  it('is erased once by two simultaneous sweeps', async () => {
    const { office, enter, close, age } = await withRequests();
    const { id } = await enter();
    await close(id);
    await age(id, KEPT_DAYS + 1);
    const counts = await Promise.all([1, 2].map(() => eraseOutdated(office.server.context, KEPT_DAYS)));
    expect(counts.toSorted()).toEqual([0, 1]);
  });
});
