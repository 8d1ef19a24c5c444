import { io, type Socket } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { PEOPLE_CONFIG } from '../../../support/people-config.ts';
import { testBrowser, type TestBrowser } from './fixtures/browser.ts';

async function connect(server: RunningServer, browser: TestBrowser): Promise<Socket> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const options = { transports: ['websocket'], reconnection: false, extraHeaders: { cookie } };
  const socket = io(`http://127.0.0.1:${server.port}`, options);
  onTestFinished(() => void socket.disconnect());
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

const cutOff = (socket: Socket) => new Promise<string>((resolve) => socket.once('disconnect', resolve));

async function withSocket() {
  const clock = handTurnedClock();
  const server = await runServer({ clock });
  const browser = testBrowser(server);
  await browser.post('/v1/development/sign-in', { role: 'officer' });
  return { clock, server, browser, socket: await connect(server, browser) };
}

it('session socket: is closed at once when its session ends, and no other', async () => {
  const { server, browser, socket } = await withSocket();
  const other = testBrowser(server);
  await other.post('/v1/development/sign-in', { role: 'auditor' });
  const otherSocket = await connect(server, other);
  const end = cutOff(socket);
  await browser.delete('/v1/session');
  expect(await end).toBe('io server disconnect');
  expect(otherSocket.connected).toBe(true);
});

it('session socket: survives a step-up, which changes the token and not the session', async () => {
  const { browser, socket } = await withSocket();
  await browser.post('/v1/development/step-up');
  const session = await browser.session();
  expect(session.principal).not.toBeNull();
  expect(socket.connected).toBe(true);
});

it('session socket: is closed when its session expires, even if the socket is active', async () => {
  const { clock, socket } = await withSocket();
  const end = cutOff(socket);
  clock.turn(PEOPLE_CONFIG.limits.idleMs);
  expect(await end).toBe('io server disconnect');
});
