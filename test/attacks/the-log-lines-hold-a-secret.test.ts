import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { bringCode, codeFor, enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

test('the log of a server of people, lanes and attacks contains no names and no secrets', async () => {
  const server = await attackedServer();
  const firstCodes = server.notice().match(/^ {4}\S+$/gm) ?? [];
  const { anna, ben, hire } = await staffOf(server);
  const carla = await hire('carla-third', { role: 'officer', sites: ['north'] });
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const unused = await codeFor(anna.browser, { id: 'north-2', site: 'north' });
  const report = lane.kiosk.next();
  await lane.line.post('/v1/reports', report.wire);
  await bringCode(visitor(server.kiosks), lane.kiosk, unused.replace(/^.{4}/, '0000'));
  const stranger = visitor(server.people);
  await stranger.get('/v1/lanes?name=erika-mustermann');
  await stranger.post('/v1/session/password', { name: 'erika-mustermann', password: 'Erika1964!', code: '123456' });
  await stranger.ask('POST', '/v1/people/enrolment/passkey/options', Buffer.from('{"code":"erika-mustermann'));
  await stranger.ask('GET', '/v1/lanes', undefined, {
    cookie: '__Host-postern-session=erika-mustermann',
    'x-request-id': 'erika',
  });
  await carla.browser.get('/v1/people/erika-mustermann');
  await server.stop();

  const log = server.lines.map((line) => JSON.stringify(line)).join('\n');
  // Starting, stopping, an enrolment and refusals are logged: there is something to search
  expect(server.lines.length).toBeGreaterThan(15);
  const cookies = [anna, ben, carla].flatMap(({ browser }) => [...browser.cookies.values()]);
  const secrets = [
    ...cookies.filter((value) => value !== ''),
    ...firstCodes.map((code) => code.trim()),
    ...[unused, ...unused.split('-').filter((part) => part.length === 4)].slice(0, 1),
    ...['erika', 'mustermann', 'Erika1964', 'anna-first', 'Anna First', 'ben-second', 'carla-third'],
    ...[report.digest, lane.identity.key.split('\n')[1] ?? '', 'PRIVATE KEY', 'postern-session='],
  ];
  expect(secrets.length).toBeGreaterThan(12);
  for (const secret of secrets) expect([secret.length, log.includes(secret)]).toEqual([secret.length, false]);
});
