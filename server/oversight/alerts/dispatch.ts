/**
 * Turns alarms into messages. The table of alarms is the queue: a mark names the last one that the routes were asked about, and it moves in
 * the transaction that makes the messages, so a crash neither loses nor doubles one.
 */
import { alarmsAfter, alarmsById, lastAlarmId } from '../../records/alarms/alarm-table.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import { poll } from '../../platform/base/poll.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { listChannels, type StoredChannel } from './channel-table.ts';
import type { HeldCount } from './compose.ts';
import { byKind, makeMessage, readPlaces, type Places } from './make-messages.ts';
import {
  deleteRaised,
  endedAlarms,
  insertRaised,
  putMark,
  readMark,
  startMark,
  type RaisedAlarm,
} from './mark-table.ts';
import { isSilenced, matches } from './match.ts';
import { heldMessages, releaseMessage } from './message-table.ts';
import { findRoute, listRoutes, type StoredRoute } from './route-table.ts';
import { markReleased, silencesInForce, unreleasedSilences, type StoredSilence } from './silence-table.ts';
import { ENDING_KINDS } from './vocabulary.ts';
import { channelOfFailure } from './watch-channels.ts';

const LOOK_EVERY_MS = 2_000;
/** Alarms that one transaction looks at. */
const AT_ONCE = 500;

export interface DispatchParts extends Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'events'> {
  /** The name of the ledger, by which receivers distinguish servers. */
  readonly server: string;
}

/** Looks now and every two seconds. @returns a function that stops */
export function startDispatch(parts: DispatchParts): () => Promise<void> {
  const { clock, events } = parts;
  return poll(
    clock,
    LOOK_EVERY_MS,
    () => dispatch(parts),
    (error) => events.emit({ event: 'fault', where: 'alerts', error }),
  );
}

/** Makes the messages that are due now. */
export async function dispatch({ knex, queue, ledger, clock, server }: DispatchParts): Promise<void> {
  for (;;) {
    const now = Math.round(clock.wallMs());
    const mark = await readMark(knex);
    if (mark === undefined) {
      await queue.run(async (transaction) => {
        if ((await readMark(transaction)) === undefined) await startMark(transaction, await lastAlarmId(transaction));
      });
      continue;
    }
    const isDue =
      (await lastAlarmId(knex)) > mark ||
      (await endedAlarms(knex, 1)).length > 0 ||
      (await unreleasedSilences(knex, now)).length > 0;
    if (!isDue) return;
    const isMore = await queue.run((transaction) => look(transaction, server, now));
    await ledger.settle();
    if (!isMore) return;
  }
}

interface Ways {
  readonly routes: readonly StoredRoute[];
  readonly channels: ReadonlyMap<number, StoredChannel>;
  readonly silences: readonly StoredSilence[];
  readonly places: Places;
  readonly server: string;
  readonly at: number;
}

/** Resolves to whether more alarms wait. */
async function look(transaction: Transaction, server: string, at: number): Promise<boolean> {
  const ways: Ways = {
    routes: await listRoutes(transaction),
    channels: new Map((await listChannels(transaction)).map((channel) => [channel.number, channel])),
    silences: await silencesInForce(transaction, at),
    places: await readPlaces(transaction),
    server,
    at,
  };
  const mark = (await readMark(transaction)) ?? 0;
  const alarms = await alarmsAfter(transaction, mark, AT_ONCE);
  await tellRaised(transaction, ways, alarms);
  const last = alarms.at(-1);
  if (last !== undefined) await putMark(transaction, last.id);
  await releaseSilences(transaction, ways);
  await tellOver(transaction, ways);
  return alarms.length === AT_ONCE;
}

