/** Alarms leave a whole server through real receivers. */
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { markFilled, openAlarmsOf } from '../../../server/alarms/alarm-table.ts';
import { dispatch } from '../../../server/alerts/dispatch.ts';
import { MailRelay } from '../../../server/alerts/mail-relay.ts';
import { ensurePlaces } from '../../../server/sites/ensure-place.ts';
import { handTurnedClock } from '../fixtures/hand-turned-clock.ts';
import { kioskIdOf } from '../fixtures/sample-report.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';
import { alertBench, type AlertBench } from './fixtures/alert-bench.ts';
import { receiveMails } from './fixtures/mail-receiver.ts';
import { receiveWebhooks, type ReceivedWebhook } from './fixtures/webhook-receiver.ts';

const NORTH = kioskIdOf('north-1');
/** It lasts until reports come. */
const GAP = { kind: 'sequence-gap', kioskId: NORTH, fromSequence: 1, toSequence: 2 } as const;
const LONG = { timeout: 240_000 };
const dataOf = (hook: ReceivedWebhook | undefined) =>
  JSON.parse(hook?.body ?? '{}') as { type: string; data: Record<string, unknown> };
const typesOf = (hooks: readonly ReceivedWebhook[]) => hooks.map((hook) => dataOf(hook).type);
const EVERYTHING = { by: 'severity', severities: ['now', 'today', 'watch'] } as const;
const route = (channel: number, over: object = {}) => ({
  ...{ replaces: null, name: 'All', channel, takes: EVERYTHING, sites: 'all', sendsOver: true, ...over },
});

/** The first of each message: a receiver may get one twice. */
const distinct = ({ received }: { readonly received: readonly ReceivedWebhook[] }) =>
  received.filter(({ id }, at) => received.findIndex((one) => one.id === id) === at);

async function benchWith(receiver: { readonly ca: string }, over: Parameters<typeof alertBench>[1] = {}) {
  const bench = await alertBench({ ca: receiver.ca }, over);
  await bench.server.enrol(testKiosk(NORTH), '1');
  const places = [{ site: 'north', lane: '1' }];
  await bench.server.context.queue.run((transaction) => ensurePlaces(transaction, places, Date.now()));
  return bench;
}

/** The secret of a channel, as an administrator gets it for the receiver. */
async function secretOf({ ask }: AlertBench, channel: number): Promise<string> {
  const { body } = await ask('POST', `/v1/alerts/channels/${channel}/secrets`, { keepEarlier: true });
  return (body as { secret: string }).secret;
}

