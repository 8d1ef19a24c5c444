import { personIdSchema, siteIdSchema, type PersonId, type SiteId } from '../../platform/access/vocabulary.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, deleteRows, insertRowIfNew } from '../ledger/recorded/write-row.ts';
import type { Position } from './place-names.ts';

export interface StoredSite {
  readonly id: SiteId;
  readonly name: string;
  readonly timeZone: string;
  readonly place: string;
  /** `null` while the record only repeats the id, which a kiosk or a duty has used. */
  readonly namedBy: PersonId | null;
  /** Grows with each change. */
  readonly version: number;
  readonly changedAt: number;
}

export interface StoredLane {
  readonly site: SiteId;
  readonly number: string;
  readonly name: string;
  readonly position: Position | null;
  readonly namedBy: PersonId | null;
  readonly version: number;
  readonly changedAt: number;
}

const CM = 100;

/** `false` when the id is taken. */
export async function insertSite(transaction: Transaction, site: StoredSite): Promise<boolean> {
  return insertRowIfNew(transaction, 'sites', { id: site.id, ...siteColumns(site) });
}

/** `false` when the site has this number. */
export async function insertLane(transaction: Transaction, lane: StoredLane): Promise<boolean> {
  return insertRowIfNew(transaction, 'site_lanes', { site: lane.site, number: lane.number, ...laneColumns(lane) });
}

export async function findSite(database: Connection, id: SiteId): Promise<StoredSite | undefined> {
  const row: SiteRow | undefined = await database('sites').where({ id }).first();
  return row === undefined ? undefined : siteOf(row);
}

export async function findLaneOf(database: Connection, site: SiteId, number: string): Promise<StoredLane | undefined> {
  const row: LaneRow | undefined = await database('site_lanes').where({ site, number }).first();
  return row === undefined ? undefined : laneOf(row);
}

/** By id. */
export async function listSites(database: Connection): Promise<StoredSite[]> {
  const rows: readonly SiteRow[] = await database('sites').orderBy('id');
  return rows.map(siteOf);
}

/** By site and number; of one site, or of all. */
export async function listSiteLanes(database: Connection, site?: SiteId): Promise<StoredLane[]> {
  const rows: readonly LaneRow[] = await database('site_lanes')
    .where((where) => {
      if (site !== undefined) void where.where({ site });
    })
    .orderBy(['site', 'number']);
  return rows.map(laneOf);
}

/** Replaces the record that has the version before `site.version`; `false` when another change came first. */
export async function replaceSite(transaction: Transaction, site: StoredSite): Promise<boolean> {
  const which = { id: site.id, version: site.version - 1 };
  return (await changeRows(transaction, 'sites', which, siteColumns(site))) === 1;
}

export async function replaceLane(transaction: Transaction, lane: StoredLane): Promise<boolean> {
  const which = { site: lane.site, number: lane.number, version: lane.version - 1 };
  return (await changeRows(transaction, 'site_lanes', which, laneColumns(lane))) === 1;
}

export async function deleteSite(transaction: Transaction, id: SiteId): Promise<void> {
  await deleteRows(transaction, 'site_lanes', { site: id });
  await deleteRows(transaction, 'sites', { id });
}

export async function deleteLane(transaction: Transaction, site: SiteId, number: string): Promise<void> {
  await deleteRows(transaction, 'site_lanes', { site, number });
}

function siteColumns({ name, timeZone, place, namedBy, version, changedAt }: StoredSite) {
  return { name, time_zone: timeZone, place, named_by: namedBy, version, changed_at: changedAt };
}

function laneColumns({ name, position, namedBy, version, changedAt }: StoredLane) {
  return {
    name,
    x_cm: position === null ? null : Math.round(position.x * CM),
    y_cm: position === null ? null : Math.round(position.y * CM),
    named_by: namedBy,
    version,
    changed_at: changedAt,
  };
}

type Common = 'name' | 'named_by' | 'version' | 'changed_at';
type SiteRow = Record<Common | 'id' | 'time_zone' | 'place', unknown>;
type LaneRow = Record<Common | 'site' | 'number' | 'x_cm' | 'y_cm', unknown>;

function commonOf(row: Record<Common, unknown>) {
  const namedBy = nullableTextColumn(row.named_by);
  return {
    name: textColumn(row.name),
    namedBy: namedBy === null ? null : personIdSchema.parse(namedBy),
    version: integerColumn(row.version),
    changedAt: integerColumn(row.changed_at),
  };
}

function siteOf(row: SiteRow): StoredSite {
  return {
    id: siteIdSchema.parse(row.id),
    ...commonOf(row),
    timeZone: textColumn(row.time_zone),
    place: textColumn(row.place),
  };
}

function laneOf(row: LaneRow): StoredLane {
  const [x, y] = [nullableIntegerColumn(row.x_cm), nullableIntegerColumn(row.y_cm)];
  return {
    site: siteIdSchema.parse(row.site),
    number: textColumn(row.number),
    ...commonOf(row),
    position: x === null || y === null ? null : { x: x / CM, y: y / CM },
  };
}
