import { Agent } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { enrolledLane } from './harness/lane.ts';
import { staffOf } from './harness/staff.ts';
import { visitor, type Port } from './harness/visitor.ts';

const CONNECTIONS = 5_000;

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

describe.each([
  ['one address', addresses(1)],
  ['forty addresses', addresses(40)],
])('a stranger with 5,000 connections from %s', (_name, from) => {
  test('does not block lanes at the port for kiosks', async () => {
    const server = await attackedServer();
    const { anna } = await staffOf(server);
    await anna.stepUp();
    const lane = await enrolledLane(server, anna.browser, { id: 'north-1', site: 'north' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const standing = visitor(server.kiosks, { identity: lane.identity, agent });
    expect((await standing.get('/v1/revocations')).status).toBe(200);
    const [connection] = Object.values(agent.freeSockets).flat();
    await hold(server.kiosks, from, CONNECTIONS);
    // A known lane, a new one, and a client of another network.
    expect((await standing.get('/v1/revocations')).status).toBe(200);
    expect(Object.values(agent.freeSockets).flat()[0]).toBe(connection);
    expect((await lane.line.post('/v1/reports', lane.kiosk.next().wire)).status).toBe(201);
    expect((await visitor(server.kiosks).get('/v1/fleet/revocation-list')).status).toBe(200);
  });

  test('does not block the port for people', async () => {
    const server = await attackedServer();
    const { anna } = await staffOf(server);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const standing = visitor(server.people, { agent });
    for (const [name, value] of anna.browser.cookies) standing.cookies.set(name, value);
    expect((await standing.get('/v1/lanes')).status).toBe(200);
    const [connection] = Object.values(agent.freeSockets).flat();
    await hold(server.people, from, CONNECTIONS);
    expect((await standing.get('/v1/lanes')).status).toBe(200);
    expect(Object.values(agent.freeSockets).flat()[0]).toBe(connection);
    expect((await anna.signIn()).status).toBe(204);
    expect(server.lines).toContainEqual(expect.objectContaining({ event: 'signal', kind: 'connections-refused' }));
  });
});

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
  const rested = performance.now();
  await new Promise((resolve) => stranger.once('close', resolve));
  expect(performance.now() - rested).toBeLessThan(30_000);
  expect(text).toContain('Keep-Alive: timeout=8');
  expect((await anna.browser.ask('GET', '/v1/lanes', undefined, { connection: 'keep-alive' })).headers).toMatchObject({
    'keep-alive': 'timeout=65',
  });
});
