import { io, type Socket } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import { invented } from './harness/staff.ts';
import { visitor } from './harness/visitor.ts';

const SOCKETS = 16;
const MESSAGES = 4_000;

test('an officer who floods sixteen sockets of the feed is cut off, and others are answered in the meantime', async () => {
  const server = await attackedServer();
  const officer = await invented(server, 'officer');
  const { port, ca } = server.people;
  const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const open = (): Promise<Socket> => {
    const socket = io(`https://localhost:${port}`, {
      ...{ transports: ['websocket'], ca, forceNew: true, reconnection: false, extraHeaders: { cookie } },
    });
    onTestFinished(() => void socket.close());
    return new Promise((resolve, reject) => {
      socket.once('hello', () => resolve(socket));
      socket.once('connect_error', reject);
    });
  };
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, open));
  const cut = sockets.map((socket) => new Promise((resolve) => socket.once('disconnect', resolve)));
  let answers = 0;
  for (const socket of sockets) {
    for (let sent = 0; sent < MESSAGES; sent++) {
      socket.emit('catch-up', { after: 0, limit: 100 }, () => (answers += 1));
    }
  }
  await Promise.all(cut);
  // The server processed only as many of the 64,000 as the rate limit allows
  expect(answers).toBeLessThan(2_000);
  expect((await visitor(server.people).get('/healthz')).status).toBe(200);
  // New sockets do not circumvent the limit
  const opened = await Promise.allSettled(Array.from({ length: 60 }, open));
  expect(opened.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(SOCKETS);
  expect((await officer.get('/v1/lanes')).status).toBe(200);
});
