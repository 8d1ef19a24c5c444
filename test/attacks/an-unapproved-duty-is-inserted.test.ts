import { expect, test } from 'vitest';
import { ALL_FOUND, lookedAt, serverWithHistory } from './harness/history.ts';

test('a duty without approval cannot be inserted, even with a forged proposal and acts of two people', async () => {
  const { server, attack } = await serverWithHistory();
  await attack(async (knex) => {
    const duty = (await knex('duties').where({ person_id: 'dora-fourth' }).first()) as Record<string, unknown>;
    const proposal = (await knex('proposals').where({ id: duty['given_by'] }).first()) as Record<string, unknown>;
    await knex('proposals').insert({ ...proposal, id: 'e'.repeat(32), position: 9_999 });
    await knex('duties').insert({ ...duty, id: 'f'.repeat(32), role: 'administrator', given_by: 'e'.repeat(32) });
  });
  expect(await lookedAt(server)).toEqual(ALL_FOUND);
});
