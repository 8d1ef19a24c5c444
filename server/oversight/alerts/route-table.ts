import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { sitesSchema, takesSchema, type AlertSites, type Takes } from './change-schemas.ts';
import { nextNumber } from './channel-table.ts';

/** Which alarms go to which channel. A change makes a new route and removes this one. */
export interface StoredRoute {
  readonly number: number;
  readonly name: string;
  readonly channel: number;
  readonly takes: Takes;
  readonly sites: AlertSites;
  readonly sendsOver: boolean;
  readonly proposedBy: PersonId;
  readonly approvedBy: PersonId;
  readonly madeAt: number;
  readonly removedAt: number | null;
}

export async function insertRoute(transaction: Transaction, route: StoredRoute): Promise<void> {
  await insertRow(transaction, 'alert_routes', {
    number: route.number,
    name: route.name,
    channel: route.channel,
    takes: JSON.stringify(route.takes),
    sites: JSON.stringify(route.sites),
    sends_over: route.sendsOver ? 1 : 0,
    proposed_by: route.proposedBy,
    approved_by: route.approvedBy,
    made_at: route.madeAt,
    removed_at: route.removedAt,
  });
}

export async function nextRouteNumber(transaction: Transaction): Promise<number> {
  return nextNumber(transaction('alert_routes').max({ last: 'number' }).first());
}

export async function findRoute(database: Connection, number: number): Promise<StoredRoute | undefined> {
  const row: Row | undefined = await database('alert_routes').where({ number }).first();
  return row === undefined ? undefined : routeOf(row);
}

/** Those in use, by number. */
export async function listRoutes(database: Connection): Promise<StoredRoute[]> {
  const rows: readonly Row[] = await database('alert_routes').whereNull('removed_at').orderBy('number');
  return rows.map(routeOf);
}

export async function routeNames(database: Connection): Promise<ReadonlyMap<number, string>> {
  const rows: readonly Pick<Row, 'number' | 'name'>[] = await database('alert_routes').select('number', 'name');
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

type Row = Record<
  | 'number'
  | 'name'
  | 'channel'
  | 'takes'
  | 'sites'
  | 'sends_over'
  | 'proposed_by'
  | 'approved_by'
  | 'made_at'
  | 'removed_at',
  unknown
>;

function routeOf(row: Row): StoredRoute {
  return {
    number: integerColumn(row.number),
    name: textColumn(row.name),
    channel: integerColumn(row.channel),
    takes: takesSchema.parse(jsonColumn(row.takes)),
    sites: sitesSchema.parse(jsonColumn(row.sites)),
    sendsOver: integerColumn(row.sends_over) === 1,
    proposedBy: personIdSchema.parse(row.proposed_by),
    approvedBy: personIdSchema.parse(row.approved_by),
    madeAt: integerColumn(row.made_at),
    removedAt: nullableIntegerColumn(row.removed_at),
  };
}
