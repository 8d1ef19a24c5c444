/** Delivery of orders to lanes that are online, offline, late, silent or forged. */
import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LANE_LINK_NAMESPACE, LANE_LINK_PATH } from '../../../../server/contract/lane-link.ts';
import type { OfficerId } from '../../../../server/contract/field.ts';
import { openOrder, type OrderCommand } from '../../../../server/contract/order.ts';
import { issueOrder } from '../../../../server/lanes/orders/issue-order.ts';
import { findOrder } from '../../../../server/lanes/orders/order-table.ts';
import { ownersOf } from '../../fixtures/owners-of.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testKiosk, type TestKiosk } from '../../fixtures/test-kiosk.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const PERSON = { id: 'officer-7' as OfficerId, role: 'officer' } as const;
const CLOSE: OrderCommand = { kind: 'take-out-of-service', reason: 'staffing' };
const OPEN: OrderCommand = { kind: 'return-to-service' };

async function aServer(options: Parameters<typeof runServer>[0] = {}) {
  const server = await runServer(options);
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  return { server, kiosk };
}

const order = async (server: RunningServer, command: OrderCommand, kiosk = testKiosk()) => {
  const { queue } = server.context;
  const { desk } = server.orders;
  const issued = await queue.run((transaction) =>
    issueOrder(desk, transaction, { kioskId: kiosk.id, order: command, person: PERSON, session: null }),
  );
  if (issued.kind !== 'issued') throw new Error(issued.code);
  return issued.digest;
};

/** A lane that records its orders and answers with `answer`. */
function lane(url: string, hello: string, answer: () => unknown = () => ({ kind: 'settled' })) {
  const given: string[] = [];
  const refused: string[] = [];
  const socket: Socket = io(`${url}${LANE_LINK_NAMESPACE}`, {
    ...{ path: LANE_LINK_PATH, transports: ['websocket'], reconnection: false, forceNew: true, auth: { hello } },
  });
  socket.on('connect_error', ({ message }) => void refused.push(message));
  socket.on('order', (wire: Uint8Array, acknowledge: (said: unknown) => void) => {
    const read = openOrder(Uint8Array.from(wire), serverKey);
    given.push(read.kind === 'valid' ? read.message.command.kind : read.code);
    const said = answer();
    if (said !== undefined) acknowledge(said);
  });
  onTestFinished(() => void socket.disconnect());
  return { socket, given, refused };
}
const helloOf = (kiosk: TestKiosk) => kiosk.hello({ at: Date.now(), nonce: randomBytes(16).toString('hex') });
let serverKey = new Uint8Array(32);
const soon = (check: () => void) => vi.waitFor(check, { timeout: 120_000, interval: 20 });