async function tellRaised(transaction: Transaction, ways: Ways, alarms: readonly Alarm[]): Promise<void> {
  const { routes, silences, places, at } = ways;
  for (const route of routes) {
    const theirs = alarms.filter(
      (alarm) =>
        matches(route, { kind: alarm.kind, site: places.siteOf(alarm) }) && channelOfFailure(alarm) !== route.channel,
    );
    const silenceOf = (alarm: Alarm) =>
      silences.find((silence) => isSilenced(silence, { kind: alarm.kind, site: places.siteOf(alarm) }));
    const free = theirs.filter((alarm) => silenceOf(alarm) === undefined);
    await tell(transaction, ways, { route, kind: 'raised', alarms: free });
    await insertRaised(transaction, raisedOf(free, route), at);
    for (const silence of silences) {
      const held = theirs.filter((alarm) => silenceOf(alarm) === silence);
      await tell(transaction, ways, { route, kind: 'raised', alarms: held, silence: silence.id });
    }
  }
}

function raisedOf(alarms: readonly Pick<Alarm, 'id'>[], route: StoredRoute): RaisedAlarm[] {
  return route.sendsOver ? alarms.map(({ id }) => ({ alarm: id, route: route.number })) : [];
}

interface Told {
  readonly route: StoredRoute;
  readonly kind: 'raised' | 'over';
  readonly alarms: readonly Alarm[];
  readonly silence?: string;
}

async function tell(transaction: Transaction, ways: Ways, { route, kind, alarms, silence }: Told): Promise<void> {
  const { channels, places, server, at } = ways;
  const channel = channels.get(route.channel);
  if (channel === undefined) return;
  for (const group of byKind(alarms)) {
    const occasion = { kind, alarmKind: group.kind, alarms: group.alarms.map((alarm) => places.factOf(alarm)) };
    await makeMessage(transaction, { channel, route, occasion, server, at, ...(silence !== undefined && { silence }) });
  }
}

async function tellOver(transaction: Transaction, ways: Ways): Promise<void> {
  const ended = await endedAlarms(transaction, AT_ONCE);
  if (ended.length === 0) return;
  const alarms = await alarmsById(transaction, [...new Set(ended.map(({ alarm }) => alarm))]);
  for (const route of ways.routes) {
    const theirs = new Set(ended.filter((one) => one.route === route.number).map(({ alarm }) => alarm));
    const over = alarms.filter(({ id }) => theirs.has(id));
    await tell(transaction, ways, { route, kind: 'over', alarms: over });
  }
  // Also those of routes that were removed
  for (const one of ended) await deleteRaised(transaction, one);
}

/** At the end of a silence: alarms that still last are sent, and each route gets the number of those that were held. */
async function releaseSilences(transaction: Transaction, ways: Ways): Promise<void> {
  const { at, channels, server } = ways;
  for (const silence of await unreleasedSilences(transaction, at)) {
    const held = await heldMessages(transaction, silence.id);
    for (const number of new Set(held.flatMap(({ route }) => route ?? []))) {
      const route = await findRoute(transaction, number);
      const channel = route?.removedAt === null ? channels.get(route.channel) : undefined;
      if (route === undefined || channel === undefined) continue;
      const theirs = held.filter((message) => message.route === number);
      const over = { reason: silence.reason, kinds: silence.kinds, sites: silence.sites, held: countsOf(theirs) };
      await makeMessage(transaction, { channel, route, occasion: { kind: 'silence-over', silence: over }, server, at });
      for (const message of theirs) {
        const lasting = await lastingAlarms(transaction, message.alarms);
        if (lasting.length === 0) continue;
        await releaseMessage(transaction, message.id, at);
        await insertRaised(transaction, raisedOf(lasting, route), at);
      }
    }
    await markReleased(transaction, silence.id, at);
  }
}

async function lastingAlarms(database: Connection, ids: readonly number[]): Promise<Alarm[]> {
  const alarms = await alarmsById(database, ids);
  return alarms.filter(({ kind, filledAt }) => filledAt === null && ENDING_KINDS.some((one) => one === kind));
}

function countsOf(
  messages: readonly { readonly alarmKind: Alarm['kind'] | null; readonly alarms: readonly number[] }[],
): HeldCount[] {
  const counts = new Map<Alarm['kind'], number>();
  for (const { alarmKind, alarms } of messages) {
    if (alarmKind !== null) counts.set(alarmKind, (counts.get(alarmKind) ?? 0) + alarms.length);
  }
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
