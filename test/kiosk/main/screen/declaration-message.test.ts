import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { NOTHING } from '../../rules/decision/declaring-policy.ts';
import { SCREEN_TOKEN } from '../../ui/fixtures/pretended-lane.ts';
import { showLane } from '../../ui/fixtures/shown-lane.ts';

const QUERY = { token: SCREEN_TOKEN };

it('declaration message: is accepted from the page only if it is valid', async () => {
  const lane = await showLane({ view: { phase: 'declaration' } });
  const page = io(lane.url, {
    path: '/screen.io',
    transports: ['websocket'],
    extraHeaders: { origin: lane.url },
    query: QUERY,
  });
  onTestFinished(() => void page.close());
  await new Promise<void>((resolve) => page.once('state', () => resolve()));
  for (const message of [undefined, null, 'nothing', { ...NOTHING, channel: 'green' }, { rules: 5, goods: [] }]) {
    page.emit('declaration', message);
  }
  page.emit('declaration', NOTHING);
  while (lane.events.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(lane.events).toEqual([{ kind: 'declaration-made', answer: NOTHING }]);
});

it('declaration message: closes the connection of a page that sends too much', async () => {
  const lane = await showLane({ view: { phase: 'declaration' } });
  const page = io(lane.url, {
    path: '/screen.io',
    transports: ['websocket'],
    extraHeaders: { origin: lane.url },
    query: QUERY,
    reconnection: false,
  });
  onTestFinished(() => void page.close());
  await new Promise<void>((resolve) => page.once('state', () => resolve()));
  const ended = new Promise<void>((resolve) => page.once('disconnect', () => resolve()));
  page.emit('declaration', { ...NOTHING, goods: Array.from({ length: 500 }, () => ({ goods: 'commercial' })) });
  await ended;
  expect(lane.events).toEqual([]);
});
