import { personIdSchema, siteIdSchema, type SiteId } from '../../platform/access/vocabulary.ts';
import { nullableIntegerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, nullable, type RecordOf, type Row, table, text } from '../../platform/database/table.ts';
import { changeRows, deleteRows, insertRowIfNew } from '../ledger/recorded/write-row.ts';
import type { Position } from './place-names.ts';

const CM = 100;

const sites = table({
  id: checked(siteIdSchema),
  name: text,
  timeZone: text,
  place: text,
  /** `null` while the record only repeats the id, which a kiosk or a duty has used. */
  namedBy: nullable(checked(personIdSchema)),
  /** Grows with each change. */
  version: integer,
  changedAt: integer,
});

const lanes = table({
  site: checked(siteIdSchema),
  number: text,
  name: text,
  position: { read: positionIn, write: columnsOf },
  namedBy: nullable(checked(personIdSchema)),
  version: integer,
  changedAt: integer,
});

export type StoredSite = RecordOf<typeof sites>;
export type StoredLane = RecordOf<typeof lanes>;

/** `false` when the id is taken. */
export async function insertSite(transaction: Transaction, site: StoredSite): Promise<boolean> {
  return insertRowIfNew(transaction, 'sites', sites.row(site));
}

/** `false` when the site has this number. */
export async function insertLane(transaction: Transaction, lane: StoredLane): Promise<boolean> {
  return insertRowIfNew(transaction, 'site_lanes', lanes.row(lane));
}

export function findSite(database: Connection, id: SiteId): Promise<StoredSite | undefined> {
  return sites.one(database('sites').where({ id }).first());
}

export function findLaneOf(database: Connection, site: SiteId, number: string): Promise<StoredLane | undefined> {
  return lanes.one(database('site_lanes').where({ site, number }).first());
}

/** By id. */
export function listSites(database: Connection): Promise<StoredSite[]> {
  return sites.all(database('sites').orderBy('id'));
}

/** By site and number; of one site, or of all. */
export function listSiteLanes(database: Connection, site?: SiteId): Promise<StoredLane[]> {
  return lanes.all(
    database('site_lanes')
      .where((where) => {
        if (site !== undefined) void where.where({ site });
      })
      .orderBy(['site', 'number']),
  );
}

/** Replaces the record that has the version before `site.version`; `false` when another change came first. */
export async function replaceSite(transaction: Transaction, { id, ...site }: StoredSite): Promise<boolean> {
  return (await changeRows(transaction, 'sites', { id, version: site.version - 1 }, sites.row(site))) === 1;
}

export async function replaceLane(transaction: Transaction, { site, number, ...lane }: StoredLane): Promise<boolean> {
  const which = { site, number, version: lane.version - 1 };
  return (await changeRows(transaction, 'site_lanes', which, lanes.row(lane))) === 1;
}

export async function deleteSite(transaction: Transaction, id: SiteId): Promise<void> {
  await deleteRows(transaction, 'site_lanes', { site: id });
  await deleteRows(transaction, 'sites', { id });
}

export async function deleteLane(transaction: Transaction, site: SiteId, number: string): Promise<void> {
  await deleteRows(transaction, 'site_lanes', { site, number });
}

function positionIn(row: Row): Position | null {
  const [x, y] = [nullableIntegerColumn(row['x_cm']), nullableIntegerColumn(row['y_cm'])];
  return x === null || y === null ? null : { x: x / CM, y: y / CM };
}

function columnsOf(position: Position | null): Row {
  return {
    x_cm: position === null ? null : Math.round(position.x * CM),
    y_cm: position === null ? null : Math.round(position.y * CM),
  };
}
