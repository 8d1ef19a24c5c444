/** Whether alerts reach people, for the checklist of the set-up. */
import type { Connection } from '../../platform/database/connection.ts';
import { listSites } from '../../records/sites/site-table.ts';
import { listChannels } from './channel-table.ts';
import { channelHealth } from './delivery-counts.ts';
import { uncoveredKinds } from './match.ts';
import { listRoutes } from './route-table.ts';
import { PROVED_FOR_MS } from './vocabulary.ts';

export interface AlertCoverage {
  readonly routes: number;
  /** Urgent kinds of alarms that no route takes at some place. */
  readonly uncovered: number;
  /** Channels of routes without a delivery in the last weeks, by name. */
  readonly unproved: readonly string[];
  /** Channels of routes that do not deliver now. */
  readonly failing: readonly string[];
  readonly deliveredAt: number | null;
}

export async function readCoverage(database: Connection, now: number): Promise<AlertCoverage> {
  const routes = await listRoutes(database);
  const sites = (await listSites(database)).map(({ id }) => id);
  const health = await channelHealth(database, now);
  const used = (await listChannels(database)).filter(({ number }) => routes.some(({ channel }) => channel === number));
  const deliveredAt = ({ number }: { readonly number: number }) => health.get(number)?.deliveredAt ?? null;
  const isProved = (at: number | null) => at !== null && at <= now && now - at < PROVED_FOR_MS;
  const times = used.map(deliveredAt).filter((at) => at !== null);
  return {
    routes: routes.length,
    uncovered: uncoveredKinds(routes, sites).length,
    unproved: used.filter((channel) => !isProved(deliveredAt(channel))).map(({ name }) => name),
    failing: used.filter(({ number }) => (health.get(number)?.failingSince ?? null) !== null).map(({ name }) => name),
    deliveredAt: times.length === 0 ? null : Math.max(...times),
  };
}
