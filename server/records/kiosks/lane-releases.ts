/** The targets of the signed channel that lanes hold, by their latest messages. */
import { byNumbersIn } from '../../platform/base/order-of-numbers.ts';
import { type HeldTarget, type LaneReleases } from '../../contract/lane-releases.ts';
import { type LaneSoftware, RETURN_REASONS, SOFTWARE_STANDINGS } from '../../contract/lane-software.ts';
import type { KioskId } from '../../contract/field.ts';
import { RELEASE_KINDS, type ReleaseKind } from '../../contract/release.ts';
import { RELEASE_STANDINGS, type ReleaseStanding } from '../../contract/release-standing.ts';
import { RELEASE_FAILURES, type ReleaseFailure } from '../../contract/release-status.ts';
import { bootIdSchema, type StatusMark } from '../../contract/status.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';

/** The mark against which the next message is judged. */
export async function findReleasesMark(database: Connection, kioskId: KioskId): Promise<StatusMark | undefined> {
  const row: Record<'boot_id' | 'counter' | 'at', unknown> | undefined = await database('lane_releases')
    .where({ kiosk_id: kioskId })
    .first('boot_id', 'counter', 'at');
  if (row === undefined) return undefined;
  return { bootId: bootIdSchema.parse(row.boot_id), counter: integerColumn(row.counter), at: integerColumn(row.at) };
}

/** Replaces the previous report of the lane. A target keeps the time at which its version was first reported. */
export async function putLaneReleases(
  transaction: Transaction,
  releases: LaneReleases,
  receivedAt: number,
): Promise<void> {
  const { kioskId } = releases;
  await transaction('lane_releases')
    .insert({
      kiosk_id: kioskId,
      boot_id: releases.bootId,
      counter: releases.counter,
      at: releases.at,
      received_at: receivedAt,
      standing: releases.standing,
      root: releases.root,
      targets: releases.targets,
      watchlist: releases.watchlist,
      checked_at: releases.checkedAt,
      failure: releases.failure?.code ?? null,
      failed_at: releases.failure?.at ?? null,
      held_count: releases.heldCount,
      ...softwareRow(releases.software),
    })
    .onConflict('kiosk_id')
    .merge();
  const before = new Map((await targetsOf(transaction, [kioskId])).map((one) => [`${one.kind}/${one.name}`, one]));
  for (const { kind, name, version, digest, expiresAt } of releases.held) {
    const known = before.get(`${kind}/${name}`);
    before.delete(`${kind}/${name}`);
    const isSame = known !== undefined && known.version === version && known.digest === digest;
    if (isSame && known.expiresAt === expiresAt) continue;
    const since = isSame ? known.since : receivedAt;
    await transaction('lane_targets')
      .insert({ kiosk_id: kioskId, kind, name, version, digest, expires_at: expiresAt, since })
      .onConflict(['kiosk_id', 'kind', 'name'])
      .merge();
  }
  for (const { kind, name } of before.values()) {
    await transaction('lane_targets').where({ kiosk_id: kioskId, kind, name }).delete();
  }
}

export interface LaneTarget extends HeldTarget {
  /** Server time at which the lane first reported this version. */
  readonly since: number;
}

export interface LaneReleaseState {
  readonly kioskId: string;
  readonly receivedAt: number;
  readonly standing: ReleaseStanding;
  readonly root: number;
  readonly targets: number;
  readonly watchlist: number;
  readonly checkedAt: number;
  readonly failure: { readonly code: ReleaseFailure; readonly at: number } | null;
  readonly held: readonly LaneTarget[];
  readonly heldCount: number;
  /** `null`: the lane runs the installed package. */
  readonly software: LaneSoftware | null;
}

function softwareRow(software: LaneSoftware | undefined) {
  return {
    software_name: software?.name ?? null,
    software_running: software?.running ?? null,
    software_standing: software?.standing ?? null,
    returned_version: software?.returned?.version ?? null,
    returned_to: software?.returned?.to ?? null,
    returned_why: software?.returned?.why ?? null,
    returned_at: software?.returned?.at ?? null,
  };
}

function softwareOf(row: Readonly<Record<string, unknown>>): LaneSoftware | null {
  const name = nullableTextColumn(row['software_name']);
  if (name === null) return null;
  const version = nullableIntegerColumn(row['returned_version']);
  return {
    name,
    running: integerColumn(row['software_running']),
    standing: wordColumn(SOFTWARE_STANDINGS, row['software_standing']),
    ...(version !== null && {
      returned: {
        version,
        to: integerColumn(row['returned_to']),
        why: wordColumn(RETURN_REASONS, row['returned_why']),
        at: integerColumn(row['returned_at']),
      },
    }),
  };
}

/** The latest state of each lane that has reported one and is not disabled, by id. */
export async function listLaneReleases(database: Connection): Promise<LaneReleaseState[]> {
  const rows: Record<string, unknown>[] = await database('lane_releases')
    .join('kiosks', 'kiosks.id', 'lane_releases.kiosk_id')
    .whereNull('kiosks.disabled_at')
    .select('lane_releases.*');
  rows.sort((one, other) => byNumbersIn(textColumn(one['kiosk_id']), textColumn(other['kiosk_id'])));
  const held = new Map<string, LaneTarget[]>();
  for (const { kioskId, ...target } of await targetsOf(database)) {
    const own = held.get(kioskId);
    if (own === undefined) held.set(kioskId, [target]);
    else own.push(target);
  }
  return rows.map((row) => {
    const kioskId = textColumn(row['kiosk_id']);
    const failure = RELEASE_FAILURES.find((code) => code === nullableTextColumn(row['failure']));
    const failedAt = nullableIntegerColumn(row['failed_at']);
    return {
      kioskId,
      receivedAt: integerColumn(row['received_at']),
      standing: wordColumn(RELEASE_STANDINGS, row['standing']),
      root: integerColumn(row['root']),
      targets: integerColumn(row['targets']),
      watchlist: integerColumn(row['watchlist']),
      checkedAt: integerColumn(row['checked_at']),
      failure: failure === undefined || failedAt === null ? null : { code: failure, at: failedAt },
      held: held.get(kioskId) ?? [],
      heldCount: integerColumn(row['held_count']),
      software: softwareOf(row),
    };
  });
}

const KINDS = Object.keys(RELEASE_KINDS) as [ReleaseKind, ...ReleaseKind[]];

async function targetsOf(
  database: Connection,
  lanes?: readonly string[],
): Promise<(LaneTarget & { readonly kioskId: string })[]> {
  const all = database('lane_targets').orderBy(['kiosk_id', 'kind', 'name']);
  const rows: readonly Record<string, unknown>[] = await (lanes === undefined ? all : all.whereIn('kiosk_id', lanes));
  return rows.map((row) => ({
    kioskId: textColumn(row['kiosk_id']),
    kind: wordColumn(KINDS, row['kind']),
    name: textColumn(row['name']),
    version: integerColumn(row['version']),
    digest: textColumn(row['digest']),
    expiresAt: integerColumn(row['expires_at']),
    since: integerColumn(row['since']),
  }));
}
