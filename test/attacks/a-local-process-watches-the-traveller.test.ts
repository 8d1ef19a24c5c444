/** Every user of a kiosk's machine reaches its loopback. */
import { request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { SCREEN_TOKEN } from '../kiosk/ui/fixtures/pretended-lane.ts';
import { showLane } from '../kiosk/ui/fixtures/shown-lane.ts';

/** Data that a process received over the lane's connection: its state, the key for the pictures, or a refusal. */
function listen(url: string, options: { readonly origin?: string; readonly query?: object; readonly path?: string }) {
  const socket: Socket = io(`${url}${options.path ?? ''}`, {
    ...{ path: '/screen.io', transports: ['websocket'], reconnection: false, forceNew: true },
    ...(options.origin !== undefined && { extraHeaders: { origin: options.origin } }),
    ...(options.query !== undefined && { query: options.query }),
  });
  onTestFinished(() => void socket.close());
  return new Promise<'told' | 'refused'>((resolve) => {
    socket.once('about', () => resolve('told'));
    socket.once('connect_error', () => resolve('refused'));
  });
}

describe('a local process at the screen of a lane', () => {
  test('without a token or an origin gets no state, no picture and no control', async () => {
    const lane = await showLane({ view: { phase: 'face' } });
    const { url } = lane;
    const strangers = [
      {},
      { origin: url },
      { origin: url, query: { token: '' } },
      { origin: url, query: { token: 'A'.repeat(43) } },
      { origin: url, query: { token: SCREEN_TOKEN.slice(1) } },
      { origin: url, query: { token: `${SCREEN_TOKEN}T` } },
      { origin: url, query: { token: [SCREEN_TOKEN, 'A'] } },
      // The token without an origin, which no page sends
      { query: { token: SCREEN_TOKEN } },
      { origin: 'https://example.org', query: { token: SCREEN_TOKEN } },
    ];
    for (const stranger of strangers) expect([stranger, await listen(url, stranger)]).toEqual([stranger, 'refused']);
    expect(await listen(url, { origin: url, query: { token: SCREEN_TOKEN } })).toBe('told');
    const line = new WebSocket(`${url.replace('http', 'ws')}/mirror?${SCREEN_TOKEN}`, { origin: url });
    line.on('error', () => undefined);
    expect(await new Promise((resolve) => line.once('open', () => resolve('open')).once('close', resolve))).not.toBe(
      'open',
    );
    expect(lane.events).toEqual([]);
    expect(lane.mirror.lend()).toBeUndefined();
  });

  test('and a page of another site, whose GET has no origin, cannot open a session', async () => {
    const { url } = await showLane();
    const statuses = await Promise.all(
      Array.from({ length: 200 }, (_, at) => statusOf(`${url}/screen.io/?EIO=4&transport=polling&t=${at}`)),
    );
    expect(new Set(statuses)).toEqual(new Set([400]));
    // With the token, and an origin: there is no polling at all
    expect(await statusOf(`${url}/screen.io/?EIO=4&transport=polling&token=${SCREEN_TOKEN}`, { origin: url })).toBe(
      400,
    );
  });
});

function statusOf(url: string, headers = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
