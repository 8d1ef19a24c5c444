/** Findings reach a receiver once or with the same id again, whatever stops between. */
import { describe, expect, it } from 'vitest';
import { openAlarmsOf } from '../../../../../server/records/alarms/alarm-table.ts';
import { raiseAndEnter } from '../../../../../server/records/alarms/enter-alarm.ts';
import { Network } from '../../../../../server/oversight/alerts/allowed-addresses.ts';
import type { WriteQueue } from '../../../../../server/platform/database/write-queue.ts';
import { openEngine } from '../../../../../server/oversight/detection/engine/open-engine.ts';
import { Shipper } from '../../../../../server/oversight/detection/shipping/shipper.ts';
import { loadShipping } from '../../../../../server/oversight/detection/shipping/state-table.ts';
import type { ShippingConfig } from '../../../../../server/oversight/detection/shipping/target.ts';
import { judgeShipping } from '../../../../../server/oversight/detection/shipping/watch-shipping.ts';
import { DetectionWatch } from '../../../../../server/oversight/detection/watch-detection.ts';
import { receiveWebhooks } from '../../alerts/fixtures/webhook-receiver.ts';
import { everythingEntered } from '../../../fixtures/entries-of.ts';
import { ingestBench } from '../../../fixtures/ingest-bench.ts';
import { kioskIdOf } from '../../../fixtures/sample-report.ts';
import { testKiosk } from '../../../fixtures/test-kiosk.ts';
import { receiveSyslog } from './syslog-receiver.ts';

const LOOPBACK = [Network.parse('127.0.0.0/8')!];
const LIMIT = { timeout: 240_000, interval: 50 };
/** Longer than any wait between attempts. */
const LONG_MS = 3_600_000;

async function bench() {
  const made = await ingestBench();
  const { context, clock } = made;
  const kiosks = ['north-1', 'north-2', 'north-3'].map((id, index) => testKiosk(kioskIdOf(id), index + 1));
  await made.enrol(...kiosks);
  const watch = new DetectionWatch(context, openEngine);
  return {
    context,
    clock,
    /** A fork of a lane's sequence becomes a finding. */
    async find(lane: number) {
      const reason = { kind: 'chain-fork', kioskId: kiosks[lane]?.id ?? null, fromSequence: 1, toSequence: 1 } as const;
      await context.queue.run((transaction) => raiseAndEnter(transaction, reason, clock.wallMs()));
      await everythingEntered(context);
      await watch.look();
      await everythingEntered(context);
    },
    /** A sender with empty memory, as after a start. */
    shipper: (config: Partial<ShippingConfig> & Pick<ShippingConfig, 'target'>, queue?: Pick<WriteQueue, 'run'>) =>
      new Shipper({
        ...context,
        ...(queue !== undefined && { queue: queue as WriteQueue }),
        config: { format: 'ecs', withEvents: false, networks: LOOPBACK, ...config },
        server: 'server.example/log',
        chance: () => 0.5,
      }),
  };
}

const toSyslog = ({ port, ca }: { readonly port: number; readonly ca: string }) =>
  ({ target: { kind: 'syslog', host: '127.0.0.1', port }, ca }) as const;

interface Shipped {
  readonly event: { readonly id: string; readonly action?: string };
  readonly postern: { readonly entity?: { readonly id: string } };
}
const documentsOf = (messages: readonly string[]): readonly Shipped[] =>
  messages.map((one) => JSON.parse(one.slice(one.indexOf('\uFEFF') + 1)) as Shipped);
const lanesOf = (messages: readonly string[]) => documentsOf(messages).map(({ postern }) => postern.entity?.id);

