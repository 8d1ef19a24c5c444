import { expect, it } from 'vitest';
import { pruneLog } from '../../../../server/oversight/alerts/log-retention.ts';
import { endMessage, insertMessage } from '../../../../server/oversight/alerts/message-table.ts';
import { alertBench } from './fixtures/alert-bench.ts';
import { receiveWebhooks } from './fixtures/webhook-receiver.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';

const DAY_MS = 86_400_000;
const LOG_DAYS = 90;
/** More than one transaction deletes. */
const OLD = 250;

it('log of deliveries: messages that ended are deleted after their days, with an entry each, and none that waits', async () => {
  const receiver = await receiveWebhooks();
  // The outbox stands still
  const clock = handTurnedClock();
  const { server, routeTo, decide } = await alertBench({ ca: receiver.ca }, { clock });
  const { queue, ledger, knex } = server.context;
  const channel = await routeTo(receiver.url());
  const now = clock.wallMs();
  const draft = { kind: 'raised', channel, route: 1, alarmKind: 'lane-slow', alarms: [1], silence: null } as const;
  const idOf = (number: number) => `msg_${number.toString(16).padStart(32, '0')}`;
  const make = (number: number, madeAt: number, silence: string | null = null) =>
    queue.run((transaction) =>
      insertMessage(transaction, { ...draft, silence, id: idOf(number), content: '{}', madeAt }),
    );
  const end = (number: number, state: 'delivered' | 'given-up', at: number) =>
    queue.run((transaction) => endMessage(transaction, idOf(number), state, { at, result: 'delivered', status: 204 }));
  for (let number = 0; number < OLD; number += 1) {
    await make(number, now - LOG_DAYS * DAY_MS - 1);
    await end(number, number % 2 === 0 ? 'delivered' : 'given-up', now);
  }
  await make(OLD, now - LOG_DAYS * DAY_MS - 1, 'a'.repeat(32));
  await make(OLD + 1, now - LOG_DAYS * DAY_MS - 1);
  await make(OLD + 2, now - LOG_DAYS * DAY_MS);
  await end(OLD + 2, 'delivered', now);
  expect(await pruneLog({ queue, ledger, clock }, LOG_DAYS)).toBe(OLD + 1);
  const left: string[] = await knex('alert_messages')
    .where({ alarm_kind: 'lane-slow' })
    .orderBy('position')
    .pluck('id');
  expect(left).toEqual([idOf(OLD + 1), idOf(OLD + 2)]);

  // The secrets of a removed channel are kept until its last message has ended
  const { channel: kept } = (await knex('alert_routes').first()) as { channel: number };
  expect(await decide('alert-route-removal', { route: 1 })).toBeUndefined();
  expect(await decide('alert-channel-removal', { channel: kept })).toBeUndefined();
  const secrets = async () => ((await knex('alert_channels').first()) as { secrets: unknown }).secrets;
  await pruneLog({ queue, ledger, clock }, LOG_DAYS);
  expect(await secrets()).not.toBeNull();
  const waiting: string[] = await knex('alert_messages').where({ state: 'waiting' }).pluck('id');
  for (const id of waiting) {
    await queue.run((transaction) =>
      endMessage(transaction, id, 'given-up', { at: now, result: 'unreachable', status: null }),
    );
  }
  await pruneLog({ queue, ledger, clock }, LOG_DAYS);
  expect(await secrets()).toBeNull();
  await server.close();

  // A difference between the tables and the ledger would raise an alarm at the next start
  const again = await runServer({ dataDir: server.dataDir });
  expect(await again.context.knex('alarms').where({ kind: 'tables-differ' })).toEqual([]);
});