describe('alerts', () => {
  it('leave the server when an alarm is raised and when it is over, signed for the receiver', async () => {
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

describe('where alerts go', () => {
  it('is decided by two administrators, and no one else', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    const payload = { replaces: null, name: 'Duty', target: { kind: 'webhook', url: receiver.url() }, language: 'en' };
    const { body } = await bench.ask('POST', '/v1/proposals', { kind: 'alert-channel', payload });
    const { id, digest } = body as { id: string; digest: string };
    expect((await bench.ask('POST', `/v1/proposals/${id}/approval`, { digest })).code).toBe('another-person-required');
    for (const role of ['officer', 'supervisor', 'privacy-officer', 'auditor'] as const) {
      const { cookie } = await bench.server.as(role);
      expect((await bench.ask('POST', '/v1/proposals', { kind: 'alert-channel', payload }, cookie)).code).toBe(
        'not-entitled',
      );
      expect((await bench.ask('POST', `/v1/proposals/${id}/approval`, { digest }, cookie)).code).toBe('not-entitled');
    }
    expect((await bench.alerts()).channels).toEqual([]);
    expect((await bench.ask('POST', `/v1/proposals/${id}/approval`, { digest }, bench.ben)).status).toBe(204);
    expect((await bench.alerts()).channels).toMatchObject([
      { name: 'Duty', proposedBy: 'p-anna', approvedBy: 'p-ben' },
    ]);
  });
  it.each([
    [
      'address-not-allowed',
      'alert-channel',
      { replaces: null, name: 'A', target: { kind: 'webhook', url: 'https://10.0.0.1/' }, language: 'en' },
    ],
    [
      'no-mail-relay',
      'alert-channel',
      { replaces: null, name: 'A', target: { kind: 'email', recipients: ['a@b.example'] }, language: 'en' },
    ],
    [
      'no-such-channel',
      'alert-channel',
      { replaces: 9, name: 'A', target: { kind: 'webhook', url: 'https://a.example/' }, language: 'en' },
    ],
    ['no-such-channel', 'alert-route', route(9)],
    ['no-such-route', 'alert-route', route(1, { replaces: 9 })],
    ['no-such-channel', 'alert-channel-removal', { channel: 9 }],
    ['no-such-route', 'alert-route-removal', { route: 9 }],
  ])('objects with %s', async (code, kind, payload) => {
    const bench = await alertBench({});
    expect(await bench.decide(kind, payload)).toBe(code);
  });
  it('objects to a name that is taken, to a channel in use, and to a site without a record', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    const channel = await bench.routeTo(receiver.url());
    const target = { kind: 'webhook', url: receiver.url('/other') };
    expect(await bench.decide('alert-channel', { replaces: null, name: 'DUTY DESK', target, language: 'en' })).toBe(
      'name-taken',
    );
    expect(await bench.decide('alert-channel-removal', { channel })).toBe('channel-in-use');
    expect(await bench.decide('alert-route', route(channel))).toBe('name-taken');
    expect(await bench.decide('alert-route', route(channel, { name: 'B', sites: ['nowhere'] }))).toBe('no-such-site');
  });
  it('is reported through a route that is removed, to the others, and in the list of alarms', async () => {
    const [first, second] = [await receiveWebhooks(), await receiveWebhooks()];
    const bench = await benchWith({ ca: first.ca + second.ca });
    await bench.routeTo(first.url());
    await bench.routeTo(second.url(), { channelName: 'Other', name: 'Other' });
    expect(await bench.decide('alert-route-removal', { route: 1 })).toBeUndefined();
    await Promise.all([first.have(1), second.have(1)]);
    expect(dataOf(first.received[0])).toMatchObject({ type: 'alerts.route_removed', data: { route: 'All' } });
    expect(dataOf(second.received[0])).toMatchObject({
      type: 'alarm.raised',
      data: { kind: 'alert-routing-changed', alarms: [{ about: 'route/removed/1' }] },
    });
    bench.raise('tables-differ');
    await second.have(2);
    expect(first.received).toHaveLength(1);
  });
  it('is reported to the earlier target and to the new one, and waiting alarms follow', async () => {
    const [old, next] = [await receiveWebhooks(), await receiveWebhooks()];
    const bench = await benchWith({ ca: old.ca + next.ca });
    const channel = await bench.routeTo(old.url());
    old.answer = (response) => void response.writeHead(500).end();
    bench.raise('tables-differ');
    await old.have(1);
    old.answer = (response) => void response.writeHead(204).end();
    const change = {
      replaces: channel,
      name: 'Duty desk',
      target: { kind: 'webhook', url: next.url() },
      language: 'en',
    };
    expect(await bench.decide('alert-channel', change)).toBeUndefined();
    await Promise.all([old.have(2), next.have(3)]);
    expect(typesOf(old.received)[1]).toBe('alerts.channel_changed');
    expect(typesOf(next.received).sort()).toEqual(['alarm.raised', 'alarm.raised', 'alerts.channel_changed']);
    expect((await bench.alerts()).routes).toMatchObject([{ number: 1, channel: channel + 1 }]);
  });
  it('stays in agreement with the ledger', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    await bench.routeTo(receiver.url());
    bench.raise('tables-differ');
    await receiver.have(1);
    await expect.poll(async () => (await bench.messages('?state=delivered')).length, LONG).toBe(1);
    const { knex } = bench.server.context;
    expect(await knex('ledger_openings').where('subject', 'like', 'row/alert_%').pluck('subject')).toEqual(
      expect.arrayContaining([
        'row/alert_channels/1',
        'row/alert_routes/1',
        'row/alert_marks/alarms',
        'row/alert_messages/1',
      ]),
    );
  });
});

describe('secret of a webhook', () => {
  it('is renewed without a gap: both sign for a day, and the receiver is told', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    const channel = await bench.routeTo(receiver.url());
    const first = await secretOf(bench, channel);
    const second = await secretOf(bench, channel);
    bench.raise('tables-differ');
    const isLast = (hook: ReceivedWebhook) => dataOf(hook).data['kind'] === 'tables-differ';
    await expect.poll(() => receiver.received.some(isLast), LONG).toBe(true);
    const last = receiver.received.find(isLast)!;
    for (const secret of [first, second]) {
      expect(new Webhook(secret).verify(last.body, last.headers as Record<string, string>)).toMatchObject({
        type: 'alarm.raised',
      });
    }
    expect((await bench.alerts()).channels[0]?.previousUntil).toBeGreaterThan(Date.now());
    const sealed: { secrets: Uint8Array } = await bench.server.context.knex('alert_channels').first('secrets');
    expect(Buffer.from(sealed.secrets).toString('latin1')).not.toContain(second.slice(6, 20));
  });
  it('cannot be renewed unseen by one administrator: the other routes get an alarm', async () => {
    const [own, other] = [await receiveWebhooks(), await receiveWebhooks()];
    const bench = await benchWith({ ca: own.ca + other.ca });
    const channel = await bench.routeTo(own.url());
    await bench.routeTo(other.url(), { channelName: 'Other', name: 'Other' });
    const { status } = await bench.ask('POST', `/v1/alerts/channels/${channel}/secrets`, { keepEarlier: false });
    expect(status).toBe(201);
    const [hook] = await other.have(1);
    expect(dataOf(hook).data).toMatchObject({
      kind: 'alert-routing-changed',
      alarms: [{ about: `secret/renewed/${channel}` }],
    });
  });
  it('is of a channel that exists, and needs a fresh proof of an administrator', async () => {
    const bench = await alertBench({});
    expect((await bench.ask('POST', '/v1/alerts/channels/9/secrets', { keepEarlier: true })).code).toBe('not-found');
    expect((await bench.ask('POST', '/v1/alerts/channels/1e1/secrets', { keepEarlier: true })).code).toBe('not-found');
    const { cookie } = await bench.server.as('auditor');
    expect((await bench.ask('POST', '/v1/alerts/channels/1/secrets', { keepEarlier: true }, cookie)).code).toBe(
      'not-entitled',
    );
  });
});

