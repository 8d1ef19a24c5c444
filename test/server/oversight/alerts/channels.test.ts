/** Where alerts go: routes, channels, the secret of a webhook, and the test of a channel. */
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { alertBench } from './fixtures/alert-bench.ts';
import { receiveWebhooks, type ReceivedWebhook } from './fixtures/webhook-receiver.ts';
import { LONG, dataOf, typesOf, benchWith, secretOf } from './fixtures/webhook-bench.ts';

const EVERYTHING = { by: 'severity', severities: ['now', 'today', 'watch'] } as const;
const route = (channel: number, over: object = {}) => ({
  ...{ replaces: null, name: 'All', channel, takes: EVERYTHING, sites: 'all', sendsOver: true, ...over },
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
