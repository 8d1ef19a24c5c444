/** A server's orders on their way to lanes that are there, away, late, silent, or not who they say they are. */
import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LANE_LINK_NAMESPACE, LANE_LINK_PATH } from '../../../server/contract/lane-link.ts';
import type { OfficerId } from '../../../server/contract/field.ts';
import { openOrder, type OrderCommand } from '../../../server/contract/order.ts';
import { issueOrder } from '../../../server/orders/issue-order.ts';
import { findOrder } from '../../../server/orders/order-table.ts';
import { ownersOf } from '../fixtures/owners-of.ts';
import { runServer, type RunningServer } from '../fixtures/running-server.ts';
import { testKiosk, type TestKiosk } from '../fixtures/test-kiosk.ts';

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
    issueOrder(desk, transaction, { kioskId: kiosk.id, order: command, person: PERSON }),
  );
  if (issued.kind !== 'issued') throw new Error(issued.code);
  return issued.digest;
};

/** A lane that keeps what it is given and answers as told. */
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
const soon = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 20 });

describe('an order for a lane', () => {
  it('that is there comes at once, and in the order in which they were given', async () => {
    const { server, kiosk } = await aServer();
    serverKey = Uint8Array.from(server.context.signer.publicKey);
    const { given } = lane(server.url, helloOf(kiosk));
    await soon(() => expect(server.orders.delivery.connected().has(kiosk.id)).toBe(true));
    for (const command of [CLOSE, OPEN, CLOSE]) await order(server, command);
    await soon(() => expect(given).toEqual([CLOSE.kind, OPEN.kind, CLOSE.kind]));
  });

  it('that was away comes when it is there, and again over each new connection until it is answered', async () => {
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

  it('that could not deal with it comes again over the same connection', async () => {
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

  it('of another is not shown to it', async () => {
    const { server, kiosk } = await aServer();
    serverKey = Uint8Array.from(server.context.signer.publicKey);
    const other = testKiosk('north-2' as typeof kiosk.id, 8);
    await server.enrol(other);
    const { given } = lane(server.url, helloOf(kiosk));
    await order(server, CLOSE, other);
    await order(server, OPEN);
    await soon(() => expect(given).toEqual([OPEN.kind]));
  });

  it('that has been disabled is not sent', async () => {
    const { server, kiosk } = await aServer();
    const { given, socket } = lane(server.url, helloOf(kiosk));
    await soon(() => expect(server.orders.delivery.connected().size).toBe(1));
    await order(server, CLOSE);
    await soon(() => expect(given).toHaveLength(1));
    const owners = await ownersOf(server.database.knex);
    await owners('orders').update({ kiosk_id: kiosk.id });
    await server.database.knex('kiosks').update({ disabled_at: 1 });
    await server.database.knex('orders').insert({
      ...{ digest: 'f'.repeat(64), kiosk_id: kiosk.id, kind: OPEN.kind, persons: '[]', issued_at: 1, state: 'pending' },
      ...{ expires: Date.now() + 60_000, payload: Buffer.alloc(1), signature: Buffer.alloc(64) },
    });
    await soon(() => expect(socket.connected).toBe(false));
    expect(given).toHaveLength(1);
  });

  it('is listed with what became of it', async () => {
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

describe('whoever opens a socket', () => {
  it.each([
    ['without a word', () => ''],
    ['with nonsense', () => '{"kioskId":1}'],
    ['as a lane whose key it does not have', () => helloOf(testKiosk(undefined, 9))],
    ['as a lane that is not enrolled', () => helloOf(testKiosk('south-9' as ReturnType<typeof testKiosk>['id']))],
  ])('%s is not let in, and given nothing', async (_how, hello) => {
    const { server } = await aServer();
    await order(server, CLOSE);
    const { refused, given, socket } = lane(server.url, hello());
    await soon(() => expect(refused).toHaveLength(1));
    expect([given, socket.connected, server.orders.delivery.connected().size]).toEqual([[], false, 0]);
  });

  it('with a recorded word of a lane is not let in', async () => {
    const { server, kiosk } = await aServer();
    const hello = helloOf(kiosk);
    const first = lane(server.url, hello);
    await soon(() => expect(first.socket.connected).toBe(true));
    const second = lane(server.url, hello);
    await soon(() => expect(second.refused).toHaveLength(1));
    expect(first.socket.connected).toBe(true);
  });

  it('from a page is not let in', async () => {
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

  it('and sends more than a hello is cut off', async () => {
    const { server, kiosk } = await aServer();
    const { socket } = lane(server.url, helloOf(kiosk));
    await soon(() => expect(socket.connected).toBe(true));
    socket.emit('anything', 'x'.repeat(10_000));
    await soon(() => expect(socket.connected).toBe(false));
  });
});
