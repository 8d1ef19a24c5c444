/** The targets of the signed channel that lanes hold, by their latest messages. */
import { byNumbersIn } from '../../platform/base/order-of-numbers.ts';
import type { LaneReleases } from '../../contract/lane-releases.ts';
import { type LaneSoftware, RETURN_REASONS, SOFTWARE_STANDINGS } from '../../contract/lane-software.ts';
import type { KioskId } from '../../contract/field.ts';
import { RELEASE_KINDS, type ReleaseKind } from '../../contract/release.ts';
import { RELEASE_STANDINGS } from '../../contract/release-standing.ts';
import { RELEASE_FAILURES, type ReleaseFailure } from '../../contract/release-status.ts';
import { bootIdSchema, type StatusMark } from '../../contract/status.ts';
import { integerColumn, nullableIntegerColumn, nullableTextColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, type RecordOf, type Row, table, text, word } from '../../platform/database/table.ts';
import { wordColumn } from '../../platform/database/word-column.ts';

const KINDS = Object.keys(RELEASE_KINDS) as [ReleaseKind, ...ReleaseKind[]];

const targets = table({
  kioskId: text,
  kind: word(KINDS),
  name: text,
  version: integer,
  digest: text,
  expiresAt: integer,
  /** Server time at which the lane first reported this version. */
  since: integer,
});

export type LaneTarget = Omit<RecordOf<typeof targets>, 'kioskId'>;

const states = table({
  kioskId: text,
  receivedAt: integer,
  standing: word(RELEASE_STANDINGS),
  root: integer,
  targets: integer,
  watchlist: integer,
  checkedAt: integer,
  failure: {
    read: failureIn,
    write: (failure) => ({ failure: failure?.code ?? null, failed_at: failure?.at ?? null }),
  },
  heldCount: integer,
  /** `null`: the lane runs the installed package. */
  software: { read: softwareIn, write: softwareColumns },
});

export type LaneReleaseState = RecordOf<typeof states> & { readonly held: readonly LaneTarget[] };

function failureIn(row: Row): { readonly code: ReleaseFailure; readonly at: number } | null {
  const code = RELEASE_FAILURES.find((one) => one === nullableTextColumn(row['failure']));
  const at = nullableIntegerColumn(row['failed_at']);
  return code === undefined || at === null ? null : { code, at };
}

function softwareColumns(software: LaneSoftware | null): Row {
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

function softwareIn(row: Row): LaneSoftware | null {
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
  const { kioskId, software = null, failure = null } = releases;
  await transaction('lane_releases')
    .insert({
      ...states.row({ ...releases, receivedAt, software, failure }),
      boot_id: releases.bootId,
      counter: releases.counter,
      at: releases.at,
    })
    .onConflict('kiosk_id')
    .merge();
  const before = new Map((await targetsOf(transaction, [kioskId])).map((one) => [`${one.kind}/${one.name}`, one]));
  for (const target of releases.held) {
    const { kind, name, version, digest, expiresAt } = target;
    const known = before.get(`${kind}/${name}`);
    before.delete(`${kind}/${name}`);
    const isSame = known !== undefined && known.version === version && known.digest === digest;
    if (isSame && known.expiresAt === expiresAt) continue;
    const since = isSame ? known.since : receivedAt;
    await transaction('lane_targets')
      .insert(targets.row({ ...target, kioskId, since }))
      .onConflict(['kiosk_id', 'kind', 'name'])
      .merge();
  }
  for (const { kind, name } of before.values()) {
    await transaction('lane_targets').where({ kiosk_id: kioskId, kind, name }).delete();
  }
}

/** The latest state of each lane that has reported one and is not disabled, by id. */
export async function listLaneReleases(database: Connection): Promise<LaneReleaseState[]> {
  const found = await states.all(
    database('lane_releases')
      .join('kiosks', 'kiosks.id', 'lane_releases.kiosk_id')
      .whereNull('kiosks.disabled_at')
      .select('lane_releases.*'),
  );
  const held = new Map<string, LaneTarget[]>();
  for (const { kioskId, ...target } of await targetsOf(database)) {
    const own = held.get(kioskId);
    if (own === undefined) held.set(kioskId, [target]);
    else own.push(target);
  }
  return found
    .sort((one, other) => byNumbersIn(one.kioskId, other.kioskId))
    .map((state) => ({ ...state, held: held.get(state.kioskId) ?? [] }));
}

function targetsOf(database: Connection, lanes?: readonly string[]) {
  const all = database('lane_targets').orderBy(['kiosk_id', 'kind', 'name']);
  return targets.all(lanes === undefined ? all : all.whereIn('kiosk_id', lanes));
}
