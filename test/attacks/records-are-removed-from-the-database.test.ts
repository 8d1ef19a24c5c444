import { expect, test } from 'vitest';
import { casesOf } from '../support/extent.ts';
import { ALL_FOUND, ALL_SOUND, lookedAt, REFUSED, serverWithHistory } from './harness/history.ts';

test('a server without an attack is sound, killed or stopped', async () => {
  const { server } = await serverWithHistory();
  expect(await lookedAt(server)).toEqual(ALL_SOUND);
  await server.kill();
  expect(await lookedAt(server)).toEqual(ALL_SOUND);
});

test.each(casesOf(['acts', 'alarms', 'viewings', 'orders', 'reports'], (table) => table === 'reports'))(
  'records cannot be removed from the database: %s',
  async (table) => {
    const { server, attack } = await serverWithHistory();
    await attack(async (knex) => {
      if (table === 'reports') {
        // The last three, with their derived rows.
        const last: number[] = await knex('reports').orderBy('feed_position', 'desc').limit(3).pluck('feed_position');
        for (const one of ['viewings', 'erasures', 'reports']) await knex(one).whereIn('feed_position', last).delete();
      } else {
        expect(await knex(table).delete()).toBeGreaterThan(0);
      }
    });
    expect(await lookedAt(server)).toEqual(ALL_FOUND);
  },
);

test('records cannot be removed together with the content of their ledger entries', async () => {
  const { server, attack } = await serverWithHistory();
  await attack(async (knex) => {
    await knex('acts').where({ act: 'duty.approve' }).delete();
    expect(await knex('ledger_openings').where({ type: 'act' }).delete()).toBeGreaterThan(3);
  });
  expect(await lookedAt(server)).toEqual(REFUSED);
});
