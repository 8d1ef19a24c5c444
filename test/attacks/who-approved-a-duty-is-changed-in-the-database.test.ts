import { expect, test } from 'vitest';
import { ALL_FOUND, lookedAt, serverWithHistory } from './harness/history.ts';

test('who approved a duty cannot be changed in the database, with every table that says so', async () => {
  const { server, attack } = await serverWithHistory();
  await attack(async (knex) => {
    expect(await knex('proposals').where({ kind: 'duty-give' }).update({ settled_by: 'dora-fourth' })).toBeGreaterThan(
      0,
    );
    await knex('acts').where({ act: 'duty.approve' }).update({ person_id: 'dora-fourth' });
  });
  expect(await lookedAt(server)).toEqual(ALL_FOUND);
});
