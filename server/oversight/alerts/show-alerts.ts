/** Alerts as the console shows them. */
import type { Connection } from '../../platform/database/connection.ts';
import { listSites } from '../../records/sites/site-table.ts';
import type { AlertsView, MessagePage, MessageView } from './answers.ts';
import { channelNames, listChannels } from './channel-table.ts';
import { channelHealth } from './delivery-counts.ts';
import { uncoveredKinds } from './match.ts';
import { listMessages, type MessageQuery } from './message-table.ts';
import { listRoutes, routeNames } from './route-table.ts';
import { listSilences } from './silence-table.ts';

const SILENCES = 100;

export async function showAlerts(database: Connection, hasMail: boolean, now: number): Promise<AlertsView> {
  const health = await channelHealth(database, now);
  const routes = await listRoutes(database);
  const sites = (await listSites(database)).map(({ id }) => id);
  return {
    serverTime: now,
    hasMail,
    channels: (await listChannels(database)).map(({ secrets: _secrets, removedAt: _removed, ...channel }) => {
      const {
        deliveredAt = null,
        failingSince = null,
        lastResult = null,
        waiting = 0,
      } = health.get(channel.number) ?? {};
      const isOver = channel.previousUntil !== null && channel.previousUntil <= now;
      const previousUntil = isOver ? null : channel.previousUntil;
      return { ...channel, previousUntil, deliveredAt, failingSince, lastResult, waiting };
    }),
    routes: routes.map(({ removedAt: _removed, ...route }) => route),
    silences: (await listSilences(database, SILENCES)).map(({ releasedAt: _released, ...silence }) => ({
      ...silence,
      kinds: silence.kinds === 'all' ? 'all' : [...silence.kinds],
      isInForce: silence.endedAt === null && now < silence.until,
    })),
    uncovered: uncoveredKinds(routes, sites),
  };
}

export async function showMessages(database: Connection, query: MessageQuery, now: number): Promise<MessagePage> {
  const channels = await channelNames(database);
  const routes = await routeNames(database);
  const messages = await listMessages(database, query);
  return {
    serverTime: now,
    messages: messages.map((message): MessageView => {
      const { position, id, kind, alarmKind, state, madeAt, endedAt, attempts, lastAt, lastResult, lastStatus } =
        message;
      const own = { position, id, kind, alarmKind, state, madeAt, endedAt, attempts, lastAt, lastResult, lastStatus };
      return {
        ...own,
        channel: channels.get(message.channel) ?? String(message.channel),
        route: message.route === null ? null : (routes.get(message.route) ?? String(message.route)),
        alarms: message.alarms.length,
        nextAt: state === 'waiting' ? message.nextAt : null,
      };
    }),
  };
}
