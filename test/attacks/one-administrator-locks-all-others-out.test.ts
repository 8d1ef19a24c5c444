import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';

const codesIn = (notice: string) => notice.match(/^ {4}\S+$/gm) ?? [];

test('one of two administrators cannot disable the other alone, and recovery stays possible', async () => {
  const server = await attackedServer();
  const { anna, ben, hire, decide } = await staffOf(server);
  await anna.stepUp();
  const alone = await anna.browser.post(`/v1/people/${ben.id}/disable`);
  expect([alone.status, alone.code]).toEqual([409, 'two-people-required']);
  const approved = await decide('person-disable', { person: ben.id });
  expect(approved.code).toBe('proposal-inapplicable');

  // Ben is still there to recover a colleague with Anna
  const carla = await hire('carla-third');
  await anna.stepUp();
  const asked = JSON.parse((await anna.browser.post(`/v1/people/${carla.id}/recoveries`)).text) as { id: string };
  await ben.stepUp();
  expect((await ben.browser.post(`/v1/people/recoveries/${asked.id}/approval`)).status).toBe(201);

  // With a privacy officer Anna may; then every start prints a code for the administrator that is missing, and records it
  const petra = await hire('petra-fourth', { role: 'privacy-officer' });
  await anna.stepUp();
  const proposed = await anna.browser.post('/v1/proposals', { kind: 'person-disable', payload: { person: ben.id } });
  const { id, digest } = JSON.parse(proposed.text) as { id: string; digest: string };
  await petra.stepUp();
  expect((await petra.browser.post(`/v1/proposals/${id}/approval`, { digest })).status).toBe(204);
  expect((await ben.browser.get('/v1/people')).code).toBe('not-signed-in');
  for (const starts of [1, 2]) {
    expect(await server.stop()).toBe(0);
    expect((await server.start())['event']).toBe('listening');
    expect([starts, codesIn(server.notice()).length]).toEqual([starts, 1]);
  }
  await server.stop();
  const printed: readonly { details: string }[] = await server.tamper((knex) =>
    knex('acts').where({ act: 'account.print-codes' }).orderBy('position').select('details'),
  );
  expect(printed.map(({ details }) => JSON.parse(details) as unknown)).toEqual([
    { codes: 2 },
    { codes: 1 },
    { codes: 1 },
  ]);
  expect(await server.command('main/commands/ledger', 'fsck')).toMatchObject({ code: 0, line: { kind: 'sound' } });
});

test('three administrators who disable each other at once leave two', async () => {
  const server = await attackedServer();
  const { anna, ben, hire } = await staffOf(server);
  const carla = await hire('carla-third', { role: 'administrator' });
  for (const one of [anna, ben, carla]) await one.stepUp();
  const answers = await Promise.all([
    anna.browser.post(`/v1/people/${ben.id}/disable`),
    ben.browser.post(`/v1/people/${carla.id}/disable`),
    carla.browser.post(`/v1/people/${anna.id}/disable`),
  ]);
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
});
