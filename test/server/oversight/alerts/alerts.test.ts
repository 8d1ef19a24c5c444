/** Alarms leave a whole server through real receivers. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { markFilled, openAlarmsOf } from '../../../../server/records/alarms/alarm-table.ts';
import { MailRelay } from '../../../../server/oversight/alerts/mail-relay.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { hurriedClock } from '../../fixtures/hurried-clock.ts';
import { alertBench, type AlertBench } from './fixtures/alert-bench.ts';
import { receiveMails } from './fixtures/mail-receiver.ts';
import { receiveWebhooks } from './fixtures/webhook-receiver.ts';
import { NORTH, GAP, LONG, dataOf, typesOf, distinct, benchWith, secretOf } from './fixtures/webhook-bench.ts';

const EVERYTHING = { by: 'severity', severities: ['now', 'today', 'watch'] } as const;
const route = (channel: number, over: object = {}) => ({
  ...{ replaces: null, name: 'All', channel, takes: EVERYTHING, sites: 'all', sendsOver: true, ...over },
});

describe('alerts', () => {
  it('leave the server when an alarm is raised and when it ends, signed for the receiver', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    const secret = await secretOf(bench, await bench.routeTo(receiver.url('/hook')));
    bench.server.context.alarms.raise(GAP);
    const ofGap = () => receiver.received.filter((hook) => dataOf(hook).data['kind'] === 'sequence-gap');
    await expect.poll(() => ofGap().length, LONG).toBe(1);
    const { queue, knex } = bench.server.context;
    const [open] = await openAlarmsOf(knex, ['sequence-gap']);
    await queue.run((transaction) => markFilled(transaction, open!, Date.now()));
    await expect.poll(() => typesOf(ofGap()), LONG).toEqual(['alarm.raised', 'alarm.over']);
    const hooks = ofGap();
    for (const hook of hooks) {
      const verified = new Webhook(secret).verify(hook.body, hook.headers as Record<string, string>);
      expect(verified).toMatchObject({
        data: {
          kind: 'sequence-gap',
          server: 'log.example/test',
          alarms: [{ kioskId: NORTH, site: 'north', lane: '1' }],
        },
      });
    }
    expect(typesOf(receiver.received)).toContain('alerts.secret_renewed');
    await expect.poll(async () => await bench.messages('?state=waiting'), LONG).toEqual([]);
    expect(bench.server.log.join('')).not.toContain('whsec_');
    expect(JSON.stringify([await bench.alerts(), await bench.messages()])).not.toContain('whsec_');
  });
  it('are not those from before the first start with alerts, and lose none across restarts', async () => {
    const receiver = await receiveWebhooks();
    const first = await benchWith(receiver);
    await first.routeTo(receiver.url());
    receiver.answer = (response) => void response.writeHead(503).end();
    first.raise('tables-differ');
    await receiver.have(1);
    await first.server.close();
    receiver.answer = (response) => void response.writeHead(204).end();
    const again = await alertBenchAgain(first, receiver.ca);
    await receiver.have(2);
    await again.close();
    const [before, after] = receiver.received;
    expect(after).toMatchObject({ id: before?.id, body: before?.body });
  });
  it('go by mail in the language of the channel and by the name of the brand', async () => {
    const mails = await receiveMails();
    const relay = MailRelay.parse(`smtp://127.0.0.1:${mails.port}`)!;
    const bench = await alertBench({ ca: mails.ca, mail: { relay, from: 'postern@agency.example' } });
    const brand = { name: 'Grenzwache Nord', logo: null, accent: null };
    expect(await bench.decide('brand', { brand })).toBeUndefined();
    const target = { kind: 'email', recipients: ['nacht@agency.example'] };
    expect(
      await bench.decide('alert-channel', { replaces: null, name: 'Nacht', target, language: 'de' }),
    ).toBeUndefined();
    expect(await bench.decide('alert-route', route(1))).toBeUndefined();
    bench.raise('tables-differ');
    await expect.poll(() => mails.received.length, LONG).toBe(1);
    expect(mails.received[0]?.to).toEqual(['nacht@agency.example']);
    expect(mails.received[0]?.text).toContain('Dringlichkeit: Sofort');
    expect(mails.received[0]?.text).toMatch(/^Subject: .*Grenzwache/m);
  });
  it('of one kind that are raised together come in one message', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    await bench.routeTo(receiver.url());
    const { context } = bench.server;
    await context.queue.run(async (transaction) => {
      const rows = Array.from({ length: 30 }, (_, index) => ({
        ...{ kind: 'lane-slow', kiosk_id: NORTH, first_at: index, last_at: index, count: 1 },
      }));
      await transaction('alarms').insert(rows);
    });
    const hooks = await receiver.have(2);
    expect(hooks.map((hook) => (dataOf(hook).data['alarms'] as unknown[]).length).sort()).toEqual([25, 5]);
  });
  it('wait for a receiver that is away, and are sent again with the same id and content', async () => {
    const receiver = await receiveWebhooks();
    const clock = handTurnedClock();
    const bench = await benchWith(receiver, { clock });
    await bench.routeTo(receiver.url());
    let left = 3;
    receiver.answer = (response) => void response.writeHead(left-- > 0 ? 500 : 204).end();
    bench.raise('tables-differ');
    await expect.poll(() => (clock.turn(1_000), receiver.received.length), LONG).toBe(4);
    await expect.poll(async () => (clock.turn(100), (await bench.messages())[0]?.state), LONG).toBe('delivered');
    expect((await bench.messages())[0]).toMatchObject({ attempts: 4, lastResult: 'delivered', lastStatus: 204 });
    expect(new Set(receiver.received.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
  });
  it('that cannot be delivered for ten minutes raise an alarm on another route, which ends with the next delivery', async () => {
    const [broken, working] = [await receiveWebhooks(), await receiveWebhooks()];
    const clock = handTurnedClock();
    const bench = await benchWith({ ca: broken.ca + working.ca }, { clock });
    const failing = await bench.routeTo(broken.url(), {
      takes: { by: 'kind', kinds: ['tables-differ', 'alerts-undelivered'] },
    });
    await bench.routeTo(working.url(), {
      channelName: 'Other',
      name: 'Other',
      takes: { by: 'kind', kinds: ['alerts-undelivered'] },
    });
    broken.answer = (response) => void response.writeHead(500).end();
    bench.raise('tables-differ');
    const { knex } = bench.server.context;
    const raised = () => openAlarmsOf(knex, ['alerts-undelivered']);
    await expect.poll(() => (clock.turn(500), broken.received.length), LONG).toBeGreaterThan(0);
    await expect.poll(async () => (await bench.messages())[0]?.lastResult, LONG).toBe('answered-error');
    expect(await raised()).toEqual([]);
    clock.turn(600_000);
    await expect.poll(async () => (clock.turn(500), distinct(working).length), LONG).toBe(1);
    expect(dataOf(working.received[0]).data).toMatchObject({
      kind: 'alerts-undelivered',
      alarms: [{ about: `channel/webhook/${failing}` }],
    });
    expect((await bench.alerts()).channels[0]).toMatchObject({ waiting: 1, failingSince: expect.any(Number) });
    broken.answer = (response) => void response.writeHead(204).end();
    clock.turn(60_000);
    await expect.poll(() => (clock.turn(500), distinct(working).length), LONG).toBe(2);
    expect(typesOf(distinct(working))).toEqual(['alarm.raised', 'alarm.over']);
    // The failing channel was not sent its own failure
    expect(broken.received.map((hook) => dataOf(hook).data['kind'])).not.toContain('alerts-undelivered');
  });
  it('reach a receiver while five others accept the connection and do not answer', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const sockets: Socket[] = [];
    let isOver = false;
    silent.on('connection', (socket) => {
      sockets.push(socket.on('error', () => undefined));
      if (isOver) socket.destroy();
    });
    onTestFinished(() => void silent.close());
    const receiver = await receiveWebhooks();
    const clock = handTurnedClock();
    const bench = await benchWith(receiver, { clock });
    const { port } = silent.address() as AddressInfo;
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await bench.routeTo(`https://127.0.0.1:${port}/${name}`, { channelName: name, name });
    }
    await bench.routeTo(receiver.url());
    for (const kind of ['tables-differ', 'lane-slow', 'chain-fork', 'bad-signature'] as const) bench.raise(kind, NORTH);
    const begun = clock.wallMs();
    await expect
      .poll(() => {
        // No attempt ends: each has ten seconds
        clock.turn(clock.wallMs() - begun < 9_000 ? 20 : 0);
        return [distinct(receiver).length, sockets.length >= 16];
      }, LONG)
      .toEqual([4, true]);
    // The server waits for the attempts that run, and the clock stands still: those that only now connect must end too
    isOver = true;
    for (const socket of sockets) socket.destroy();
  });
  it('are given up after a day', async () => {
    const receiver = await receiveWebhooks();
    const clock = handTurnedClock();
    const bench = await benchWith(receiver, { clock });
    await bench.routeTo(receiver.url());
    receiver.answer = (response) => void response.writeHead(500).end();
    bench.raise('lane-slow', NORTH);
    await expect.poll(() => (clock.turn(1_000), receiver.received.length), LONG).toBeGreaterThan(0);
    const { knex } = bench.server.context;
    const state = async () =>
      ((await knex('alert_messages').where({ alarm_kind: 'lane-slow' }).first()) as { state: string }).state;
    expect(await state()).toBe('waiting');
    clock.turn(86_400_000);
    await expect.poll(async () => (clock.turn(1_000), await state()), LONG).toBe('given-up');
  });
});

/** The same data with another process. */
async function alertBenchAgain({ server }: AlertBench, ca: string) {
  const { runServer } = await import('../../fixtures/running-server.ts');
  const { LOOPBACK } = await import('./fixtures/alert-bench.ts');
  return runServer({ dataDir: server.dataDir, clock: hurriedClock, alerts: { networks: LOOPBACK, ca } });
}
