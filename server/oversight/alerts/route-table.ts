import type { z } from 'zod';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, flag, integer, json, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { sitesSchema, type Takes, takesSchema } from './change-schemas.ts';
import { nextNumber } from './channel-table.ts';

const routes = table({
  number: integer,
  name: text,
  channel: integer,
  takes: json(takesSchema as z.ZodType<Takes>),
  sites: json(sitesSchema),
  sendsOver: flag,
  proposedBy: checked(personIdSchema),
  approvedBy: checked(personIdSchema),
  madeAt: integer,
  removedAt: nullable(integer),
});

/** Which alarms go to which channel. A change makes a new route and removes this one. */
export type StoredRoute = RecordOf<typeof routes>;

export async function insertRoute(transaction: Transaction, route: StoredRoute): Promise<void> {
  await insertRow(transaction, 'alert_routes', routes.row(route));
}

export async function nextRouteNumber(transaction: Transaction): Promise<number> {
  return nextNumber(transaction('alert_routes').max({ last: 'number' }).first());
}

export function findRoute(database: Connection, number: number): Promise<StoredRoute | undefined> {
  return routes.one(database('alert_routes').where({ number }).first());
}

/** Those in use, by number. */
export function listRoutes(database: Connection): Promise<StoredRoute[]> {
  return routes.all(database('alert_routes').whereNull('removed_at').orderBy('number'));
}

export async function routeNames(database: Connection): Promise<ReadonlyMap<number, string>> {
  const rows: readonly Record<'number' | 'name', unknown>[] = await database('alert_routes').select('number', 'name');
  return new Map(rows.map(({ number, name }) => [integerColumn(number), textColumn(name)]));
}

/** `false` when there is no route in use with this number. */
export async function removeRoute(transaction: Transaction, number: number, at: number): Promise<boolean> {
  return (await changeRows(transaction, 'alert_routes', { number, removed_at: null }, { removed_at: at })) === 1;
}

/** Leads the routes of a channel to the one that replaces it. */
export async function leadRoutesTo(transaction: Transaction, from: number, to: number): Promise<void> {
  await changeRows(transaction, 'alert_routes', { channel: from, removed_at: null }, { channel: to });
}
