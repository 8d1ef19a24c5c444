import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { followRevocations } from '../../../../kiosk/lane/evidence/revocations.ts';
import { plainLink } from '../../../../kiosk/fleet/uplink/server-link.ts';
import type { OfficerId } from '../../../../server/contract/field.ts';
import { SERVER_KEY, signRevocations } from '../../../support/signed-grants.ts';

/** Answers with what is put before it, and tells how often it was asked. */
async function aServer() {
  const state = { answer: Buffer.alloc(0), asked: 0 };
  const server = createServer((_request, response) => {
    state.asked += 1;
    response.end(state.answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = turnedClock(1_000_000);
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const link = plainLink(url);
  const feed = followRevocations({ clock, link, serverKeys: () => [SERVER_KEY] });
  onTestFinished(async () => {
    await feed.close();
    link.close();
    server.closeAllConnections();
    server.close();
  });
  return {
    feed,
    /** The list that is held once the server has been asked again with this answer. */
    async hears(answer: Uint8Array | string) {
      state.answer = Buffer.from(answer);
      // Once it asks a second time it has read what the first brought
      const enough = state.asked + 2;
      while (state.asked < enough) {
        await clock.advance(15_000);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return feed.latest()?.issuedAt;
    },
  };
}

test('revocation list of grants: only the newest list signed by the server is stored', async () => {
  const server = await aServer();
  expect(server.feed.latest()).toBeUndefined();
  expect(await server.hears('no list')).toBeUndefined();
  expect(await server.hears(signRevocations({ issuedAt: 5 }, new Uint8Array(32).fill(1)))).toBeUndefined();
  expect(await server.hears(signRevocations({ issuedAt: 5, officers: ['officer-7' as OfficerId] }))).toBe(5);
  expect(server.feed.latest()?.officers).toEqual(['officer-7']);
  expect(await server.hears('x'.repeat(70_000))).toBe(5);
  expect(await server.hears(signRevocations({ issuedAt: 6 }))).toBe(6);
  // Recorded before officer-9 was revoked
  expect(await server.hears(signRevocations({ issuedAt: 4 }))).toBe(6);
});