describe('order delivery', () => {
  it('delivers orders at once and in their order to a connected lane', async () => {
    const { server, kiosk } = await aServer();
    serverKey = Uint8Array.from(server.context.signer.publicKey);
    const { given } = lane(server.url, helloOf(kiosk));
    await soon(() => expect(server.orders.delivery.connected().has(kiosk.id)).toBe(true));
    for (const command of [CLOSE, OPEN, CLOSE]) await order(server, command);
    await soon(() => expect(given).toEqual([CLOSE.kind, OPEN.kind, CLOSE.kind]));
  });

  it('delivers an order when the lane connects, and again over each new connection until it is answered', async () => {
    const { server, kiosk } = await aServer();
    serverKey = Uint8Array.from(server.context.signer.publicKey);
    const digest = await order(server, CLOSE);
    await order(server, OPEN);
    const first = lane(server.url, helloOf(kiosk));
    await soon(() => expect(first.given).toEqual([CLOSE.kind, OPEN.kind]));
    await server.post('/v1/reports', kiosk.next({ kind: 'order', order: digest, command: CLOSE.kind }).wire);
    expect(await findOrder(server.database.knex, digest)).toMatchObject({ state: 'obeyed' });
    const second = lane(server.url, helloOf(kiosk));
    await soon(() => expect(second.given).toEqual([OPEN.kind]));
    await soon(() => expect(first.socket.connected).toBe(false));
  });

  it('repeats an order that the lane has not settled', async () => {
    const { server, kiosk } = await aServer();
    serverKey = Uint8Array.from(server.context.signer.publicKey);
    const answers = [{ kind: 'not-settled' }, 'nonsense', { kind: 'settled' }];
    const { given } = lane(server.url, helloOf(kiosk), () => answers.shift());
    await order(server, CLOSE);
    await soon(() => expect(given).toHaveLength(3));
  });

  it('survives a restart of the server', async () => {
    const { server, kiosk } = await aServer();
    await order(server, CLOSE);
    await server.close();
    const again = await runServer({ dataDir: server.dataDir });
    serverKey = Uint8Array.from(again.context.signer.publicKey);
    const { given } = lane(again.url, helloOf(kiosk));
    await soon(() => expect(given).toEqual([CLOSE.kind]));
  });

  it('does not send the order of another lane', async () => {
    const { server, kiosk } = await aServer();
    serverKey = Uint8Array.from(server.context.signer.publicKey);
    const other = testKiosk('north-2' as typeof kiosk.id, 8);
    await server.enrol(other);
    const { given } = lane(server.url, helloOf(kiosk));
    await order(server, CLOSE, other);
    await order(server, OPEN);
    await soon(() => expect(given).toEqual([OPEN.kind]));
  });

  it('does not send an order to a disabled lane', async () => {
    const { server, kiosk } = await aServer();
    const { given, socket } = lane(server.url, helloOf(kiosk));
    await soon(() => expect(server.orders.delivery.connected().size).toBe(1));
    await order(server, CLOSE);
    await soon(() => expect(given).toHaveLength(1));
    const owners = await ownersOf(server.database.knex);
    await owners('orders').update({ kiosk_id: kiosk.id });
    await changeRecorded(server.database.knex, 'kiosks', {}, { disabled_at: 1 });
    await server.database.knex('orders').insert({
      ...{ digest: 'f'.repeat(64), kiosk_id: kiosk.id, kind: OPEN.kind, persons: '[]', issued_at: 1, state: 'pending' },
      ...{ expires: Date.now() + 60_000, payload: Buffer.alloc(1), signature: Buffer.alloc(64) },
    });
    await soon(() => expect(socket.connected).toBe(false));
    expect(given).toHaveLength(1);
  });

  it('lists an order with its result', async () => {
    const { server, kiosk } = await aServer();
    const digest = await order(server, CLOSE);
    const view = async () =>
      JSON.parse((await server.ask(`/v1/orders?kiosk=${kiosk.id}`)).text) as { orders: object[] };
    expect((await view()).orders).toMatchObject([{ digest, state: 'pending', kind: CLOSE.kind, persons: [PERSON] }]);
    expect(JSON.stringify(await view())).not.toContain('payload');
    await (await ownersOf(server.database.knex))('orders').update({ expires: Date.now() - 60_000 });
    await vi.waitFor(async () => expect((await view()).orders).toMatchObject([{ state: 'expired' }]), 30_000);
    const refused = {
      kind: 'order',
      order: digest,
      command: CLOSE.kind,
      result: 'refused',
      refusal: 'expired',
    } as const;
    await server.post('/v1/reports', kiosk.next(refused).wire);
    expect((await view()).orders).toMatchObject([{ state: 'refused', refusal: 'expired' }]);
  });
});

describe('lane socket', () => {
  it.each([
    ['without a hello', () => ''],
    ['with an invalid hello', () => '{"kioskId":1}'],
    ['as a lane with another key', () => helloOf(testKiosk(undefined, 9))],
    ['as a lane that is not enrolled', () => helloOf(testKiosk('south-9' as ReturnType<typeof testKiosk>['id']))],
  ])('%s is refused, without orders', async (_fault, hello) => {
    const { server } = await aServer();
    await order(server, CLOSE);
    const { refused, given, socket } = lane(server.url, hello());
    await soon(() => expect(refused).toHaveLength(1));
    expect([given, socket.connected, server.orders.delivery.connected().size]).toEqual([[], false, 0]);
  });

  it('is refused with a replayed hello', async () => {
    const { server, kiosk } = await aServer();
    const hello = helloOf(kiosk);
    const first = lane(server.url, hello);
    await soon(() => expect(first.socket.connected).toBe(true));
    const second = lane(server.url, hello);
    await soon(() => expect(second.refused).toHaveLength(1));
    expect(first.socket.connected).toBe(true);
  });

  it('is refused from a page', async () => {
    const { server, kiosk } = await aServer();
    const { port } = server;
    const socket = io(`http://127.0.0.1:${port}${LANE_LINK_NAMESPACE}`, {
      ...{ path: LANE_LINK_PATH, transports: ['websocket'], reconnection: false, forceNew: true },
      ...{ auth: { hello: helloOf(kiosk) }, extraHeaders: { origin: `http://127.0.0.1:${port}` } },
    });
    onTestFinished(() => void socket.disconnect());
    const refused = await new Promise<boolean>((resolve) => {
      socket.on('connect', () => resolve(false));
      socket.on('connect_error', () => resolve(true));
    });
    expect(refused).toBe(true);
  });

  it('is disconnected when it sends more than a hello', async () => {
    const { server, kiosk } = await aServer();
    const { socket } = lane(server.url, helloOf(kiosk));
    await soon(() => expect(socket.connected).toBe(true));
    socket.emit('anything', 'x'.repeat(10_000));
    await soon(() => expect(socket.connected).toBe(false));
  });
});
