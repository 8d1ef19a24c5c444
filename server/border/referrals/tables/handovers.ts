import { z } from 'zod';
import { personIdSchema, siteIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../../contract/field.ts';
import { LANE_NOTES } from '../vocabulary.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { checked, integer, json, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRow, type Which } from '../../../records/ledger/recorded/write-row.ts';

export const laneNotesSchema = z.array(z.strictObject({ kioskId: kioskIdSchema, note: z.enum(LANE_NOTES) })).max(200);

const handovers = table({
  id: text,
  site: checked(siteIdSchema),
  offeredBy: checked(personIdSchema),
  offeredAt: integer,
  notes: json(laneNotesSchema),
  /** Referrals that the leaving officer holds; they go to the successor. */
  referrals: json(z.array(z.string())),
  acceptedBy: nullable(checked(personIdSchema)),
  acceptedAt: nullable(integer),
  withdrawnAt: nullable(integer),
});

/** Notes from one shift to the next. */
export type Handover = RecordOf<typeof handovers>;

export async function insertHandover(transaction: Transaction, handover: Handover): Promise<void> {
  await insertRow(transaction, 'handovers', handovers.row(handover));
}

export function findHandover(database: Connection, id: string): Promise<Handover | undefined> {
  return handovers.one(database('handovers').where({ id }).first());
}

/** Latest first. */
export function handoversSince(database: Connection, since: number): Promise<Handover[]> {
  return handovers.all(database('handovers').where('offered_at', '>=', since).orderBy('offered_at', 'desc').limit(100));
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
