/** Proposals of two administrators about routes: which alarms go to which channel. */
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import { listSites } from '../../records/sites/site-table.ts';
import { routeChangeSchema, routeRemovalSchema, type RouteChange } from './change-schemas.ts';
import { findChannel, listChannels } from './channel-table.ts';
import { reportChange, type ChangeParts } from './notices.ts';
import { findRoute, insertRoute, listRoutes, nextRouteNumber, removeRoute, type StoredRoute } from './route-table.ts';
import { MAX_ROUTES } from './vocabulary.ts';

const WEEK_MS = 604_800_000;

const BY_TWO = {
  proposeAct: 'alerts.propose',
  approveAct: 'alerts.approve',
  opensForMs: WEEK_MS,
  targetsOf: () => Promise.resolve([]),
} as const;

/** With the name of its channel, which the person who approves knows. */
async function shownOf(database: Connection, route: StoredRoute | undefined): Promise<object | null> {
  if (route === undefined || route.removedAt !== null) return null;
  const { number, name, channel, takes, sites, sendsOver } = route;
  const { name: channelName } = (await findChannel(database, channel)) ?? { name: '' };
  return { number, name, channel, channelName, takes, sites, sendsOver };
}

export function routeKind(parts: ChangeParts): ProposalKind<RouteChange> {
  return {
    ...BY_TWO,
    kind: 'alert-route',
    schema: routeChangeSchema,
    before: async (database, { replaces, channel }) => ({
      route: await shownOf(database, replaces === null ? undefined : await findRoute(database, replaces)),
      channelName: (await findChannel(database, channel))?.name ?? null,
    }),
    objection: (database, change) => objectionTo(database, change),
    async apply(transaction, change, { proposedBy, approvedBy, at }) {
      const objected = await objectionTo(transaction, change);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      const { replaces, ...said } = change;
      const number = await nextRouteNumber(transaction);
      await insertRoute(transaction, { number, ...said, proposedBy, approvedBy, madeAt: at, removedAt: null });
      const earlier = replaces === null ? undefined : await findRoute(transaction, replaces);
      const channel = earlier === undefined ? undefined : await findChannel(transaction, earlier.channel);
      if (earlier === undefined || channel === undefined) return { kind: 'applied' };
      await removeRoute(transaction, earlier.number, at);
      return reportChange(parts, transaction, channel, { kind: 'route-changed', route: earlier }, at);
    },
  };
}

export function routeRemovalKind(parts: ChangeParts): ProposalKind<{ route: number }> {
  const inUse = async (database: Connection, number: number) => {
    const route = await findRoute(database, number);
    return route?.removedAt === null ? route : undefined;
  };
  return {
    ...BY_TWO,
    kind: 'alert-route-removal',
    schema: routeRemovalSchema,
    before: async (database, { route }) => shownOf(database, await findRoute(database, route)),
    objection: async (database, { route }) =>
      (await inUse(database, route)) === undefined ? 'no-such-route' : undefined,
    async apply(transaction, { route: number }, { at }) {
      const route = await inUse(transaction, number);
      const channel = route === undefined ? undefined : await findChannel(transaction, route.channel);
      if (route === undefined || channel === undefined) return { kind: 'inapplicable', code: 'no-such-route' };
      await removeRoute(transaction, number, at);
      return reportChange(parts, transaction, channel, { kind: 'route-removed', route }, at);
    },
  };
}

async function objectionTo(
  database: Connection,
  { replaces, name, channel, sites }: RouteChange,
): Promise<string | undefined> {
  const known = await listRoutes(database);
  const others = known.filter(({ number }) => number !== replaces);
  if (replaces !== null && others.length === known.length) return 'no-such-route';
  if (replaces === null && known.length >= MAX_ROUTES) return 'too-many-routes';
  if (others.some((one) => one.name.toLowerCase() === name.toLowerCase())) return 'name-taken';
  if (!(await listChannels(database)).some(({ number }) => number === channel)) return 'no-such-channel';
  if (sites === 'all') return undefined;
  const there = new Set<string>((await listSites(database)).map(({ id }) => id));
  return sites.every((site) => there.has(site)) ? undefined : 'no-such-site';
}
