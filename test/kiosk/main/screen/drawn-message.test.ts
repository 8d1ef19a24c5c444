import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { type ScreenHealth, screenHealthSchema } from '../../../../kiosk/main/screen/screen-state.ts';
import { laneUrlIn } from '../../../../kiosk/main/screen/screen-token.ts';
import { SCREEN_TOKEN } from '../../ui/fixtures/pretended-lane.ts';
import { showLane } from '../../ui/fixtures/shown-lane.ts';

async function healthAt(url: string): Promise<ScreenHealth> {
  return screenHealthSchema.parse(await (await fetch(`${url}/healthz`)).json());
}

it('health of the screen: contains the time since a page drew a frame', async () => {
  const lane = await showLane();
  expect(await healthAt(lane.url)).toEqual({ phase: 'idle', drawnMsAgo: null });
  const page = io(lane.url, {
    path: '/screen.io',
    transports: ['websocket'],
    extraHeaders: { origin: lane.url },
    query: { token: SCREEN_TOKEN },
  });
  onTestFinished(() => void page.close());
  page.emit('drawn', 'ignored');
  await expect.poll(async () => (await healthAt(lane.url)).drawnMsAgo, { timeout: 240_000 }).toBeGreaterThanOrEqual(0);
});

it.each([
  ['<meta http-equiv="refresh" content="0;url=http://127.0.0.1:8081/#token">\n', 'http://127.0.0.1:8081'],
  ['<meta http-equiv="refresh" content="0;url=https://example.org/#token">\n', undefined],
  ['<meta http-equiv="refresh" content="0;url=http://127.0.0.1:8081@example.org/">\n', undefined],
  ['', undefined],
])('start page %j: leads to the lane %s', (text, expected) => {
  expect(laneUrlIn(text)).toBe(expected);
});
