import type { Reach } from '../access/principal.ts';
import { personIdSchema, siteIdSchema, type PersonId, type SiteId } from '../access/vocabulary.ts';
import { kioskIdSchema, type KioskId } from '../contract/field.ts';
import { EMERGENCY_CAUSES, type EmergencyCause } from '../contract/order-vocabulary.ts';
import { integerColumn, nullableIntegerColumn, nullableTextColumn, textColumn } from './column.ts';
import type { Connection, Transaction } from './connection.ts';
import { narrowTo } from './reach.ts';
import { StoreError } from './store-error.ts';

export const FINDINGS = ['confirmed', 'unfounded'] as const;
export type Finding = (typeof FINDINGS)[number];

/** A lane that one person let stand open. Times are the server's wall time, ms. */
export interface EmergencyOpening {
  /** Of the order. */
  readonly digest: string;
  readonly site: SiteId;
  readonly kioskId: KioskId;
  readonly cause: EmergencyCause;
  readonly openedBy: PersonId;
  readonly openedAt: number;
  readonly confirmBy: number;
  /** `null` until somebody else has said. */
  readonly finding: Finding | null;
  readonly foundBy: PersonId | null;
  readonly foundAt: number | null;
  /** When the alarm was raised that nobody had said by then. */
  readonly overdueAt: number | null;
}

type Opened = Pick<EmergencyOpening, 'digest' | 'kioskId' | 'cause' | 'openedBy' | 'openedAt' | 'confirmBy'>;

export async function insertEmergencyOpening(transaction: Transaction, opened: Opened): Promise<void> {
  await transaction('emergency_openings').insert({
    order_digest: opened.digest,
    kiosk_id: opened.kioskId,
    cause: opened.cause,
    opened_by: opened.openedBy,
    opened_at: opened.openedAt,
    confirm_by: opened.confirmBy,
  });
}

export async function findEmergencyOpening(
  database: Connection,
  digest: string,
): Promise<EmergencyOpening | undefined> {
  const row: Row | undefined = await openingQuery(database).where({ order_digest: digest }).first();
  return row === undefined ? undefined : openingOf(row);
}

/** Those at lanes within a reach: those without a finding first, then the newest. */
export async function listEmergencyOpenings(
  database: Connection,
  reach: Reach,
  limit: number,
): Promise<EmergencyOpening[]> {
  const rows: readonly Row[] = await narrowTo(openingQuery(database), reach)
    .orderByRaw('case when found_at is null then 0 else 1 end')
    .orderBy('opened_at', 'desc')
    .limit(limit);
  return rows.map(openingOf);
}

/** `false` when somebody has said before. */
export async function settleEmergencyOpening(
  transaction: Transaction,
  digest: string,
  { finding, by, at }: { readonly finding: Finding; readonly by: PersonId; readonly at: number },
): Promise<boolean> {
  const settled = await transaction('emergency_openings')
    .where({ order_digest: digest })
    .whereNull('found_at')
    .update({ finding, found_by: by, found_at: at });
  return settled === 1;
}

/** Marks those of which nobody has said anything in time, and returns them: each once, whoever looks. */
export async function takeOverdueOpenings(transaction: Transaction, at: number): Promise<EmergencyOpening[]> {
  const overdue: string[] = await transaction('emergency_openings')
    .whereNull('found_at')
    .whereNull('overdue_at')
    .where('confirm_by', '<=', at)
    .orderBy('opened_at')
    .pluck('order_digest');
  const taken: EmergencyOpening[] = [];
  for (const digest of overdue) {
    await transaction('emergency_openings').where({ order_digest: digest }).update({ overdue_at: at });
    const opening = await findEmergencyOpening(transaction, digest);
    if (opening !== undefined) taken.push(opening);
  }
  return taken;
}

type Row = Record<
  | 'order_digest'
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

function openingOf(row: Row): EmergencyOpening {
  const cause = EMERGENCY_CAUSES.find((one) => one === textColumn(row.cause));
  if (cause === undefined) throw new StoreError('damaged', 'an emergency is of no known cause');
  const said = nullableTextColumn(row.finding);
  const foundBy = nullableTextColumn(row.found_by);
  return {
    digest: textColumn(row.order_digest),
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
