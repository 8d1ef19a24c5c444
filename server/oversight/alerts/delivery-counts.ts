/** How well each channel delivers, from the log of deliveries. */
import { z } from 'zod';
import { integerColumn, nullableIntegerColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { DELIVERY_RESULTS, FAILING_AFTER_MS, type DeliveryResult } from './vocabulary.ts';

export interface ChannelHealth {
  readonly deliveredAt: number | null;
  /** Since when it has delivered nothing although a message waits or was given up; `null` when it delivers. */
  readonly failingSince: number | null;
  readonly lastResult: DeliveryResult | null;
  readonly waiting: number;
}

/** By number of the channel. A channel without a message has no entry. */
export async function channelHealth(database: Connection, now: number): Promise<ReadonlyMap<number, ChannelHealth>> {
  const delivered = await latestBy(database, 'delivered');
  const givenUp = await latestBy(database, 'given-up');
  const waiting: readonly Record<'channel' | 'waiting' | 'oldest', unknown>[] = await database('alert_messages')
    .where({ state: 'waiting' })
    .whereNot({ kind: 'test' })
    .groupBy('channel')
    .select('channel')
    .count({ waiting: '*' })
    .min({ oldest: 'made_at' });
  const last = await lastResults(database);
  const numbers = new Set([...delivered.keys(), ...givenUp.keys(), ...last.keys()]);
  const waits = new Map(waiting.map((row) => [integerColumn(row.channel), row]));
  for (const number of waits.keys()) numbers.add(number);
  return new Map(
    [...numbers].map((number) => {
      const row = waits.get(number);
      const oldest = row === undefined ? null : integerColumn(row.oldest);
      const deliveredAt = delivered.get(number) ?? null;
      const lastResult = last.get(number) ?? null;
      // A server that was off has old messages which it has not tried yet
      const isStuck = oldest !== null && oldest < now - FAILING_AFTER_MS && isFailure(lastResult);
      const gaveUpAt = givenUp.get(number) ?? null;
      const hasGivenUp = gaveUpAt !== null && gaveUpAt > (deliveredAt ?? 0);
      const failingSince = isStuck ? oldest : hasGivenUp ? gaveUpAt : null;
      const count = row === undefined ? 0 : integerColumn(row.waiting);
      return [number, { deliveredAt, failingSince, lastResult, waiting: count }];
    }),
  );
}

export interface WaitingAlerts {
  readonly waiting: number;
  /** Age of the oldest, s; 0 without one. */
  readonly oldestS: number;
}

export async function waitingAlerts(database: Connection, now: number): Promise<WaitingAlerts> {
  const row: Partial<Record<'waiting' | 'oldest', unknown>> | undefined = await database('alert_messages')
    .where({ state: 'waiting' })
    .count({ waiting: '*' })
    .min({ oldest: 'made_at' })
    .first();
  const oldest = nullableIntegerColumn(row?.oldest ?? null);
  return {
    waiting: integerColumn(row?.waiting ?? 0),
    oldestS: oldest === null ? 0 : Math.max(0, (now - oldest) / 1_000),
  };
}

/** Ended tests that failed do not count as given up: the person has read the result. */
async function latestBy(database: Connection, state: 'delivered' | 'given-up'): Promise<Map<number, number>> {
  const rows: readonly Record<'channel' | 'latest', unknown>[] = await database('alert_messages')
    .where({ state })
    .where((where) => {
      if (state === 'given-up') void where.whereNot({ kind: 'test' });
    })
    .groupBy('channel')
    .select('channel')
    .max({ latest: 'ended_at' });
  return new Map(rows.map(({ channel, latest }) => [integerColumn(channel), integerColumn(latest)]));
}

/** The result of the latest attempt at each channel. */
async function lastResults(database: Connection): Promise<Map<number, DeliveryResult>> {
  const latest = database('alert_messages')
    .whereNotNull('last_result')
    .groupBy('channel')
    .select('channel')
    .max({ at: 'last_at' })
    .as('latest');
  const rows: readonly Record<'channel' | 'last_result', unknown>[] = await database('alert_messages')
    .join(latest, (on) => {
      on.on('latest.channel', 'alert_messages.channel').andOn('latest.at', 'alert_messages.last_at');
    })
    .whereNotNull('alert_messages.last_result')
    .select('alert_messages.channel', 'alert_messages.last_result');
  return new Map(rows.map((row) => [integerColumn(row.channel), resultSchema.parse(row.last_result)]));
}

const resultSchema = z.enum(DELIVERY_RESULTS);

function isFailure(result: DeliveryResult | null): boolean {
  return result !== null && result !== 'delivered' && result !== 'delivered-in-part';
}
