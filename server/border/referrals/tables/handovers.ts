import { z } from 'zod';
import { personIdSchema, siteIdSchema, type PersonId, type SiteId } from '../../../platform/access/vocabulary.ts';
import { kioskIdSchema, type KioskId } from '../../../contract/field.ts';
import { LANE_NOTES, type LaneNote } from '../vocabulary.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRow, type Which } from '../../../records/ledger/recorded/write-row.ts';

export const laneNotesSchema = z.array(z.strictObject({ kioskId: kioskIdSchema, note: z.enum(LANE_NOTES) })).max(200);

/** Notes from one shift to the next. */
export interface Handover {
  readonly id: string;
  readonly site: SiteId;
  readonly offeredBy: PersonId;
  readonly offeredAt: number;
  readonly notes: readonly { readonly kioskId: KioskId; readonly note: LaneNote }[];
  /** Referrals that the leaving officer holds; they go to the successor. */
  readonly referrals: readonly string[];
  readonly acceptedBy: PersonId | null;
  readonly acceptedAt: number | null;
  readonly withdrawnAt: number | null;
}

export async function insertHandover(transaction: Transaction, handover: Handover): Promise<void> {
  await insertRow(transaction, 'handovers', {
    id: handover.id,
    site: handover.site,
    offered_by: handover.offeredBy,
    offered_at: handover.offeredAt,
    notes: JSON.stringify(handover.notes),
    referrals: JSON.stringify(handover.referrals),
  });
}

export async function findHandover(database: Connection, id: string): Promise<Handover | undefined> {
  const row: Row | undefined = await database('handovers').where({ id }).first();
  return row === undefined ? undefined : handoverOf(row);
}

/** Latest first. */
export async function handoversSince(database: Connection, since: number): Promise<Handover[]> {
  const rows: readonly Row[] = await database('handovers')
    .where('offered_at', '>=', since)
    .orderBy('offered_at', 'desc')
    .limit(100);
  return rows.map(handoverOf);
}

/** `false` when the handover is no longer on offer. */
export async function closeHandover(
  transaction: Transaction,
  id: string,
  at: number,
  acceptedBy: PersonId | null,
): Promise<boolean> {
  const closed = acceptedBy === null ? { withdrawn_at: at } : { accepted_by: acceptedBy, accepted_at: at };
  const open: Which = (rows) => rows.where({ id }).whereNull('accepted_at').whereNull('withdrawn_at');
  return (await changeRows(transaction, 'handovers', open, closed)) === 1;
}

type Row = Record<
  'id' | 'site' | 'offered_by' | 'offered_at' | 'notes' | 'referrals' | 'accepted_by' | 'accepted_at' | 'withdrawn_at',
  unknown
>;

const idsSchema = z.array(z.string());

function handoverOf(row: Row): Handover {
  return {
    id: textColumn(row.id),
    site: siteIdSchema.parse(row.site),
    offeredBy: personIdSchema.parse(row.offered_by),
    offeredAt: integerColumn(row.offered_at),
    notes: laneNotesSchema.parse(JSON.parse(textColumn(row.notes))),
    referrals: idsSchema.parse(JSON.parse(textColumn(row.referrals))),
    acceptedBy: personIdSchema.nullable().parse(row.accepted_by),
    acceptedAt: nullableIntegerColumn(row.accepted_at),
    withdrawnAt: nullableIntegerColumn(row.withdrawn_at),
  };
}
