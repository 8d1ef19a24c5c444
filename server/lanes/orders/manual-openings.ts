import type { Reach } from '../../platform/access/principal.ts';
import { personIdSchema, siteIdSchema, type PersonId, type SiteId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import {
  EMERGENCY_CAUSES,
  OPENING_CAUSES,
  type EmergencyCause,
  type OpeningCause,
} from '../../contract/order-vocabulary.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { narrowTo } from '../../platform/access/scope-filter.ts';
import { StoreError } from '../../platform/database/store-error.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';

export const FINDINGS = ['confirmed', 'unfounded'] as const;
export type Finding = (typeof FINDINGS)[number];

/** Orders by which one person opens a lane on their own decision; another person must review them. */
export const MANUAL_OPENINGS = ['open-in-emergency', 'open-for-cause'] as const;
export type ManualOpeningKind = (typeof MANUAL_OPENINGS)[number];

/** A lane opened by one person. Times are the server's wall time, ms. */
export interface ManualOpening {
  /** Digest of the order. */
  readonly digest: string;
  readonly kind: ManualOpeningKind;
  readonly site: SiteId;
  readonly kioskId: KioskId;
  readonly cause: EmergencyCause | OpeningCause;
  readonly openedBy: PersonId;
  readonly openedAt: number;
  readonly confirmBy: number;
  /** `null` until another person has reviewed it. */
  readonly finding: Finding | null;
  readonly foundBy: PersonId | null;
  readonly foundAt: number | null;
  /** When the alarm for a missing review was raised; `null` before. */
  readonly overdueAt: number | null;
}

/** More than all lanes of a large airport, opened twice. */
const UNCONFIRMED_LIMIT = 500;

type Opened = Pick<ManualOpening, 'digest' | 'kind' | 'kioskId' | 'cause' | 'openedBy' | 'openedAt' | 'confirmBy'>;

export async function insertManualOpening(transaction: Transaction, opened: Opened): Promise<void> {
  await insertRow(transaction, 'emergency_openings', {
    order_digest: opened.digest,
    kind: opened.kind,
    kiosk_id: opened.kioskId,
    cause: opened.cause,
    opened_by: opened.openedBy,
    opened_at: opened.openedAt,
    confirm_by: opened.confirmBy,
  });
}

export async function findManualOpening(database: Connection, digest: string): Promise<ManualOpening | undefined> {
  const row: Row | undefined = await openingQuery(database).where({ order_digest: digest }).first();
  return row === undefined ? undefined : openingOf(row);
}

/** Openings of a kind at lanes within a reach: those without a finding first, then newest first. */
export async function listManualOpenings(
  database: Connection,
  kind: ManualOpeningKind,
  reach: Reach,
  limit: number,
): Promise<ManualOpening[]> {
  const rows: readonly Row[] = await narrowTo(openingQuery(database).where('emergency_openings.kind', kind), reach)
    .orderByRaw('case when found_at is null then 0 else 1 end')
    .orderBy('opened_at', 'desc')
    .limit(limit);
  return rows.map(openingOf);
}

/** Those without a finding, the oldest first. */
export async function unconfirmedOpenings(database: Connection): Promise<ManualOpening[]> {
  const rows: readonly Row[] = await openingQuery(database)
    .whereNull('emergency_openings.found_at')
    .orderBy('opened_at')
    .limit(UNCONFIRMED_LIMIT);
  return rows.map(openingOf);
}

/** Times since `since` at which this person, or at this lane, ordered openings of a kind; ascending. */
export async function openingTimes(
  database: Connection,
  kind: ManualOpeningKind,
  by: { readonly openedBy: PersonId } | { readonly kioskId: KioskId },
  since: number,
): Promise<number[]> {
  const times: readonly unknown[] = await database('emergency_openings')
    .where({ kind, ...('kioskId' in by ? { kiosk_id: by.kioskId } : { opened_by: by.openedBy }) })
    .where('opened_at', '>', since)
    .orderBy('opened_at')
    .pluck('opened_at');
  return times.map(integerColumn);
}

/** `false` when it already has a finding. */
export async function settleManualOpening(
  transaction: Transaction,
  digest: string,
  { finding, by, at }: { readonly finding: Finding; readonly by: PersonId; readonly at: number },
): Promise<boolean> {
  const settled = await changeRows(
    transaction,
    'emergency_openings',
    (rows) => rows.where({ order_digest: digest }).whereNull('found_at'),
    { finding, found_by: by, found_at: at },
  );
  return settled === 1;
}

/** Marks openings whose review is overdue and returns them; each is returned once. */
export async function takeOverdueOpenings(transaction: Transaction, at: number): Promise<ManualOpening[]> {
  const overdue: string[] = await transaction('emergency_openings')
    .whereNull('found_at')
    .whereNull('overdue_at')
    .where('confirm_by', '<=', at)
    .orderBy('opened_at')
    .pluck('order_digest');
  const taken: ManualOpening[] = [];
  for (const digest of overdue) {
    await changeRows(transaction, 'emergency_openings', { order_digest: digest }, { overdue_at: at });
    const opening = await findManualOpening(transaction, digest);
    if (opening !== undefined) taken.push(opening);
  }
  return taken;
}

type Row = Record<
  | 'order_digest'
  | 'kind'
  | 'site'
  | 'kiosk_id'
  | 'cause'
  | 'opened_by'
  | 'opened_at'
  | 'confirm_by'
  | 'finding'
  | 'found_by'
  | 'found_at'
  | 'overdue_at',
  unknown
>;

function openingQuery(database: Connection) {
  return database('emergency_openings')
    .join('kiosks', 'kiosks.id', 'emergency_openings.kiosk_id')
    .select('emergency_openings.*', 'kiosks.site');
}

function openingOf(row: Row): ManualOpening {
  const kind = MANUAL_OPENINGS.find((one) => one === textColumn(row.kind));
  const causes: readonly ManualOpening['cause'][] = kind === 'open-for-cause' ? OPENING_CAUSES : EMERGENCY_CAUSES;
  const cause = causes.find((one) => one === textColumn(row.cause));
  if (kind === undefined || cause === undefined)
    throw new StoreError('damaged', 'an opening has an unknown kind or cause');
  const said = nullableTextColumn(row.finding);
  const foundBy = nullableTextColumn(row.found_by);
  return {
    digest: textColumn(row.order_digest),
    kind,
    site: siteIdSchema.parse(row.site),
    kioskId: kioskIdSchema.parse(row.kiosk_id),
    cause,
    openedBy: personIdSchema.parse(row.opened_by),
    openedAt: integerColumn(row.opened_at),
    confirmBy: integerColumn(row.confirm_by),
    finding: FINDINGS.find((one) => one === said) ?? null,
    foundBy: foundBy === null ? null : personIdSchema.parse(foundBy),
    foundAt: nullableIntegerColumn(row.found_at),
    overdueAt: nullableIntegerColumn(row.overdue_at),
  };
}
