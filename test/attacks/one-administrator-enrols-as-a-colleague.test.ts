import { expect, test } from 'vitest';
import { SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

test('one administrator cannot enrol as a colleague to whom two gave a duty', async () => {
  const server = await attackedServer();
  const { anna, ben, hire } = await staffOf(server);
  const carla = await hire('carla-third', { role: 'officer' });

  // Carla has lost her keys; Anna and Ben approve the recovery, and each gets half of the code to hand over.
  await anna.stepUp();
  const { text } = await anna.browser.post(`/v1/people/${carla.id}/recoveries`);
  await ben.stepUp();
  const asked = JSON.parse(text) as { id: string; half: { code: string } };
  const recovery = await ben.browser.post(`/v1/people/recoveries/${asked.id}/approval`);
  const { code: second } = JSON.parse(recovery.text) as { code: string };
  for (const half of [asked.half.code, second]) {
    const tried = await visitor(server.people).post('/v1/people/enrolment', { code: half });
    expect(tried.code).toBe('enrolment-code-refused');
  }
  const code = `${asked.half.code} ${second}`;

  // Anna requests her own code in its place.
  const again = await anna.browser.post('/v1/people/invitations', { id: carla.id, displayName: 'Carla' });
  expect([again.status, again.code]).toEqual([409, 'two-people-required']);
  expect((await carla.browser.get('/v1/lanes')).code).toBe('not-signed-in');

  // The code of two people still works.
  const browser = visitor(server.people);
  const key = new SoftAuthenticator(`https://localhost:${server.people.port}`);
  const { ceremony, options } = JSON.parse(
    (await browser.post('/v1/people/enrolment/passkey/options', { code })).text,
  ) as { ceremony: string; options: Parameters<typeof key.create>[0] };
  const made = { ceremony, response: key.create(options), name: 'A key' };
  expect((await browser.post('/v1/people/enrolment/passkey', made)).status).toBe(204);
  expect((await browser.get('/v1/lanes')).status).toBe(200);
});

test('an invitation that one administrator kept gives no duty: a duty needs an enrolled person', async () => {
  const server = await attackedServer();
  const { anna, decide } = await staffOf(server);
  await anna.stepUp();
  await anna.browser.post('/v1/people/invitations', { id: 'dora-fourth', displayName: 'Dora' });
  const now = Date.now();
  const term = { validFrom: now - 1_000, validUntil: now + 3_600_000, trainingValidUntil: now + 3_600_000 };
  const duty = { person: 'dora-fourth', role: 'officer', sites: 'all', lanes: 'all', shifts: [], ...term };
  await expect(decide('duty-give', duty)).rejects.toThrow('not-enrolled');
  expect(await server.stop()).toBe(0);
  expect(await server.tamper((knex) => knex('duties').where({ person_id: 'dora-fourth' }))).toEqual([]);
});
