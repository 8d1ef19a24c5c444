import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';

test('one officer who opens lanes for a cause again and again is stopped, and leaves an alarm and a name', async () => {
  const server = await attackedServer();
  const { anna, hire } = await staffOf(server);
  const otto = await hire('otto-third', { role: 'officer', sites: ['north'] });
  const olga = await hire('olga-fourth', { role: 'officer', sites: ['north'] });
  const audit = await hire('ada-auditor', { role: 'auditor' });
  await anna.stepUp();
  await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  await enrolledLane(server, anna.browser, { id: 'north-2', site: 'north', seed: 8 });
  await otto.stepUp();
  const open = (lane: string) =>
    otto.sign(`/v1/lanes/${lane}/open`, { kind: 'open-for-cause', cause: 'decided-at-desk' });
  const answers = [];
  for (const lane of ['north-1', 'north-2', 'north-1', 'north-2', 'north-1', 'north-2']) answers.push(await open(lane));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 429, 429]);

  // A new session and a restart do not reset the count
  await server.stop();
  await server.start();
  await otto.signIn();
  await otto.stepUp();
  expect((await open('north-1')).code).toBe('rate-limited');

  const { alarms } = await audit.browser.json<{ alarms: readonly { kind: string }[] }>('/v1/alarms');
  expect(alarms.map(({ kind }) => kind)).toContain('openings-too-many');
  const limited = async () => {
    const { acts } = await audit.browser.json<{ acts: readonly { person: string; result: string }[] }>('/v1/acts');
    return acts.filter(({ result }) => result === 'rate-limited').map(({ person }) => person);
  };
  // An act is listed once the log has its entry
  await expect.poll(limited).toContain(otto.id);

  // Another person must confirm the openings
  const listed = await otto.browser.json<{ emergencies: readonly { digest: string }[] }>('/v1/openings');
  expect(listed.emergencies).toHaveLength(4);
  const path = `/v1/openings/${listed.emergencies[0]?.digest}/finding`;
  expect((await otto.browser.post(path, { finding: 'confirmed' })).code).toBe('another-person-required');
  await olga.stepUp();
  expect((await olga.browser.post(path, { finding: 'unfounded' })).status).toBe(204);
  const after = await audit.browser.json<{ alarms: readonly { kind: string }[] }>('/v1/alarms');
  expect(after.alarms.map(({ kind }) => kind)).toContain('opening-unfounded');
});
