import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';

const DAY_MS = 86_400_000;

test('one proposal that is approved twelve times at once takes effect once, and still once after a power cut', async () => {
  const server = await attackedServer();
  const { anna, ben, hire } = await staffOf(server);
  const carla = await hire('carla-third');
  const now = Date.now();
  const payload = {
    ...{ person: carla.id, role: 'officer', sites: ['north'], lanes: 'all', shifts: [] },
    ...{ validFrom: now, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS },
  };
  await anna.stepUp();
  const north = { id: 'north', name: 'North', timeZone: 'Europe/Lisbon', place: '' };
  expect((await anna.browser.post('/v1/sites', north)).status).toBe(201);
  const proposed = await anna.browser.post('/v1/proposals', { kind: 'duty-give', payload });
  const { id, digest } = JSON.parse(proposed.text) as { id: string; digest: string };
  expect((await anna.browser.post(`/v1/proposals/${id}/approval`, { digest })).code).toBe('another-person-required');
  expect((await carla.browser.post(`/v1/proposals/${id}/approval`, { digest })).code).toBe('not-entitled');
  await ben.stepUp();
  const approvals = await Promise.all(
    Array.from({ length: 12 }, () => ben.browser.post(`/v1/proposals/${id}/approval`, { digest })),
  );
  expect(approvals.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 11 }, () => 409)]);
  await server.kill();
  expect(await server.tamper((knex) => knex('duties').where({ person_id: carla.id }).pluck('role'))).toEqual([
    'officer',
  ]);
  expect(await server.command('main/commands/ledger', 'fsck')).toMatchObject({ code: 0, line: { kind: 'sound' } });
  expect((await server.start())['event']).toBe('listening');
  expect((await carla.browser.get('/v1/lanes')).status).toBe(200);
  expect(await server.stop()).toBe(0);
});
