import { byNumbersIn } from '../../platform/base/order-of-numbers.ts';
import { z } from 'zod';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import {
  bootIdSchema,
  laneStatusSchema,
  type LaneStatus,
  MASTER_LIST_TROUBLES,
  type MasterListTrouble,
  type StatusMark,
} from '../../contract/status.ts';
import type { KioskId } from '../../contract/field.ts';
import { CHECK_STATES, type CheckState, type Drift, DRIFTS } from '../../contract/readiness-vocabulary.ts';
import {
  WATCHLIST_STATES,
  type WatchlistState,
  type WatchlistTrouble,
  watchlistTroubleSchema,
} from '../../contract/watchlist.ts';
import { OUT_OF_SERVICE_CAUSES } from '../../contract/vocabulary.ts';
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { laneStateOf, type LaneView } from './answers.ts';

/** The mark against which the next status is judged. */
export async function findStatusMark(database: Connection, kioskId: KioskId): Promise<StatusMark | undefined> {
  const row: Record<'boot_id' | 'counter' | 'at', unknown> | undefined = await database('lane_status')
    .select('boot_id', 'counter', 'at')
    .where({ kiosk_id: kioskId })
    .first();
  if (row === undefined) return undefined;
  return { bootId: bootIdSchema.parse(row.boot_id), counter: integerColumn(row.counter), at: integerColumn(row.at) };
}

/** Forged grants and orders, and answers without a proof, that the lane's latest status counted in this boot. */
export async function findForgeries(
  database: Connection,
  { kioskId, bootId }: LaneStatus,
): Promise<{ readonly grants: number; readonly orders: number; readonly answers: number }> {
  const row: Record<'forged_grants' | 'forged_orders' | 'unproven_answers', unknown> | undefined = await database(
    'lane_status',
  )
    .where({ kiosk_id: kioskId, boot_id: bootId })
    .first('forged_grants', 'forged_orders', 'unproven_answers');
  if (row === undefined) return { grants: 0, orders: 0, answers: 0 };
  return {
    grants: integerColumn(row.forged_grants),
    orders: integerColumn(row.forged_orders),
    answers: integerColumn(row.unproven_answers),
  };
}

/** The last server key that each lane in service follows, in hex, with the time of its status; `null` if unknown. */
export async function listFollowedKeys(
  database: Connection,
): Promise<{ readonly kioskId: string; readonly heardAt: number | null; readonly serverKey: string | null }[]> {
  const rows: readonly Record<'id' | 'received_at' | 'server_key', unknown>[] = await database('kiosks')
    .leftJoin('lane_status', 'lane_status.kiosk_id', 'kiosks.id')
    .whereNull('kiosks.disabled_at')
    .select('kiosks.id', 'lane_status.received_at', 'lane_status.server_key');
  const followed = rows.map((row) => ({
    kioskId: textColumn(row.id),
    heardAt: nullableIntegerColumn(row.received_at),
    serverKey: nullableTextColumn(row.server_key),
  }));
  return followed.sort((one, other) => byNumbersIn(one.kioskId, other.kioskId));
}

/** The release that each lane stated last, with the time of its status. */
export async function listStatedReleases(
  database: Connection,
): Promise<ReadonlyMap<string, { readonly release: string; readonly heardAt: number }>> {
  const rows: readonly Record<'kiosk_id' | 'release' | 'received_at', unknown>[] = await database('lane_status')
    .whereNotNull('release')
    .select('kiosk_id', 'release', 'received_at');
  return new Map(
    rows.map((row) => [
      textColumn(row.kiosk_id),
      { release: textColumn(row.release), heardAt: integerColumn(row.received_at) },
    ]),
  );
}

/** The lanes that are too slow by their latest status, with the frames per second that they analysed. */
export async function listSlowLanes(database: Connection): Promise<ReadonlyMap<string, number>> {
  const rows: readonly Record<'kiosk_id' | 'slow_tenths', unknown>[] = await database('lane_status')
    .whereNotNull('slow_tenths')
    .select('kiosk_id', 'slow_tenths');
  return new Map(rows.map((row) => [textColumn(row.kiosk_id), integerColumn(row.slow_tenths) / 10]));
}

/** The lanes whose newest master list is past a limit, by their latest status. */
export async function listMasterListTroubles(database: Connection): Promise<ReadonlyMap<string, MasterListTrouble>> {
  const rows: readonly Record<'kiosk_id' | 'master_lists', unknown>[] = await database('lane_status')
    .whereNotNull('master_lists')
    .select('kiosk_id', 'master_lists');
  return new Map(
    rows.map((row) => [textColumn(row.kiosk_id), wordColumn(MASTER_LIST_TROUBLES, row.master_lists)] as const),
  );
}

/** The watchlists that are not current, gravest first, by the latest status of each lane that has one. */
export async function listWatchlistTroubles(
  database: Connection,
): Promise<ReadonlyMap<string, readonly WatchlistTrouble[]>> {
  const rows: readonly Record<'kiosk_id' | 'watchlist_troubles', unknown>[] = await database('lane_status')
    .whereNotNull('watchlist_troubles')
    .select('kiosk_id', 'watchlist_troubles');
  return new Map(
    rows.map((row) => [textColumn(row.kiosk_id), troublesSchema.parse(jsonColumn(row.watchlist_troubles))] as const),
  );
}

