import { Agent } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { casesOf } from '../support/extent.ts';
import { serverWithAllPorts, strangerAt } from './harness/all-ports.ts';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { attackInLoops } from './harness/slowdown.ts';
import { staffOf } from './harness/staff.ts';
import { visitor, type Port, type VisitorOptions } from './harness/visitor.ts';

/** Opens connections that send nothing, and holds each until the server closes it. */
async function hold({ port }: Port, from: readonly string[], count: number): Promise<readonly Socket[]> {
  const sockets: Socket[] = [];
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  for (let opened = 0; opened < count; opened += 250) {
    const some = Array.from({ length: 250 }, (_, index) => {
      const localAddress = from[(opened + index) % from.length] ?? '';
      return connect({ host: '127.0.0.1', port, localAddress }).on('error', () => undefined);
    });
    sockets.push(...some);
    await Promise.all(
      some.map((socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))),
    );
  }
  return sockets;
}

const addresses = (count: number) => Array.from({ length: count }, (_, index) => `127.0.2.${index + 1}`);

/** More than the server allows: to one network, and to all strangers together. */
test.each([
  ['600 connections from one address', addresses(1), 600],
  ['4,500 connections from forty addresses', addresses(40), 4_500],
])('a stranger with %s blocks neither lanes nor people', async (_name, from, count) => {
  const server = await attackedServer();
  const { anna } = await staffOf(server);
  await anna.stepUp();
  const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
  const kiosks = standing(server.kiosks, { identity: lane.identity });
  const people = standing(server.people);
  for (const [name, value] of anna.browser.cookies) people.client.cookies.set(name, value);
  expect((await kiosks.client.get('/v1/revocations')).status).toBe(200);
  const [ofLane, strangers] = [kiosks.connection(), await hold(server.kiosks, from, count)];
  // A known lane, a new one, and a client of another network.
  expect((await kiosks.client.get('/v1/revocations')).status).toBe(200);
  expect(kiosks.connection()).toBe(ofLane);
  expect((await lane.line.post('/v1/reports', lane.kiosk.next().wire)).status).toBe(201);
  expect((await visitor(server.kiosks).get('/v1/fleet/revocation-list')).status).toBe(200);
  strangers.forEach((socket) => socket.destroy());

  expect((await people.client.get('/v1/lanes')).status).toBe(200);
  const ofPerson = people.connection();
  await hold(server.people, from, count);
  expect((await people.client.get('/v1/lanes')).status).toBe(200);
  expect(people.connection()).toBe(ofPerson);
  expect((await anna.signIn()).status).toBe(204);
  await expect
    .poll(() => server.lines)
    .toContainEqual(expect.objectContaining({ event: 'signal', kind: 'connections-refused' }));
});

/** The status that an honest client without an account gets. */
const OTHER_PORTS = [
  ['traders-listening', '/v1/openapi.json', {}, 200],
  ['partners-listening', '/', {}, 404],
  ['partner-portal-listening', '/', { host: 'partners.example' }, 200],
] as const;

test.each(casesOf(OTHER_PORTS, ([port]) => port === 'traders-listening'))(
  'a stranger blocks no client of the port of %s',
  async (event, path, headers, status) => {
    const { server, at } = await serverWithAllPorts();
    const port = await at(event);
    const ask = async () => (await visitor(port).ask('GET', path, undefined, headers)).status;
    expect(await ask()).toBe(status);
    for (const [from, count] of [
      [addresses(1), 600],
      [addresses(40), 4_500],
    ] as const) {
      const strangers = await hold(port, from, count);
      expect(await ask()).toBe(status);
      strangers.forEach((socket) => socket.destroy());
    }
    await expect
      .poll(() => server.lines, { timeout: 240_000 })
      .toContainEqual(expect.objectContaining({ event: 'signal', kind: 'connections-refused' }));
  },
);

test('the port for traders makes browsers use TLS for its domain and those below', async () => {
  const { at } = await serverWithAllPorts();
  const { headers } = await visitor(await at('traders-listening')).get('/v1/openapi.json');
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
});

/** A client that keeps one connection. */
function standing(at: Port, options: VisitorOptions = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return { client: visitor(at, { ...options, agent }), connection: () => Object.values(agent.freeSockets).flat()[0] };
}

test('an unknown client may keep an idle connection for seconds, a signed-in person for a minute', async () => {
  const server = await attackedServer();
  const { anna } = await staffOf(server);
  const { port, ca } = server.people;
  const stranger = connectTls({ host: '127.0.0.1', servername: 'localhost', port, ca });
  onTestFinished(() => void stranger.destroy());
  let text = '';
  stranger.on('data', (data: Buffer) => (text += data.toString()));
  stranger.write(`GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  await expect.poll(() => text).toContain('"ok"');
  await new Promise((resolve) => stranger.once('close', resolve));
  expect(text).toContain('Keep-Alive: timeout=8');
  expect((await anna.browser.ask('GET', '/v1/lanes', undefined, { connection: 'keep-alive' })).headers).toMatchObject({
    'keep-alive': 'timeout=65',
  });
});

const [LOOPS, REQUESTS] = [16, 1_000];
/** Connections that one network may open at once, and each second after that. */
const [BURST, PER_SECOND] = [256, 50];

const PACED_PORTS = [
  ['people', 'listening'],
  ['partners', 'partners-listening'],
] as const;

test.each(casesOf(PACED_PORTS, ([port]) => port === 'people'))(
  'a stranger who connects again and again to the port of %s is served at most 50 times a second',
  async (_name, event) => {
    const { server, at } = await serverWithAllPorts();
    const port = event === 'listening' ? server.people : await at(event);
    const stranger = strangerAt(port, '127.0.3.1');
    const began = performance.now();
    let [answered, refused] = [0, 0];
    const end = attackInLoops(LOOPS, () =>
      stranger.get('/').then(
        () => (answered += 1),
        () => (refused += 1),
      ),
    );
    await expect.poll(() => answered + refused, { timeout: 240_000 }).toBeGreaterThan(REQUESTS);
    await end();
    // A machine that makes fewer connections a second reaches no limit
    expect(answered).toBeLessThanOrEqual(BURST + ((performance.now() - began) / 1_000) * PER_SECOND);
    expect((await strangerAt(port, '127.0.3.2').get('/')).status).toBeGreaterThan(0);
  },
);
