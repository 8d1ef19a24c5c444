/** The latest genuine quote of each lane. The verdict is made when it is read, by the approvals that are then in force. */
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, json, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { registersSchema } from './registers.ts';

const quotes = table({
  kioskId: checked(kioskIdSchema),
  /** Wall ms at which the server made the challenge. */
  challengedAt: integer,
  /** Wall ms at which the quote arrived. */
  quotedAt: integer,
  /** Serial of the lane's TLS certificate. */
  certificate: text,
  registers: json(registersSchema),
  /** The lane's own statement about its files; `null` for a source tree. */
  release: nullable(text),
  /**
   * Counters of starts and of resumes. Each attestation key adds a secret of its TPM to them, so only their differences have a meaning
   * (TPM 2.0, Part 1, §36.7).
   */
  resets: integer,
  restarts: integer,
});

export type LaneQuote = RecordOf<typeof quotes>;

export async function putQuote(transaction: Transaction, quote: LaneQuote): Promise<void> {
  await transaction('lane_quotes').insert(quotes.row(quote)).onConflict('kiosk_id').merge();
}

/** For a lane with another attestation key, whose counters are not comparable. */
export async function forgetQuote(transaction: Transaction, kioskId: KioskId): Promise<void> {
  await transaction('lane_quotes').where({ kiosk_id: kioskId }).delete();
}

export function findQuote(database: Connection, kioskId: KioskId): Promise<LaneQuote | undefined> {
  return quotes.one(database('lane_quotes').where({ kiosk_id: kioskId }).first());
}

export async function listQuotes(database: Connection): Promise<ReadonlyMap<string, LaneQuote>> {
  const found = await quotes.all(database('lane_quotes'));
  return new Map(found.map((quote) => [quote.kioskId, quote]));
}