const troublesSchema = z.array(watchlistTroubleSchema).min(1);

function watchlistTroubles({ watchlists = [] }: LaneStatus): string | null {
  const rank = (state: WatchlistState) => WATCHLIST_STATES.indexOf(state);
  const troubles = watchlists
    .flatMap(({ list, state }) => (state === 'current' ? [] : [{ list, state }]))
    .sort((one, other) => rank(other.state) - rank(one.state));
  return troubles.length === 0 ? null : JSON.stringify(troubles);
}

export interface StatusReadiness {
  /** `null`: no readiness check keeps the lane out of service. */
  readonly check: CheckState | null;
  readonly drifts: readonly Drift[];
}

/** The state of the readiness check and the drifts in each lane's latest status. */
export async function listReadiness(database: Connection): Promise<ReadonlyMap<string, StatusReadiness>> {
  const rows: readonly Record<'kiosk_id' | 'readiness_check' | 'drifts', unknown>[] = await database('lane_status')
    .whereNotNull('readiness_check')
    .orWhereNotNull('drifts')
    .select('kiosk_id', 'readiness_check', 'drifts');
  return new Map(
    rows.map((row) => {
      const check = CHECK_STATES.find((state) => state === row.readiness_check) ?? null;
      return [textColumn(row.kiosk_id), { check, drifts: wordsOf(DRIFTS, row.drifts) }];
    }),
  );
}

/** The highest sequence whose receipt the lane has verified, by its latest status; lanes deliver in order. 0 before the first status. */
export async function receiptedUpTo(database: Connection, kioskId: KioskId): Promise<number> {
  const row: Record<'undelivered' | 'last_sequence', unknown> | undefined = await database('lane_status')
    .where({ kiosk_id: kioskId })
    .first('undelivered', 'last_sequence');
  return row === undefined ? 0 : integerColumn(row.last_sequence) - integerColumn(row.undelivered);
}

export async function putStatus(transaction: Transaction, status: LaneStatus, receivedAt: number): Promise<void> {
  await transaction('lane_status')
    .insert({
      kiosk_id: status.kioskId,
      boot_id: status.bootId,
      counter: status.counter,
      at: status.at,
      received_at: receivedAt,
      phase: status.phase,
      out_of_service: status.outOfService?.join(',') ?? null,
      devices: JSON.stringify(status.devices),
      undelivered: status.undelivered,
      last_sequence: status.lastSequence,
      forged_grants: status.forgedGrants ?? 0,
      forged_orders: status.forgedOrders ?? 0,
      unproven_answers: status.unprovenAnswers ?? 0,
      server_key: status.serverKey ?? null,
      release: status.release ?? null,
      slow_tenths: status.slowFramesPerS === undefined ? null : Math.round(10 * status.slowFramesPerS),
      readiness_check: status.readinessCheck ?? null,
      drifts: status.drifts?.join(',') ?? null,
      master_lists: status.masterLists ?? null,
      watchlist_troubles: watchlistTroubles(status),
    })
    .onConflict('kiosk_id')
    .merge();
}

type Row = Record<
  'id' | 'site' | 'lane' | 'disabled_at' | 'received_at' | 'phase' | 'out_of_service' | 'devices' | 'undelivered',
  unknown
>;

/** All enrolled lanes, by site and lane. */
export async function listLanes(database: Connection): Promise<LaneView[]> {
  const rows: readonly Row[] = await laneQuery(database).orderBy(['kiosks.site', 'kiosks.lane']);
  return rows.map(laneViewOf);
}

export async function findLane(database: Connection, kioskId: KioskId): Promise<LaneView | undefined> {
  const row: Row | undefined = await laneQuery(database).where('kiosks.id', kioskId).first();
  return row === undefined ? undefined : laneViewOf(row);
}

function laneQuery(database: Connection) {
  return database('kiosks')
    .leftJoin('lane_status', 'lane_status.kiosk_id', 'kiosks.id')
    .select(
      'kiosks.id',
      'kiosks.site',
      'kiosks.lane',
      'kiosks.disabled_at',
      'lane_status.received_at',
      'lane_status.phase',
      'lane_status.out_of_service',
      'lane_status.devices',
      'lane_status.undelivered',
    );
}

const conditionShape = laneStatusSchema.shape;

function laneViewOf(row: Row): LaneView {
  const receivedAt = nullableIntegerColumn(row.received_at);
  return {
    kioskId: textColumn(row.id),
    site: textColumn(row.site),
    lane: textColumn(row.lane),
    disabled: row.disabled_at !== null,
    heard:
      receivedAt === null
        ? null
        : {
            receivedAt,
            state: laneStateOf(conditionShape.phase.parse(nullableTextColumn(row.phase))),
            outOfService: wordsOf(OUT_OF_SERVICE_CAUSES, row.out_of_service),
            devices: conditionShape.devices.parse(jsonColumn(row.devices)),
            undelivered: integerColumn(row.undelivered),
          },
  };
}

/** Words of a column that separates them by commas, in the order of their list. */
function wordsOf<Word extends string>(words: readonly Word[], column: unknown): Word[] {
  const named = nullableTextColumn(column)?.split(',') ?? [];
  return words.filter((word) => named.includes(word));
}
