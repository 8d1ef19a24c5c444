import { expect, test } from 'vitest';
import { ALL_FOUND, lookedAt, serverWithHistory } from './harness/history.ts';

test('a disabled officer cannot be enabled in the database, with the act that disabled them taken out', async () => {
  const { server, attack } = await serverWithHistory();
  await attack(async (knex) => {
    expect(await knex('people').where({ id: 'carla-third' }).update({ disabled_at: null })).toBe(1);
    await knex('revoked_officers').delete();
    expect(await knex('acts').where({ act: 'people.disable' }).delete()).toBeGreaterThan(0);
  });
  expect(await lookedAt(server)).toEqual(ALL_FOUND);
});
