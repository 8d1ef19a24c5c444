import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';

const DAY_MS = 86_400_000;

test('no administrator recovers their own account, approves their own request, or has it approved twice at once', async () => {
  const server = await attackedServer();
  const { anna, ben, hire } = await staffOf(server);
  const carla = await hire('carla-third', { role: 'officer' });
  await anna.stepUp();
  await ben.stepUp();

  expect((await anna.browser.post(`/v1/people/${anna.id}/recoveries`)).status).toBe(403);
  const asked = JSON.parse((await anna.browser.post(`/v1/people/${carla.id}/recoveries`)).text) as { id: string };
  const approval = `/v1/people/recoveries/${asked.id}/approval`;
  expect((await anna.browser.post(approval)).code).toBe('another-person-required');
  // The person whose keys would be replaced cannot either.
  expect((await carla.browser.post(approval)).status).toBe(403);
  const approvals = await Promise.all(Array.from({ length: 8 }, () => ben.browser.post(approval)));
  expect(approvals.filter(({ status }) => status < 300)).toHaveLength(1);
  expect(approvals.filter(({ status }) => status === 404 || status === 409)).toHaveLength(7);
});

test('a proposal cannot be approved after its author was disabled', async () => {
  const server = await attackedServer();
  const { anna, ben, hire } = await staffOf(server);
  const carla = await hire('carla-third', { role: 'administrator' });
  const dora = await hire('dora-fourth');
  const now = Date.now();
  const payload = {
    ...{ person: dora.id, role: 'officer', sites: 'all', lanes: 'all', shifts: [] },
    ...{ validFrom: now, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS },
  };
  await carla.stepUp();
  const proposed = JSON.parse((await carla.browser.post('/v1/proposals', { kind: 'duty-give', payload })).text) as {
    id: string;
    digest: string;
  };
  await anna.stepUp();
  expect((await anna.browser.post(`/v1/people/${carla.id}/disable`)).status).toBeLessThan(300);
  await ben.stepUp();
  const approved = await ben.browser.post(`/v1/proposals/${proposed.id}/approval`, { digest: proposed.digest });
  expect(approved.status).toBeGreaterThanOrEqual(400);
  expect(await server.stop()).toBe(0);
  expect(await server.tamper((knex) => knex('duties').where({ person_id: dora.id }))).toEqual([]);
});
