/** The lane's own end of the socket, against a real server: it comes back after every loss, and takes what waits for it. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { plainLink } from '../../../../kiosk/fleet/uplink/server-link.ts';
import { openOrderLink } from '../../../../kiosk/lane/orders/order-link.ts';
import type { KioskId, OfficerId } from '../../../../server/contract/field.ts';
import { issueOrder } from '../../../../server/lanes/orders/issue-order.ts';
import { enrolKiosk } from '../../../../server/records/kiosks/enrol-kiosk.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { runServer, type RunningServer } from '../../../server/fixtures/running-server.ts';

const LANE = 'lane-1' as KioskId;

function aLane(url: string, secureElement = softSecureElement()) {
  const taken: number[] = [];
  const events: KioskEvent[] = [];
  const link = openOrderLink({
    kioskId: LANE,
    clock: systemClock,
    serverUrl: new URL(url),
    link: plainLink(new URL(url)),
    secureElement,
    random: () => 0,
    taker: {
      async take(wire) {
        taken.push(wire.length);
        return 'settled';
      },
    },
    log: (event) => void events.push(event),
  });
  onTestFinished(() => link.close());
  return { link, taken, events, secureElement };
}
const enrol = (server: RunningServer, key: Uint8Array) =>
  enrolKiosk(server.database, { kiosk: LANE, site: 'a', lane: '1', 'public-key': Buffer.from(key).toString('hex') }, 1);
const order = (server: RunningServer) =>
  server.context.queue.run((transaction) =>
    issueOrder(server.orders.desk, transaction, {
      kioskId: LANE,
      order: { kind: 'return-to-service' },
      person: { id: 'officer-7' as OfficerId, role: 'officer' },
      session: null,
    }),
  );
const soon = (check: () => void) => vi.waitFor(check, { timeout: 120_000, interval: 20 });

describe('the socket of a lane', () => {
  it('receives orders, and reconnects to a restarted server', async () => {
    const server = await runServer();
    const secureElement = softSecureElement();
    await enrol(server, secureElement.key);
    const { link, taken } = aLane(server.url, secureElement);
    await soon(() => expect(link.state()).toBe('open'));
    await order(server);
    await soon(() => expect(taken).toHaveLength(1));
    const { port, dataDir } = server;
    await server.close();
    await soon(() => expect(link.state()).not.toBe('open'));
    const again = await runServer({ dataDir, port });
    await soon(() => expect(link.state()).toBe('open'));
    await order(again);
    // Unanswered and new orders are sent again
    await soon(() => expect(taken).toHaveLength(3));
  });

  it('waits when the server is absent, and when the server refuses it', async () => {
    const nobody = aLane('http://127.0.0.1:9');
    await soon(() => expect(nobody.link.state()).toBe('waiting'));
    const server = await runServer();
    const stranger = aLane(server.url);
    await soon(() => expect(stranger.link.state()).toBe('waiting'));
    await enrol(server, stranger.secureElement.key);
    await soon(() => expect(stranger.link.state()).toBe('open'));
  });

  it('waits for an unavailable secure element', async () => {
    const server = await runServer();
    const secureElement = softSecureElement();
    await enrol(server, secureElement.key);
    secureElement.lost = true;
    const { link } = aLane(server.url, secureElement);
    await soon(() => expect(link.state()).toBe('waiting'));
    secureElement.lost = false;
    await soon(() => expect(link.state()).toBe('open'));
  });
});