describe('test of a channel', () => {
  it('answers the true result, which the log has too, and is not repeated', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    const channel = await bench.routeTo(receiver.url());
    const test = () => bench.ask('POST', `/v1/alerts/channels/${channel}/tests`, {});
    expect(await test()).toMatchObject({ status: 201, body: { result: 'delivered', status: 204 } });
    receiver.answer = (response) => void response.writeHead(403).end();
    expect(await test()).toMatchObject({ status: 201, body: { result: 'answered-error', status: 403 } });
    await receiver.close();
    expect(await test()).toMatchObject({ status: 201, body: { result: 'unreachable', status: null } });
    expect(await test()).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(
      (await bench.messages()).map(({ kind, state, attempts, lastResult }) => [kind, state, attempts, lastResult]),
    ).toEqual([
      ['test', 'given-up', 1, 'unreachable'],
      ['test', 'given-up', 1, 'answered-error'],
      ['test', 'delivered', 1, 'delivered'],
    ]);
    expect((await bench.ask('POST', '/v1/alerts/channels/9/tests', {})).code).toBe('not-found');
  });
});

describe('silence', () => {
  const wanted = { kinds: ['sequence-gap'], sites: ['north'], reason: 'maintenance', minutes: 10 };

  it('holds alerts, is reported, ends by itself, and then tells what it held', async () => {
    const receiver = await receiveWebhooks();
    const clock = handTurnedClock();
    const bench = await benchWith(receiver, { clock });
    await bench.routeTo(receiver.url());
    const begun = clock.wallMs();
    expect((await bench.ask('POST', '/v1/alerts/silences', wanted)).status).toBe(201);
    bench.server.context.alarms.raise(GAP);
    bench.raise('chain-fork', NORTH);
    await expect.poll(() => (clock.turn(500), distinct(receiver).length), LONG).toBe(2);
    expect(typesOf(distinct(receiver)).sort()).toEqual(['alarm.raised', 'alerts.silence_begun']);
    expect((await bench.alerts()).silences).toMatchObject([
      { madeBy: 'p-anna', reason: 'maintenance', isInForce: true },
    ]);
    expect((await bench.messages('?state=silenced')).map(({ alarmKind }) => alarmKind)).toEqual(['sequence-gap']);
    expect(JSON.stringify(receiver.received)).not.toContain('anna');
    clock.turn(590_000 - (clock.wallMs() - begun));
    await dispatch({ ...bench.server.context, server: 'log.example/test' });
    expect(await bench.messages('?state=silenced')).toHaveLength(1);
    clock.turn(10_000);
    await expect.poll(() => (clock.turn(500), distinct(receiver).length), LONG).toBe(4);
    const [over, late] = distinct(receiver)
      .slice(2)
      .sort((one, other) => (typesOf([one, other])[1] === 'alerts.silence_over' ? 1 : -1));
    expect(dataOf(over)).toMatchObject({
      type: 'alerts.silence_over',
      data: { held: [{ kind: 'sequence-gap', count: 1 }] },
    });
    // The alarm still lasts
    expect(dataOf(late)).toMatchObject({ type: 'alarm.raised', data: { kind: 'sequence-gap' } });
    expect((await bench.alerts()).silences).toMatchObject([{ isInForce: false, endedBy: null }]);
  });
  it('can be ended early, by name', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    const { body } = await bench.ask('POST', '/v1/alerts/silences', wanted);
    const { id } = body as { id: string };
    expect((await bench.ask('DELETE', `/v1/alerts/silences/${id}`, undefined, bench.ben)).status).toBe(204);
    expect((await bench.ask('DELETE', `/v1/alerts/silences/${id}`)).code).toBe('not-found');
    expect((await bench.alerts()).silences).toMatchObject([{ endedBy: 'p-ben', isInForce: false }]);
  });
  it.each([
    ['an emergency', { ...wanted, kinds: ['lane-in-emergency'] }],
    ['a changed record', { ...wanted, kinds: ['lane-slow', 'tables-differ'] }],
    ['more than a day', { ...wanted, minutes: 1_441 }],
    ['less than five minutes', { ...wanted, minutes: 4 }],
    ['no reason', { ...wanted, reason: undefined }],
    ['a reason in own words', { ...wanted, reason: 'because' }],
    ['no kind', { ...wanted, kinds: [] }],
    ['no site', { ...wanted, sites: [] }],
    ['an extra field', { ...wanted, until: 1 }],
  ])('is refused for %s', async (_name, body) => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    expect((await bench.ask('POST', '/v1/alerts/silences', body)).code).toBe('invalid-message');
    expect((await bench.alerts()).silences).toEqual([]);
  });
  it('is refused at a site without a record, and to an auditor', async () => {
    const receiver = await receiveWebhooks();
    const bench = await benchWith(receiver);
    expect((await bench.ask('POST', '/v1/alerts/silences', { ...wanted, sites: ['nowhere'] })).code).toBe(
      'unknown-site',
    );
    const { cookie } = await bench.server.as('auditor');
    expect((await bench.ask('POST', '/v1/alerts/silences', wanted, cookie)).code).toBe('not-entitled');
    expect((await bench.ask('GET', '/v1/alerts', undefined, cookie)).status).toBe(200);
  });
});

/** The same data with another process. */
async function alertBenchAgain({ server }: AlertBench, ca: string) {
  const { runServer } = await import('../fixtures/running-server.ts');
  const { LOOPBACK } = await import('./fixtures/alert-bench.ts');
  return runServer({ dataDir: server.dataDir, alerts: { networks: LOOPBACK, ca } });
}