describe('shipping by syslog', () => {
  it('sends each finding once, in order, also over a restart', async () => {
    const { find, shipper } = await bench();
    const receiver = await receiveSyslog();
    const first = shipper(toSyslog(receiver));
    await find(0);
    await first.look();
    await find(1);
    await first.look();
    await first.look();
    await find(2);
    await shipper(toSyslog(receiver)).look();
    expect(lanesOf(receiver.messages)).toEqual(['north-1', 'north-2', 'north-3']);
  });

  it('keeps what a receiver does not take, waits longer each time, and sends it when it works', async () => {
    const { context, clock, find, shipper } = await bench();
    const receiver = await receiveSyslog();
    receiver.mode = 'resets';
    const sender = shipper(toSyslog(receiver));
    await find(0);
    await sender.look();
    expect(await loadShipping(context.knex)).toMatchObject({ failures: 1, shipped: 0, lastResult: 'unreachable' });
    await sender.look();
    expect(receiver.connections).toBe(1);
    clock.turn(LONG_MS);
    await sender.look();
    expect(receiver.connections).toBe(2);
    receiver.mode = 'takes';
    await find(1);
    clock.turn(LONG_MS);
    await sender.look();
    expect(lanesOf(receiver.messages)).toEqual(['north-1', 'north-2']);
    expect(await loadShipping(context.knex)).toMatchObject({ failures: 0, lastResult: 'delivered' });
  });

  it('finds a receiver again that was away and came back', async () => {
    const { clock, find, shipper } = await bench();
    const before = await receiveSyslog();
    const sender = shipper(toSyslog(before));
    await before.close();
    await find(0);
    await sender.look();
    const after = await receiveSyslog(before.port, before.certificate);
    clock.turn(LONG_MS);
    await sender.look();
    expect(lanesOf(after.messages)).toEqual(['north-1']);
  });

  it('gives up an attempt to a receiver that reads nothing', async () => {
    const { context, clock, find, shipper } = await bench();
    const receiver = await receiveSyslog();
    receiver.mode = 'stalls';
    await find(0);
    const looked = shipper(toSyslog(receiver)).look();
    await expect.poll(() => receiver.connections, LIMIT).toBe(1);
    clock.turn(60_000);
    await looked;
    expect(await loadShipping(context.knex)).toMatchObject({ lastResult: 'too-slow', shipped: 0 });
  });

  it('sends the same ids again after the server died before the position was stored', async () => {
    const { find, shipper } = await bench();
    const receiver = await receiveSyslog();
    await find(0);
    const dying = { run: () => Promise.reject(new Error('killed')) };
    await expect(shipper(toSyslog(receiver), dying).look()).rejects.toThrow('killed');
    await shipper(toSyslog(receiver)).look();
    const [first, second] = documentsOf(receiver.messages);
    expect(receiver.messages).toHaveLength(2);
    expect(second?.event.id).toBe(first?.event.id);
  });

  it('goes to no address that is not allowed, and trusts no other certificate', async () => {
    const { context, clock, find, shipper } = await bench();
    const receiver = await receiveSyslog();
    await find(0);
    await shipper({ ...toSyslog(receiver), networks: [] }).look();
    expect(await loadShipping(context.knex)).toMatchObject({ lastResult: 'address-not-allowed' });
    expect(receiver.connections).toBe(0);
    clock.turn(LONG_MS);
    await shipper({ target: toSyslog(receiver).target }).look();
    expect(await loadShipping(context.knex)).toMatchObject({ lastResult: 'tls-refused' });
    expect(receiver.messages).toEqual([]);
  });

  it('sends events of people and alarms besides, when the configuration wants them', async () => {
    const { find, shipper } = await bench();
    const receiver = await receiveSyslog();
    await find(0);
    await shipper({ ...toSyslog(receiver), withEvents: true }).look();
    const actions = documentsOf(receiver.messages).map(({ event }) => event.action);
    expect(actions).toContain('alarm');
    const ids = documentsOf(receiver.messages).map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('raises an alarm after ten minutes of failures, and ends it when all is sent', async () => {
    const { context, clock, find, shipper } = await bench();
    const receiver = await receiveSyslog();
    receiver.mode = 'resets';
    const sender = shipper(toSyslog(receiver));
    const open = async () => (await openAlarmsOf(context.knex, ['shipping-behind'])).length;
    await find(0);
    await sender.look();
    await judgeShipping(context, true);
    expect(await open()).toBe(0);
    clock.turn(LONG_MS);
    await judgeShipping(context, true);
    await judgeShipping(context, true);
    expect(await open()).toBe(1);
    receiver.mode = 'takes';
    await sender.look();
    await judgeShipping(context, true);
    expect(await open()).toBe(0);
  });
});

describe('shipping by HTTPS', () => {
  it('posts lines of JSON with the header of the configuration, and repeats a refused batch', async () => {
    const { context, clock, find, shipper } = await bench();
    const receiver = await receiveWebhooks();
    let refuses = true;
    receiver.answer = (response) => void response.writeHead(refuses ? 503 : 200).end();
    const { ca } = receiver;
    const target = { kind: 'https', url: receiver.url('/in') } as const;
    const sender = shipper({ target, ca, format: 'ocsf', authorization: 'Splunk 1234' });
    await find(0);
    await find(1);
    await sender.look();
    expect(await loadShipping(context.knex)).toMatchObject({ lastResult: 'answered-error' });
    refuses = false;
    clock.turn(LONG_MS);
    await sender.look();
    const [refused, taken] = receiver.received;
    expect(taken?.body).toBe(refused?.body);
    expect(taken?.headers).toMatchObject({ 'content-type': 'application/x-ndjson', authorization: 'Splunk 1234' });
    const lines = (taken?.body ?? '').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { class_uid: number }).class_uid)).toEqual([2004, 2004]);
    expect(await loadShipping(context.knex)).toMatchObject({ shipped: 2, lastResult: 'delivered' });
  });
});
