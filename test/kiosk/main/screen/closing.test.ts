import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { pretendLane } from '../../ui/fixtures/pretended-lane.ts';

it('the screen closes beside a connection that a browser opened in advance', async () => {
  const lane = await pretendLane();
  const silent = connect(Number(new URL(lane.url).port), '127.0.0.1');
  await once(silent, 'connect');
  const ended = once(silent, 'close');
  silent.resume();
  await lane.stop();
  await ended;
  expect(silent.destroyed).toBe(true);
});
